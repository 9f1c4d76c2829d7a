import { later } from './clock.ts';

/** Pauses after the first, second and third failure, in minutes: four attempts in all (spec.md 5.3). */
export const RETRY_PAUSES_MINUTES = [5, 15, 30] as const;

/**
 * When the next attempt is due after the `failures`-th failed one (1-based), or `null` when no retry is left.
 * Exact, without jitter: the tile names the minute. Later only where the platform asks for it.
 */
export function nextAttemptAt(
  failures: number,
  failedAt: Temporal.Instant,
  notBefore: Temporal.Instant | null,
): Temporal.Instant | null {
  const pause = RETRY_PAUSES_MINUTES[failures - 1];
  if (pause === undefined) return null;
  const due = failedAt.add({ minutes: pause });
  return notBefore === null ? due : later(due, notBefore);
}
