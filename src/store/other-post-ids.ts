import { sql } from 'kysely';
import type { ClaimedJob } from './claim-due-jobs.ts';
import type { Database } from './database.ts';

/** As far back as anybody looks for a post whose outcome is unclear, in days. */
const DAYS = 3;

/**
 * The platform's ids of this account's posts that other jobs are known to have become, as of their outcomes and
 * checkpoints. A post that is looked for cannot be one of them, whatever its words.
 */
export async function otherPostIds(
  database: Database,
  job: Pick<ClaimedJob, 'id' | 'userId' | 'channel'>,
  now: Temporal.Instant,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    SELECT coalesce(external_id, progress ->> 'mediaId') AS id FROM publish_jobs
    WHERE user_id = ${job.userId} AND channel = ${job.channel} AND id <> ${job.id}
      AND updated_at > ${now.subtract({ hours: 24 * DAYS })}
      AND coalesce(external_id, progress ->> 'mediaId') IS NOT NULL`.execute(database);
  return new Set(rows.map((row) => row.id));
}
