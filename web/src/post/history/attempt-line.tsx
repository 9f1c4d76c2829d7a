import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react';
import type { Attempt } from '../../../../src/contract/history.ts';
import { useFormat, useMessages } from '../../i18n/index.ts';
import { ChannelIcon } from '../../ui/index.ts';
import { usePostContext } from '../post-context.ts';
import { historyMessages } from './messages.ts';
import { Reached } from './reached.tsx';

/** One try: when, how far it got, what the platform said, and what its support would ask for. */
export function AttemptLine({ attempt }: { attempt: Attempt }) {
  const t = useMessages(historyMessages);
  const format = useFormat();
  const { zoneOf } = usePostContext();
  const zone = zoneOf(attempt.channel);
  const when = format.instant(attempt.startedAt, zone, 'dateTime');
  const end = attempt.finishedAt === null ? null : format.instant(attempt.finishedAt, zone, 'time');
  const { failureClass, errorCode, errorMessage, traceId } = attempt;
  return (
    <li className="flex flex-col gap-0.5 text-sm">
      <p className="flex flex-wrap items-center gap-1.5">
        <Outcome status={attempt.status} />
        <span className="font-medium">{t('attempt', { number: attempt.number })}</span>
        <ChannelIcon channel={attempt.channel} size={13} named />
        <span>{t(OUTCOMES[attempt.status ?? 'open'])}</span>
      </p>
      <p className="text-xs text-ink-faint">{end === null ? t('began', { when }) : t('ended', { when, end })}</p>
      {attempt.status === 'ok' ? null : <Reached step={attempt.lastStep} />}
      {failureClass === null ? null : <p className="text-xs text-ink-soft">{t(`class_${failureClass}`)}</p>}
      {errorMessage === null ? null : <p className="text-xs break-words text-ink-soft">{errorMessage}</p>}
      {errorCode === null && traceId === null ? null : (
        <p className="text-xs break-all text-ink-faint">
          {[
            errorCode === null ? null : t('code', { code: errorCode }),
            traceId === null ? null : t('trace', { id: traceId }),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      )}
    </li>
  );
}

const OUTCOMES = { ok: 'attemptOk', failed: 'attemptFailed', open: 'attemptOpen' } as const;

function Outcome({ status }: { status: Attempt['status'] }) {
  if (status === 'ok') return <CircleCheck size={14} aria-hidden="true" className="text-published" />;
  if (status === 'failed') return <CircleAlert size={14} aria-hidden="true" className="text-danger" />;
  return <CircleHelp size={14} aria-hidden="true" className="text-progress" />;
}
