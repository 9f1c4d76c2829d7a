import { sql } from 'kysely';
import { z } from 'zod';
import type { DatabaseTransaction } from './database.ts';

const Row = z.record(z.string(), z.unknown());

/** A post with all its rows, as they stood: what undoing a deletion puts back. */
export const Snapshot = z.object({
  post: Row,
  assets: z.array(Row),
  entries: z.array(Row),
  jobs: z.array(Row),
  attempts: z.array(Row),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** Reads all rows of a post. The caller holds its lock. */
export async function takeSnapshot(transaction: DatabaseTransaction, postId: string): Promise<Snapshot> {
  const { rows } = await sql<{ snapshot: unknown }>`
    SELECT jsonb_build_object(
      'post', (SELECT to_jsonb(p) FROM posts p WHERE p.id = ${postId}),
      'assets', (SELECT coalesce(jsonb_agg(to_jsonb(a)), '[]') FROM post_assets a WHERE a.post_id = ${postId}),
      'entries', (SELECT coalesce(jsonb_agg(to_jsonb(e)), '[]') FROM calendar_entries e WHERE e.post_id = ${postId}),
      'jobs', (SELECT coalesce(jsonb_agg(to_jsonb(j)), '[]') FROM publish_jobs j
        JOIN calendar_entries e ON e.id = j.calendar_entry_id WHERE e.post_id = ${postId}),
      'attempts', (SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM publish_attempts t
        JOIN publish_jobs j ON j.id = t.publish_job_id JOIN calendar_entries e ON e.id = j.calendar_entry_id WHERE e.post_id = ${postId})
    ) AS snapshot`.execute(transaction);
  return Snapshot.parse(rows[0]?.snapshot);
}

/** Puts a deleted post back under its old ids. Jobs whose hour passed meanwhile are left to the worker, as after downtime. */
export async function restoreSnapshot(transaction: DatabaseTransaction, snapshot: Snapshot): Promise<string[]> {
  await insertRows(transaction, 'posts', [snapshot.post]);
  await insertRows(transaction, 'post_assets', snapshot.assets);
  await insertRows(transaction, 'calendar_entries', snapshot.entries);
  await insertRows(transaction, 'publish_jobs', snapshot.jobs);
  await insertRows(transaction, 'publish_attempts', snapshot.attempts);
  return snapshot.entries.flatMap((entry) => (typeof entry['id'] === 'string' ? [entry['id']] : []));
}

type SnapshotTable = 'posts' | 'post_assets' | 'calendar_entries' | 'publish_jobs' | 'publish_attempts';

async function insertRows(
  transaction: DatabaseTransaction,
  table: SnapshotTable,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  if (rows.length === 0) return;
  const name = sql.table(table);
  await sql`INSERT INTO ${name} SELECT * FROM jsonb_populate_recordset(NULL::${name}, ${JSON.stringify(rows)}::jsonb)`.execute(
    transaction,
  );
}
