import { sql } from 'kysely';
import type { Cover } from '../contract/post.ts';
import type { Database, DatabaseTransaction } from './database.ts';

export interface PostRow {
  id: string;
  title: string;
  brief: string;
  caption: string;
  hashtags: string[];
  tags: string[];
  cover: Cover | null;
  version: number;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
  asset_ids: string[];
}

/** Posts of one user, newest first. */
export async function readPosts(
  database: Database | DatabaseTransaction,
  filter: {
    userId: string;
    id?: string | undefined;
    search?: string | undefined;
    tag?: string | undefined;
    before?: { createdAt: Temporal.Instant; id: string } | undefined;
    limit: number;
  },
): Promise<PostRow[]> {
  const found = [sql`p.user_id = ${filter.userId}`];
  if (filter.id !== undefined) found.push(sql`p.id = ${filter.id}`);
  if (filter.tag !== undefined) found.push(sql`${filter.tag} = ANY(p.tags)`);
  if (filter.search !== undefined && filter.search !== '') {
    const pattern = `%${filter.search.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
    found.push(sql`(p.title ILIKE ${pattern} OR p.caption ILIKE ${pattern})`);
  }
  if (filter.before !== undefined)
    found.push(sql`(p.created_at, p.id) < (${filter.before.createdAt}::timestamptz, ${filter.before.id}::uuid)`);
  const { rows } = await sql<PostRow>`
    SELECT p.id, p.title, p.brief, p.caption, p.hashtags, p.tags, p.cover, p.version, p.created_at, p.updated_at,
      coalesce((SELECT array_agg(pa.asset_id::text ORDER BY pa.position) FROM post_assets pa WHERE pa.post_id = p.id), '{}') AS asset_ids
    FROM posts p WHERE ${sql.join(found, sql` AND `)} ORDER BY p.created_at DESC, p.id DESC LIMIT ${filter.limit}`.execute(
    database,
  );
  return rows;
}
