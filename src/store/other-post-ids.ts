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

/**
 * This account's other posts that may be out, or be going out, without anybody knowing their ids; and whether they were
 * edited since they were sent.
 */
export async function openOthers(
  database: Database,
  job: Pick<ClaimedJob, 'id' | 'userId' | 'channel'>,
  now: Temporal.Instant,
): Promise<{ entryId: string; wasEdited: boolean }[]> {
  const { rows } = await sql<{ entry_id: string; was_edited: boolean }>`
    SELECT e.id AS entry_id, p.updated_at > a.started_at AS was_edited
    FROM publish_jobs j JOIN calendar_entries e ON e.id = j.calendar_entry_id JOIN posts p ON p.id = e.post_id
    CROSS JOIN LATERAL (SELECT max(started_at) AS started_at FROM publish_attempts WHERE publish_job_id = j.id) a
    WHERE j.user_id = ${job.userId} AND j.channel = ${job.channel} AND j.id <> ${job.id}
      AND (j.status IN ('publishing', 'published') OR j.unknown_since IS NOT NULL)
      AND coalesce(j.external_id, j.progress ->> 'mediaId') IS NULL
      AND a.started_at > ${now.subtract({ hours: 24 * DAYS })}`.execute(database);
  return rows.map((row) => ({ entryId: row.entry_id, wasEdited: row.was_edited }));
}
