import { useState } from 'react';
import type { Entry } from '../../../../src/contract/entry.ts';
import { call } from '../../api/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { Button, CHANNEL_NAMES, ConfirmDialog, Field, TextInput } from '../../ui/index.ts';
import { OutcomeEvidence } from '../history/outcome-evidence.tsx';
import { progressMessages } from './messages.ts';
import type { PostActions } from './use-post-actions.ts';

/** A person's word where the platform could not tell whether the post went out (spec.md 5.4). */
export function DecideOutcome({
  entry,
  jobId,
  withJob,
}: {
  entry: Entry;
  jobId: string;
  withJob: PostActions['withJob'];
}) {
  const t = useMessages(progressMessages);
  const [permalink, setPermalink] = useState('');
  const [asking, setAsking] = useState(false);
  const channel = CHANNEL_NAMES[entry.channel];
  const address = permalink.trim();
  const isAddress = address === '' || URL.canParse(address);
  const resolve = (outcome: 'live' | 'post_again') =>
    withJob(() =>
      call('resolveJob', {
        params: { id: jobId },
        body: { outcome, ...(outcome === 'live' && address !== '' && isAddress ? { permalink: address } : {}) },
      }),
    );
  return (
    <div className="flex flex-col gap-2 text-ink">
      <p className="text-sm">{t('decide', { channel })}</p>
      <OutcomeEvidence entry={entry} onPick={setPermalink} />
      <Field label={t('permalink')} error={isAddress ? null : 'https://…'}>
        {(wired) => (
          <TextInput
            {...wired}
            type="url"
            value={permalink}
            onChange={(event) => setPermalink(event.target.value)}
            placeholder="https://"
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button small onClick={() => void resolve('live')}>
          {t('isLive')}
        </Button>
        <Button small look="danger" onClick={() => setAsking(true)}>
          {t('postAgain')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void resolve('post_again');
        }}
        title={t('againTitle')}
        confirmLabel={t('againConfirm')}
        danger
      >
        {t('againText', { channel })}
      </ConfirmDialog>
    </div>
  );
}
