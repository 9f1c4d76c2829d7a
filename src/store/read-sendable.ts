import { sql } from 'kysely';
import type { Cover } from '../contract/post.ts';
import type { Database } from './database.ts';

export interface Sendable {
  caption: string;
  hashtags: string[];
  cover: Cover | null;
  payload: Record<string, unknown>;
  assetIds: string[];
  coverAssetId: string | null;
  /** The newest attempt: what this attempt's media addresses are bound to. */
  attemptId: string | null;
}

/** The content of an entry as it is to be sent. */
export async function readSendable(database: Database, entryId: string): Promise<Sendable | null> {
  const { rows } = await sql<Sendable>`
    SELECT p.caption, p.hashtags, p.cover, e.payload,
      coalesce((SELECT array_agg(pa.asset_id::text ORDER BY pa.position) FROM post_assets pa WHERE pa.post_id = p.id), '{}') AS "assetIds",
      coalesce(e.payload ->> 'coverAssetId', p.cover ->> 'assetId') AS "coverAssetId",
      (SELECT t.id FROM publish_attempts t JOIN publish_jobs j ON j.id = t.publish_job_id
        WHERE j.calendar_entry_id = e.id ORDER BY t.started_at DESC, t.id DESC LIMIT 1) AS "attemptId"
    FROM calendar_entries e JOIN posts p ON p.id = e.post_id WHERE e.id = ${entryId}`.execute(database);
  return rows[0] ?? null;
}
