import type { Entry } from '../../../../src/contract/entry.ts';
import { useMessages } from '../../i18n/index.ts';
import { usePostContext } from '../post-context.ts';
import { EntryProgress } from './entry-progress.tsx';
import { progressMessages } from './messages.ts';
import type { PostActions } from './use-post-actions.ts';

/** What has become of each entry, and what a person can do about it; nothing while they merely wait for their hour. */
export function ProgressPanel({ actions }: { actions: PostActions }) {
  const t = useMessages(progressMessages);
  const { post, readOnly, nowMs } = usePostContext();
  const told = post?.entries.filter((entry) => hasNews(entry, nowMs)) ?? [];
  if (told.length === 0) return null;
  const allLive = readOnly && told.every((entry) => entry.state === 'published');
  return (
    <section data-place="progress" className="flex flex-col gap-2" aria-live="polite">
      {told.map((entry) => (
        <EntryProgress key={entry.id} entry={entry} actions={actions} />
      ))}
      {allLive ? <p className="text-xs text-ink-faint">{t('readOnly')}</p> : null}
    </section>
  );
}

function hasNews(entry: Entry, nowMs: number): boolean {
  // Ordered for right now: the worker takes it up any moment. The minute hand here may lag behind the server's answer.
  const isDue =
    entry.scheduledAt !== null && Date.parse(entry.scheduledAt) <= Math.max(nowMs, Date.parse(entry.updatedAt));
  return (
    (entry.state === 'scheduled' && isDue) ||
    entry.state === 'publishing' ||
    entry.state === 'retrying' ||
    entry.state === 'published' ||
    entry.state === 'needs_attention'
  );
}
