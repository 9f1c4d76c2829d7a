import { sql } from 'kysely';
import type { DatabaseTransaction } from './database.ts';
import { takes } from './job-guard.ts';
import type { WriteContext } from './post-fields.ts';

/**
 * Gives entries new times, and their jobs and posts with them, in two statements however many there are. The caller holds the
 * entries' locks and has made sure that each may move; a job that turns out not to be movable stops everything.
 */
export async function moveEntries(
  transaction: DatabaseTransaction,
  context: Pick<WriteContext, 'now'>,
  moves: readonly { entryId: string; to: Temporal.Instant }[],
): Promise<void> {
  // Arrays rather than JSON: the planner sees how many there are, and does not compare each with each.
  const ids = moves.map((move) => move.entryId);
  const times = moves.map((move) => move.to.toString());
  const wishes = sql`unnest(${ids}::uuid[], ${times}::timestamptz[]) AS m(id, "to")`;
  // Entries are part of their post: who opened it before must not put the old times back without being told.
  await sql`
    WITH moved AS (
      UPDATE calendar_entries e SET scheduled_at = m."to", version = e.version + 1, updated_at = ${context.now}
      FROM ${wishes} WHERE e.id = m.id RETURNING e.post_id
    )
    UPDATE posts SET version = version + 1, updated_at = ${context.now} WHERE id IN (SELECT post_id FROM moved)`.execute(
    transaction,
  );
  const { rows } = await sql<{ moved: boolean }>`
    UPDATE publish_jobs j SET
      scheduled_at = m."to", status = 'scheduled', next_attempt_at = m."to", due_at = m."to", attempt_count = 0, last_error = NULL,
      attention = NULL, step = NULL, progress = '{}', lost_claims = 0, leased_until = NULL, leased_by = NULL,
      lease_token = j.lease_token + 1, updated_at = ${context.now}
    FROM ${wishes}
    WHERE j.calendar_entry_id = m.id AND ${takes('rescheduled', 'j')}
    RETURNING true AS moved`.execute(transaction);
  const { rows: jobs } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM publish_jobs WHERE calendar_entry_id = ANY(${moves.map((move) => move.entryId)}::uuid[])`.execute(
    transaction,
  );
  if (rows.length !== jobs[0]?.count)
    throw new Error('A job could not move although its entry was checked and locked.');
}
