import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { AlarmClockOff } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '../../../src/contract/account.ts';
import { call, keys, queryClient } from '../api/index.ts';
import { useFormat, useMessages } from '../i18n/index.ts';
import { Button, buttonClasses, toast, toastProblem } from '../ui/index.ts';
import { heldUpOf } from './held-up.ts';
import { accountMessages } from './messages.ts';

/** How far back missed posts are worth posting after all. */
const LOOK_BACK_MS = 30 * 86_400_000;

/** Once an account works again: the posts it held up, and one press that reschedules them all (spec.md 5.1). */
export function HeldUpNote({ account }: { account: Account }) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const [openedAt] = useState(() => Date.now());
  const { channel } = account;
  const missed = useQuery({
    queryKey: [...keys.entries.all, 'held-up', channel],
    queryFn: ({ signal }) =>
      call(
        'listEntries',
        {
          query: {
            from: new Date(openedAt - LOOK_BACK_MS).toISOString(),
            to: new Date(openedAt).toISOString(),
            channel,
            readiness: 'needs_attention',
            limit: 1000,
          },
        },
        { signal },
      ),
    enabled: account.status === 'ok',
  });
  const held = missed.data === undefined ? null : heldUpOf(missed.data, openedAt);
  if (held === null) return null;
  const count = held.ids.length;
  const reschedule = async () => {
    setBusy(true);
    try {
      const { moved } = await call('bulkShift', { body: { ids: held.ids, offset: `P${String(held.days)}D` } });
      toast({ text: t('heldUpDone', { count: moved.length }) });
    } catch (error) {
      toastProblem(error);
    }
    await queryClient.invalidateQueries({ queryKey: keys.entries.all });
    setBusy(false);
  };
  return (
    <div className="flex gap-3 rounded-xl bg-warning-soft p-3 text-sm text-warning">
      <AlarmClockOff size={18} aria-hidden="true" className="mt-px shrink-0" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div>
          <p className="font-medium">{t('heldUp', { count })}</p>
          <p className="text-xs">
            {t('heldUpText', { count, date: format.instant(held.first, held.timezone, 'dateTime') })}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button small look="primary" busy={busy} onClick={() => void reschedule()}>
            {t('heldUpMove', { count })}
          </Button>
          <Link
            to="/"
            search={{ view: 'list', channel, readiness: 'needs_attention' }}
            className={buttonClasses('plain', true)}
          >
            {t('heldUpLook')}
          </Link>
        </div>
      </div>
    </div>
  );
}
