import type { Entry } from '../../../../src/contract/entry.ts';

/** An entry as the server last had it. */
export type TimedEntry = Pick<Entry, 'state' | 'scheduledAt'>;

/**
 * Whether an hour of the form has passed. That of an entry that waits for its retry lies in the past, and stands. Compared
 * as instants: `…10.560Z` and `…10.56Z` are the same hour.
 */
export function hasPassed(at: string | null, entry: TimedEntry | null, nowMs: number): boolean {
  if (at === null) return false;
  const atMs = Date.parse(at);
  const stands = entry?.state === 'retrying' && entry.scheduledAt !== null && Date.parse(entry.scheduledAt) === atMs;
  return atMs < nowMs && !stands;
}
