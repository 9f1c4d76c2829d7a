import { isAfter } from './clock.ts';
import type { ReadinessFacts } from './facts.ts';

/** Checkpoints before the hour at which an entry is looked at again, in hours (spec.md 5.1). */
export const CHECKPOINT_HOURS = [24, 6] as const;

/**
 * The next instant at which time alone may change the readiness of an entry: a checkpoint, the end of a token
 * or of a suspension, or the hour itself. `null`: nothing but a fact can change it any more. So nobody ever scans (spec.md 4).
 */
export function nextAssessmentAt(facts: ReadinessFacts): Temporal.Instant | null {
  const { entry, account, job, now } = facts;
  if (job?.status === 'published') return null;
  const candidates: Temporal.Instant[] = [];
  if (entry.scheduledAt !== null) {
    for (const hours of CHECKPOINT_HOURS) candidates.push(entry.scheduledAt.subtract({ hours }));
    candidates.push(entry.scheduledAt);
  }
  if (account?.expiresAt !== null && account?.expiresAt !== undefined) candidates.push(account.expiresAt);
  if (account?.suspendedUntil !== null && account?.suspendedUntil !== undefined)
    candidates.push(account.suspendedUntil);
  const coming = candidates.filter((instant) => isAfter(instant, now));
  return coming.toSorted((left, right) => Temporal.Instant.compare(left, right))[0] ?? null;
}

/**
 * The checkpoint that has passed since the look that was planned for `plannedAt`, in hours before the hour; 0 is the
 * hour itself. `null`: none. The planned look is never later than the next checkpoint, so nothing slips through,
 * however late the worker is.
 */
export function checkpointPassed(
  scheduledAt: Temporal.Instant | null,
  plannedAt: Temporal.Instant | null,
  now: Temporal.Instant,
): 24 | 6 | 0 | null {
  if (scheduledAt === null || plannedAt === null) return null;
  const passed = ([0, 6, 24] as const).find((hours) => {
    const at = scheduledAt.subtract({ hours });
    return !isAfter(plannedAt, at) && !isAfter(at, now);
  });
  return passed ?? null;
}
