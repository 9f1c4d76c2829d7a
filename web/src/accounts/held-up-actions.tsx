import { useState } from 'react';
import type { Entry } from '../../../src/contract/entry.ts';
import { useMe } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { Button, ConfirmDialog } from '../ui/index.ts';
import { countPosts } from './held-up.ts';
import { accountMessages } from './messages.ts';
import { rescheduleHeldUp, type HeldUpMode } from './reschedule-held-up.ts';

/** The two ways on for posts whose hour passed: the next good slots, or, where this server allows it, at once. */
export function HeldUpActions({ entries }: { entries: readonly Entry[] }) {
  const t = useMessages(accountMessages);
  const mayPublishNow = useMe().data?.features.publishNow === true;
  const [busy, setBusy] = useState<HeldUpMode | null>(null);
  const [asking, setAsking] = useState(false);
  const count = countPosts(entries);
  const act = async (mode: HeldUpMode) => {
    setAsking(false);
    setBusy(mode);
    await rescheduleHeldUp(entries, mode);
    setBusy(null);
  };
  return (
    <>
      <Button small busy={busy === 'next_slots'} onClick={() => void act('next_slots')}>
        {t('heldUpSlots', { count })}
      </Button>
      {mayPublishNow ? (
        <Button small busy={busy === 'now'} onClick={() => setAsking(true)}>
          {t('heldUpNow')}
        </Button>
      ) : null}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void act('now')}
        title={t('heldUpNowTitle', { count })}
        confirmLabel={t('heldUpNow')}
      >
        <p>{t('heldUpNowText')}</p>
      </ConfirmDialog>
    </>
  );
}
