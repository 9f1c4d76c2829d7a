import { sql } from 'kysely';
import type { DatabaseTransaction } from './database.ts';
import type { ClaimedJob } from './claim-due-jobs.ts';

const DEFAULT_MINUTES = 60;

/** How late a post of this account may go out, in minutes; later it is shown as missed (spec.md 5.5). */
export async function lateToleranceMinutes(
  transaction: DatabaseTransaction,
  job: Pick<ClaimedJob, 'userId' | 'channel'>,
): Promise<number> {
  const row = await transaction
    .selectFrom('channel_accounts')
    .select('late_tolerance')
    .where('user_id', '=', job.userId)
    .where('channel', '=', job.channel)
    .where('unlinked_at', 'is', null)
    .executeTakeFirst();
  return row?.late_tolerance ?? DEFAULT_MINUTES;
}

/**
 * Until when the attempt under way may still send: the account's tolerance after the attempt was due to begin
 * (spec.md 5.5). `null`: no attempt is under way.
 */
export async function latestSending(
  transaction: DatabaseTransaction,
  job: Pick<ClaimedJob, 'id' | 'userId' | 'channel'>,
): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ due_at: Temporal.Instant }>`
    SELECT coalesce(due_at, started_at) AS due_at FROM publish_attempts
    WHERE publish_job_id = ${job.id} AND finished_at IS NULL ORDER BY started_at DESC LIMIT 1`.execute(transaction);
  const [underWay] = rows;
  return underWay?.due_at.add({ minutes: await lateToleranceMinutes(transaction, job) }) ?? null;
}
