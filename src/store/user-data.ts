import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Columns that are secrets or machinery; everything else of a user's rows is theirs to take along. */
const NOT_EXPORTED = [
  'access_token_encrypted',
  'refresh_token_encrypted',
  'secret_sha256',
  'storage_key',
  'thumbnail_key',
  'progress',
  'lease_token',
  'leased_by',
  'leased_until',
  'lost_claims',
  'due_at',
  'still_since',
  'assess_at',
  'password',
  'token',
];

/** The tables a user's data stands in, each by its own `user_id`. */
const TABLES = [
  'user_preferences',
  'calendars',
  'channel_accounts',
  'assets',
  'posts',
  'calendar_runs',
  'calendar_entries',
  'publish_jobs',
  'notifications',
  'post_events',
  'account_insights',
  'post_insights',
  'hashtag_groups',
  'api_keys',
] as const;

/** All of a user's rows by table, without secrets. */
export async function exportUser(database: Database, userId: string): Promise<Record<string, unknown>> {
  const data: Record<string, unknown> = {};
  for (const table of TABLES) {
    const { rows } = await sql<{ row: unknown }>`
      SELECT to_jsonb(t) - ${NOT_EXPORTED}::text[] AS row FROM ${sql.table(table)} t WHERE t.user_id = ${userId}`.execute(
      database,
    );
    data[table] = rows.map((each) => each.row);
  }
  const { rows: attempts } = await sql<{ row: unknown }>`
    SELECT to_jsonb(t) AS row FROM publish_attempts t JOIN publish_jobs j ON j.id = t.publish_job_id WHERE j.user_id = ${userId}`.execute(
    database,
  );
  const { rows: user } = await sql<{
    row: unknown;
  }>`SELECT to_jsonb(u) AS row FROM users u WHERE u.id = ${userId}`.execute(database);
  return { user: user[0]?.row, ...data, publish_attempts: attempts.map((each) => each.row) };
}

/**
 * Deletes a user with everything of theirs. Answers the stored files that nobody names any more; `null` while a post
 * of theirs is being sent, when nothing is deleted.
 */
export async function deleteUser(database: Database, userId: string): Promise<{ mediaKeys: string[] } | null> {
  return database.transaction().execute(async (transaction) => {
    const { rows: jobs } = await sql<{ status: string }>`
      SELECT status FROM publish_jobs WHERE user_id = ${userId} ORDER BY id FOR UPDATE`.execute(transaction);
    if (jobs.some((job) => job.status === 'publishing')) return null;
    const { rows } = await sql<{ key: string }>`
      SELECT storage_key AS key FROM assets WHERE user_id = ${userId}
      UNION SELECT thumbnail_key FROM assets WHERE user_id = ${userId} AND thumbnail_key IS NOT NULL
      UNION SELECT r.storage_key FROM asset_renditions r JOIN assets a ON a.id = r.asset_id WHERE a.user_id = ${userId}`.execute(
      transaction,
    );
    await transaction.deleteFrom('users').where('id', '=', userId).execute();
    return { mediaKeys: rows.map((row) => row.key) };
  });
}
