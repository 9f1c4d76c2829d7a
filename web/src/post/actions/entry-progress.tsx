import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Entry } from '../../../../src/contract/entry.ts';
import type { TiktokPayload } from '../../../../src/contract/payload.ts';
import { isHeldUp } from '../../accounts/held-up.ts';
import { rescheduleHeldUp } from '../../accounts/reschedule-held-up.ts';
import { call } from '../../api/index.ts';
import { useFormat, useMessages } from '../../i18n/index.ts';
import {
  Button,
  buttonClasses,
  ChannelIcon,
  CHANNEL_NAMES,
  classes,
  lookOf,
  LOOKS,
  ReadinessIcon,
  TONES,
} from '../../ui/index.ts';
import { RunningStep } from '../history/running-step.tsx';
import { nextQuarterHour } from '../form/times.ts';
import { usePostContext } from '../post-context.ts';
import { tiktokMessages } from '../tiktok/messages.ts';
import { DecideOutcome } from './decide-outcome.tsx';
import { progressMessages } from './messages.ts';
import type { PostActions } from './use-post-actions.ts';

/** One entry's story so far: under way, to be retried, waiting for a person, or live. */
export function EntryProgress({ entry, actions }: { entry: Entry; actions: PostActions }) {
  const look = lookOf(entry);
  return (
    <div className={classes('flex flex-col gap-2 rounded-xl p-3 text-sm', TONES[LOOKS[look].tone])}>
      <div className="flex items-start gap-2">
        <span className="mt-0.5">
          <ReadinessIcon look={look} size={16} />
        </span>
        <div className="min-w-0 flex-1">
          <Story entry={entry} />
        </div>
        <ChannelIcon channel={entry.channel} named />
      </div>
      <Remedies entry={entry} actions={actions} />
    </div>
  );
}

function Story({ entry }: { entry: Entry }): ReactNode {
  const t = useMessages(progressMessages);
  const tt = useMessages(tiktokMessages);
  const format = useFormat();
  const channel = CHANNEL_NAMES[entry.channel];
  const time = (at: string | null, style: 'time' | 'dateTime') =>
    at === null ? '' : format.instant(at, entry.timezone, style);
  switch (entry.state) {
    case 'publishing': {
      const isChecking = entry.issues.some((issue) => issue.code === 'outcome_being_checked');
      return (
        <>
          <p>{t(isChecking ? 'checking' : 'publishing')}</p>
          <p className="text-xs opacity-85">{t('attempt', { number: Math.max(1, entry.job?.attemptCount ?? 1) })}</p>
          {isChecking ? null : <RunningStep entry={entry} />}
          {entry.channel === 'tiktok' ? <p className="mt-1 text-xs opacity-85">{tt('processingNotice')}</p> : null}
        </>
      );
    }
    case 'retrying':
      return (
        <>
          <p>
            {t('retrying', {
              time: time(entry.job?.nextAttemptAt ?? null, 'time'),
              number: Math.max(1, entry.job?.attemptCount ?? 1),
            })}
          </p>
          {entry.job?.lastError == null ? null : (
            <p className="mt-1 text-xs break-words opacity-85">{entry.job.lastError}</p>
          )}
        </>
      );
    case 'published': {
      const toInbox = entry.channel === 'tiktok' && (entry.payload as TiktokPayload).mode === 'inbox';
      return (
        <>
          <p>{toInbox ? t('inbox') : t('published', { channel, when: time(entry.scheduledAt, 'dateTime') })}</p>
          {entry.channel === 'tiktok' ? <p className="mt-1 text-xs opacity-85">{tt('processingNotice')}</p> : null}
          {entry.permalink === null && !toInbox ? (
            <p className="mt-1 text-xs opacity-85">{t('waitingLink', { channel })}</p>
          ) : null}
          {entry.issues.map((issue) => (
            <p key={issue.code} className="mt-1 font-medium">
              {issue.message}
            </p>
          ))}
        </>
      );
    }
    case 'scheduled':
      return <p>{t('dueNow')}</p>;
    case 'needs_attention':
    case 'draft':
      return (
        <>
          {entry.issues
            .filter((issue) => issue.blocking)
            .slice(0, 2)
            .map((issue) => (
              <p key={issue.code}>{issue.message}</p>
            ))}
        </>
      );
  }
}

function Remedies({ entry, actions }: { entry: Entry; actions: PostActions }) {
  const t = useMessages(progressMessages);
  const format = useFormat();
  const { edit, nowMs, me } = usePostContext();
  const { job } = entry;
  if (entry.state === 'published') {
    if (entry.permalink === null) return null;
    return (
      <a
        href={entry.permalink}
        target="_blank"
        rel="noreferrer"
        className={classes(buttonClasses('plain', true), 'self-start')}
      >
        <ExternalLink size={14} aria-hidden="true" />
        {t('openPost', { channel: CHANNEL_NAMES[entry.channel] })}
      </a>
    );
  }
  if (job === null || entry.state === 'publishing' || entry.state === 'scheduled') return null;
  if (entry.issues.some((issue) => issue.code === 'outcome_unknown'))
    return <DecideOutcome entry={entry} jobId={job.id} withJob={actions.withJob} />;

  const next = nextQuarterHour(nowMs);
  const reschedule = () => {
    edit((old) =>
      entry.channel === 'ig'
        ? { ...old, ig: { ...old.ig, scheduledAt: next } }
        : { ...old, tiktok: { ...old.tiktok, scheduledAt: next } },
    );
    actions.reschedule();
  };
  // Nothing but its hour is wrong with it, and the server knows which hours are good and free.
  const heldUp = isHeldUp(entry);
  const resolveHeldUp = async () => {
    if (await actions.saveFirst()) await actions.withJob(() => rescheduleHeldUp([entry], 'next_slots'));
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button small onClick={() => void actions.withJob(() => call('retryJob', { params: { id: job.id } }))}>
        {t('retryNow')}
      </Button>
      {entry.state === 'needs_attention' ? (
        <Button small onClick={heldUp ? () => void resolveHeldUp() : reschedule}>
          {heldUp
            ? t('rescheduleHeldUp')
            : t('rescheduleAt', { when: format.instant(next, entry.timezone, 'dateTime') })}
        </Button>
      ) : null}
      {me.features.publishNow && entry.state === 'needs_attention' ? (
        <Button small onClick={() => void actions.withJob(() => call('publishNow', { params: { id: entry.id } }))}>
          {t('publishNow')}
        </Button>
      ) : null}
    </div>
  );
}
