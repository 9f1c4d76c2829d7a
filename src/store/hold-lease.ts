import { sql } from 'kysely';
import type { JobStatus } from '../contract/job.ts';
import type { ClaimedJob } from './claim-due-jobs.ts';
import type { DatabaseTransaction } from './database.ts';

export interface HeldJob {
  status: JobStatus;
  unknownSince: Temporal.Instant | null;
  nextAttemptAt: Temporal.Instant | null;
  attemptCount: number;
}

/**
 * Locks the job's entry and the job, in that order, and answers the job only while the caller's fencing token is the
 * newest one. `null`: the lease was lost, or the creator changed the order meanwhile; whoever asks must write nothing.
 */
export async function holdLease(
  transaction: DatabaseTransaction,
  job: Pick<ClaimedJob, 'id' | 'entryId' | 'leaseToken'>,
): Promise<HeldJob | null> {
  const { rows } = await sql<{
    status: JobStatus;
    unknown_since: Temporal.Instant | null;
    next_attempt_at: Temporal.Instant | null;
    attempt_count: number;
  }>`
    SELECT j.status, j.unknown_since, j.next_attempt_at, j.attempt_count
    FROM calendar_entries e JOIN publish_jobs j ON j.calendar_entry_id = e.id
    WHERE e.id = ${job.entryId} AND j.id = ${job.id} AND j.lease_token = ${job.leaseToken} AND j.leased_until IS NOT NULL
    FOR UPDATE OF e, j`.execute(transaction);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    status: row.status,
    unknownSince: row.unknown_since,
    nextAttemptAt: row.next_attempt_at,
    attemptCount: row.attempt_count,
  };
}
