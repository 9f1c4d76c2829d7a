import { sql } from 'kysely';
import type { Foundation } from '../../src/main/foundation.ts';
import { reassess } from '../../src/store/reassess.ts';

export interface Entries {
  count: number;
  /** When each one goes out. */
  at: (index: number) => Temporal.Instant;
  /** The photo of each; `null`: none, and readiness says so. */
  asset: (index: number) => string | null;
  title?: (index: number) => string;
}

/**
 * Writes scheduled Instagram posts of the only user straight into the database, thousands in a moment, and has their
 * readiness assessed as the API would have. Answers the entries' ids in order.
 */
export async function insertEntries(
  { database, clock, environment }: Pick<Foundation, 'database' | 'clock' | 'environment'>,
  { count, at, asset, title = (index) => `Post ${index}` }: Entries,
): Promise<string[]> {
  const now = clock.now();
  const wishes = Array.from({ length: count }, (_, index) => ({
    index,
    at: at(index).toString(),
    asset: asset(index),
    title: title(index),
  }));
  return database.transaction().execute(async (transaction) => {
    // A calendar is made with the first post.
    await sql`
      INSERT INTO calendars (user_id, created_at) SELECT id, ${now}::timestamptz FROM users ON CONFLICT (user_id) DO NOTHING`.execute(
      transaction,
    );
    const { rows } = await sql<{ id: string }>`
      WITH wish AS MATERIALIZED (
        SELECT w.*, uuidv7() AS post_id, uuidv7() AS entry_id, c.id AS calendar_id, c.user_id
        FROM jsonb_to_recordset(${JSON.stringify(wishes)}::jsonb) AS w(index int, at timestamptz, asset uuid, title text), calendars c
      ), post AS (
        INSERT INTO posts (id, user_id, title, caption, created_at, updated_at)
        SELECT post_id, user_id, title, title, ${now}::timestamptz, ${now}::timestamptz FROM wish
      ), media AS (
        INSERT INTO post_assets (post_id, position, asset_id) SELECT post_id, 0, asset FROM wish WHERE asset IS NOT NULL
      ), entry AS (
        INSERT INTO calendar_entries (id, post_id, calendar_id, user_id, entry_key, readiness, scheduled_at, channel, created_at, updated_at)
        SELECT entry_id, post_id, calendar_id, user_id, 'ig:' || post_id, 'needs_attention', at, 'ig', ${now}::timestamptz, ${now}::timestamptz FROM wish
      ), job AS (
        INSERT INTO publish_jobs (calendar_entry_id, user_id, channel, scheduled_at, status, next_attempt_at, due_at, created_at, updated_at)
        SELECT entry_id, user_id, 'ig', at, 'scheduled', at, at, ${now}::timestamptz, ${now}::timestamptz FROM wish
      )
      SELECT entry_id AS id FROM wish ORDER BY index`.execute(transaction);
    const ids = rows.map((row) => row.id);
    await reassess(transaction, { entryIds: ids }, environment(), now);
    return ids;
  });
}
