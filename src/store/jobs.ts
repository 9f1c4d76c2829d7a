import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { JobStatus } from '../contract/job.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lastReason, type LastReason } from './last-reason.ts';

export interface JobRow {
  id: string;
  calendar_entry_id: string;
  channel: Channel;
  scheduled_at: Temporal.Instant;
  status: JobStatus;
  attempt_count: number;
  last_error: string | null;
  last_reason: LastReason;
  next_attempt_at: Temporal.Instant | null;
  unknown_since: Temporal.Instant | null;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

/** Jobs of one user in order of time. */
export async function readJobs(
  database: Database | DatabaseTransaction,
  filter: {
    userId: string;
    id?: string | undefined;
    entryId?: string | undefined;
    status?: JobStatus | undefined;
    channel?: Channel | undefined;
    after?: { scheduledAt: Temporal.Instant; id: string } | undefined;
    limit: number;
  },
): Promise<JobRow[]> {
  const found = [sql`j.user_id = ${filter.userId}`];
  if (filter.id !== undefined) found.push(sql`j.id = ${filter.id}`);
  if (filter.entryId !== undefined) found.push(sql`j.calendar_entry_id = ${filter.entryId}`);
  if (filter.status !== undefined) found.push(sql`j.status = ${filter.status}`);
  if (filter.channel !== undefined) found.push(sql`j.channel = ${filter.channel}`);
  if (filter.after !== undefined)
    found.push(sql`(j.scheduled_at, j.id) > (${filter.after.scheduledAt}::timestamptz, ${filter.after.id}::uuid)`);
  const { rows } = await sql<JobRow>`
    SELECT j.id, j.calendar_entry_id, j.channel, j.scheduled_at, j.status, j.attempt_count, j.last_error, ${lastReason} AS last_reason, j.next_attempt_at,
      j.unknown_since, j.created_at, j.updated_at
    FROM publish_jobs j WHERE ${sql.join(found, sql` AND `)} ORDER BY j.scheduled_at, j.id LIMIT ${filter.limit}`.execute(
    database,
  );
  return rows;
}
