import { sql } from 'kysely';
import type { Attention, EnvironmentFacts } from '../domain/facts.ts';
import { isAfter } from '../domain/clock.ts';
import type { IssueDraft } from '../domain/issues.ts';
import { stateOf } from '../domain/publish-job.ts';
import { obstacles } from '../domain/readiness.ts';
import type { ClaimedJob } from './claim-due-jobs.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { holdLease } from './hold-lease.ts';
import { lateToleranceMinutes, latestSending } from './late-tolerance.ts';
import { loadFacts } from './load-facts.ts';
import { setAside } from './set-aside.ts';

export type AttemptStart =
  /** The row says `publishing` from here on; whoever edits is refused. What stands still for longer than this is late. */
  | {
      kind: 'go';
      attempt: number;
      toleranceMinutes: number;
      /** It begins here and is the one planned for the hour: no retry, and no second wish of a person. */
      isScheduledOne: boolean;
    }
  /** Something stands in the way: no attempt was made, a person is asked. */
  | { kind: 'heldUp'; issues: IssueDraft[] }
  | { kind: 'missed' }
  /** It was being sent when everything stopped, and its hour is long past: whatever was not sent yet must not be. */
  | { kind: 'overdue'; attempt: number }
  /** The lease is gone, or the order changed: let go. */
  | { kind: 'lost' };

/** A busy worker comes some seconds late, and a dead one's lease ends within half a minute; who comes later was stopped. */
const STOPPED_AFTER_MINUTES = 1;

/**
 * Preflight at the hour and the beginning of the attempt, in one transaction: what was checked is what is sent, since
 * nobody can edit in between (spec.md 5.1, 5.2). An attempt that another process left behind is taken up as it is.
 */
export async function beginAttempt(
  database: Database,
  job: ClaimedJob,
  context: { now: Temporal.Instant; environment: EnvironmentFacts },
): Promise<AttemptStart> {
  return database.transaction().execute(async (transaction) => {
    const held = await holdLease(transaction, job);
    if (held === null) return { kind: 'lost' };
    const state = stateOf(held);
    const tolerance = await lateToleranceMinutes(transaction, job);
    if (state === 'sending') {
      const isOverdue = await cameTooLate(transaction, job, context.now);
      const attempt = held.attemptCount;
      return isOverdue
        ? { kind: 'overdue', attempt }
        : { kind: 'go', attempt, toleranceMinutes: tolerance, isScheduledOne: false };
    }
    if (state !== 'scheduled' && state !== 'retrying') return { kind: 'lost' };

    const [entry] = await loadFacts(transaction, [job.entryId], context.environment, context.now);
    if (entry === undefined) return { kind: 'lost' };
    if (held.nextAttemptAt !== null && isAfter(context.now, held.nextAttemptAt.add({ minutes: tolerance }))) {
      const says = { word: 'punctual.wasNotRunning' } as const;
      const attention: Attention = { reason: 'missed', failureClass: null, says, platformCode: null };
      await setAside(transaction, job, { attention, context });
      return { kind: 'missed' };
    }
    const issues = obstacles(entry.facts);
    if (issues.length > 0) {
      const attention: Attention = {
        reason: 'preflight',
        failureClass: null,
        says: null,
        obstacles: issues,
        platformCode: null,
      };
      await setAside(transaction, job, { attention, context });
      return { kind: 'heldUp', issues };
    }
    const attempt = held.attemptCount + 1;
    await sql`
      UPDATE publish_jobs SET status = 'publishing', attempt_count = ${attempt}, next_attempt_at = NULL, step = 'preparing', updated_at = ${context.now}
      WHERE id = ${job.id}`.execute(transaction);
    await sql`
      INSERT INTO publish_attempts (publish_job_id, number, due_at, started_at)
      VALUES (${job.id}, ${attempt}, ${held.nextAttemptAt}, ${context.now})`.execute(transaction);
    const isScheduledOne = attempt === 1 && held.nextAttemptAt?.equals(job.scheduledAt) === true;
    return { kind: 'go', attempt, toleranceMinutes: tolerance, isScheduledOne };
  });
}

/**
 * A stop kept an attempt from going on, and by now it may not send any more. Without a stop it may take as long as the
 * platform takes: that is no fault of ours, and giving up would not be quicker.
 */
async function cameTooLate(transaction: DatabaseTransaction, job: ClaimedJob, now: Temporal.Instant): Promise<boolean> {
  if (!isAfter(now, job.stillSince.add({ minutes: STOPPED_AFTER_MINUTES }))) return false;
  const latest = await latestSending(transaction, job);
  return latest !== null && isAfter(now, latest);
}
