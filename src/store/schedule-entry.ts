import { sql } from 'kysely';
import type { DatabaseTransaction } from './database.ts';
import { takes } from './job-guard.ts';

/**
 * Orders an entry to be published at `at`: makes its job, or moves the one there is to the new time with a clean
 * slate and a new fencing token, so that a worker which has just claimed it lets go. Asking again changes nothing but
 * the time. Answers how many jobs were written: 0 means that the job stands
 * where no reschedule is possible (being sent, undecided, or published); domain/publish-job, `rescheduled`.
 */
export async function scheduleEntry(
  transaction: DatabaseTransaction,
  order: { entryId: string; userId: string; at: Temporal.Instant; now: Temporal.Instant },
): Promise<number> {
  const { entryId, userId, at, now } = order;
  await sql`
    UPDATE calendar_entries SET scheduled_at = ${at}, version = version + 1, updated_at = ${now}
    WHERE id = ${entryId} AND user_id = ${userId} AND scheduled_at IS DISTINCT FROM ${at}`.execute(transaction);
  const { rows } = await sql`
    INSERT INTO publish_jobs (calendar_entry_id, user_id, channel, scheduled_at, status, next_attempt_at, due_at, created_at, updated_at)
    SELECT e.id, e.user_id, e.channel, ${at}, 'scheduled', ${at}, ${at}, ${now}, ${now}
    FROM calendar_entries e WHERE e.id = ${entryId} AND e.user_id = ${userId}
    ON CONFLICT (calendar_entry_id) DO UPDATE SET
      scheduled_at = excluded.scheduled_at, status = 'scheduled', next_attempt_at = excluded.next_attempt_at,
      due_at = excluded.due_at, attempt_count = 0, last_error = NULL, attention = NULL, step = NULL,
      progress = '{}', lost_claims = 0, leased_until = NULL, leased_by = NULL, lease_token = publish_jobs.lease_token + 1, updated_at = excluded.updated_at
    WHERE ${takes('rescheduled')}
    RETURNING id`.execute(transaction);
  return rows.length;
}

/** Takes the order back: the entry is a draft again. 0 where the job can no longer be withdrawn. */
export async function unscheduleEntry(
  transaction: DatabaseTransaction,
  order: { entryId: string; userId: string },
): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM publish_jobs
    WHERE calendar_entry_id = ${order.entryId} AND user_id = ${order.userId}
      AND ${takes('rescheduled')}`.execute(transaction);
  return Number(numAffectedRows ?? 0n);
}
