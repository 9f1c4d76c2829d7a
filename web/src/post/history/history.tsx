import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Attempt, PostEvent } from '../../../../src/contract/history.ts';
import { useMessages } from '../../i18n/index.ts';
import { usePostContext } from '../post-context.ts';
import { AttemptLine } from './attempt-line.tsx';
import { EventLine } from './event-line.tsx';
import { historyMessages } from './messages.ts';
import { usePostHistory } from './use-history.ts';

/** Everything that happened to the post, latest first: changes by people, and every attempt with what came of it. */
export function History() {
  const t = useMessages(historyMessages);
  const { post } = usePostContext();
  const [open, setOpen] = useState(false);
  if (post === null) return null;
  return (
    <details
      className="group border-t border-line pt-3"
      data-section="history"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex cursor-pointer list-none items-center gap-1 rounded-md text-sm font-medium text-ink-soft hover:text-ink">
        <ChevronRight size={15} aria-hidden="true" className="transition-transform group-open:rotate-90" />
        {t('history')}
      </summary>
      {open ? <Lines postId={post.id} /> : null}
    </details>
  );
}

type Line = { kind: 'event'; at: number; event: PostEvent } | { kind: 'attempt'; at: number; attempt: Attempt };

function Lines({ postId }: { postId: string }) {
  const t = useMessages(historyMessages);
  const { data, isError } = usePostHistory(postId, true);
  if (data === undefined) {
    return (
      <p role="status" className="mt-3 text-sm text-ink-faint">
        {t(isError ? 'failed' : 'loading')}
      </p>
    );
  }
  const lines: Line[] = [
    ...data.events.map((event): Line => ({ kind: 'event', at: Date.parse(event.at), event })),
    ...data.attempts.map((attempt): Line => ({ kind: 'attempt', at: Date.parse(attempt.startedAt), attempt })),
  ].toSorted((one, other) => other.at - one.at);
  if (lines.length === 0) return <p className="mt-3 text-sm text-ink-faint">{t('nothing')}</p>;
  return (
    <ol className="mt-3 flex flex-col gap-3 border-l border-line pl-4">
      {lines.map((line) =>
        line.kind === 'event' ? (
          <EventLine key={line.event.id} event={line.event} />
        ) : (
          <AttemptLine key={line.attempt.id} attempt={line.attempt} />
        ),
      )}
    </ol>
  );
}
