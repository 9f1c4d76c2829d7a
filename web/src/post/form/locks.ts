import type { Entry } from '../../../../src/contract/entry.ts';
import type { Post } from '../../../../src/contract/post.ts';

/** On its way, or perhaps already out: the server refuses any change until the outcome is known. */
export function isInFlight(entry: Entry): boolean {
  return (
    entry.state === 'publishing' ||
    entry.issues.some((issue) => issue.code === 'outcome_unknown' || issue.code === 'outcome_being_checked')
  );
}

export function isEntryLocked(entry: Entry | null): boolean {
  return entry !== null && (entry.state === 'published' || isInFlight(entry));
}

/** Whether nothing of the post can be changed: one entry is in flight, or all are live (the same rule as the server's). */
export function isPostLocked(post: Post | null): boolean {
  if (post === null || post.entries.length === 0) return false;
  return post.entries.some(isInFlight) || post.entries.every((entry) => entry.state === 'published');
}
