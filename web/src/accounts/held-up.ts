import type { Entry } from '../../../src/contract/entry.ts';
import type { BulkShiftReport } from '../../../src/contract/entry.ts';
import type { IssueCode } from '../../../src/domain/issues.ts';

/** What only a new time cures. An entry whose cause is still there says that instead, and is not among these. */
const WAITS_FOR_TIME: ReadonlySet<string> = new Set<IssueCode>(['hour_missed', 'held_up']);

export function isHeldUp(entry: Pick<Entry, 'issues'>): boolean {
  return entry.issues.some(({ code, blocking }) => blocking && WAITS_FOR_TIME.has(code));
}

/** How many posts these entries belong to: a post on both channels is one. */
export function countPosts(entries: readonly Pick<Entry, 'postId'>[]): number {
  return new Set(entries.map(({ postId }) => postId)).size;
}

/** What came of rescheduling, in posts: how many moved, when the first of them goes out, and what was left and why. */
export interface HeldUpResult {
  posts: number;
  first: { at: string; timezone: string } | null;
  left: number;
  reason: string;
}

export function resultOf(entries: readonly Entry[], reports: readonly BulkShiftReport[]): HeldUpResult {
  const moved = reports.flatMap((report) => report.moved);
  const refused = reports.flatMap((report) => report.refused);
  const [first] = moved.toSorted((one, other) => Date.parse(one.to) - Date.parse(other.to));
  const timezone = entries.find(({ id }) => id === first?.id)?.timezone ?? 'UTC';
  return {
    posts: countPosts(entries.filter(({ id }) => moved.some((move) => move.id === id))),
    first: first === undefined ? null : { at: first.to, timezone },
    left: refused.length,
    reason: refused[0]?.message ?? '',
  };
}
