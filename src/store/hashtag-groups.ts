import { sql } from 'kysely';
import { MOST_HASHTAG_GROUPS } from '../contract/hashtag-group.ts';
import type { Database } from './database.ts';

export interface HashtagGroupRow {
  id: string;
  name: string;
  hashtags: string[];
  updated_at: Temporal.Instant;
}

type Written = { ok: true; row: HashtagGroupRow } | { ok: false; reason: 'name_taken' | 'too_many' | 'not_found' };

export async function listHashtagGroups(database: Database, userId: string): Promise<HashtagGroupRow[]> {
  const { rows } = await sql<HashtagGroupRow>`
    SELECT id, name, hashtags, updated_at FROM hashtag_groups WHERE user_id = ${userId} ORDER BY lower(name)`.execute(
    database,
  );
  return rows;
}

/** Names are a user's own, whatever their case: the index decides, so that two windows cannot both win. */
export async function createHashtagGroup(
  database: Database,
  userId: string,
  group: { name: string; hashtags: readonly string[] },
  now: Temporal.Instant,
): Promise<Written> {
  const { rows: counts } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM hashtag_groups WHERE user_id = ${userId}`.execute(database);
  if ((counts[0]?.count ?? 0) >= MOST_HASHTAG_GROUPS) return { ok: false, reason: 'too_many' };
  const { rows } = await sql<HashtagGroupRow>`
    INSERT INTO hashtag_groups (user_id, name, hashtags, created_at, updated_at)
    VALUES (${userId}, ${group.name}, ${distinct(group.hashtags)}::text[], ${now}, ${now})
    ON CONFLICT (user_id, lower(name)) DO NOTHING
    RETURNING id, name, hashtags, updated_at`.execute(database);
  return rows[0] === undefined ? { ok: false, reason: 'name_taken' } : { ok: true, row: rows[0] };
}

export async function patchHashtagGroup(
  database: Database,
  userId: string,
  id: string,
  change: { name?: string | undefined; hashtags?: readonly string[] | undefined },
  now: Temporal.Instant,
): Promise<Written> {
  const hashtags = change.hashtags === undefined ? null : distinct(change.hashtags);
  try {
    const { rows } = await sql<HashtagGroupRow>`
      UPDATE hashtag_groups
      SET name = coalesce(${change.name ?? null}, name), hashtags = coalesce(${hashtags}::text[], hashtags), updated_at = ${now}
      WHERE id = ${id} AND user_id = ${userId}
      RETURNING id, name, hashtags, updated_at`.execute(database);
    return rows[0] === undefined ? { ok: false, reason: 'not_found' } : { ok: true, row: rows[0] };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION)
      return { ok: false, reason: 'name_taken' };
    throw error;
  }
}

const UNIQUE_VIOLATION = '23505';

/** False when there is no such group of this user. */
export async function deleteHashtagGroup(database: Database, userId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    DELETE FROM hashtag_groups WHERE id = ${id} AND user_id = ${userId}`.execute(database);
  return numAffectedRows === 1n;
}

/** As written first; the platforms do not tell `#Clay` from `#clay`. */
function distinct(hashtags: readonly string[]): string[] {
  return hashtags.filter(
    (word, index) => hashtags.findIndex((other) => other.toLowerCase() === word.toLowerCase()) === index,
  );
}
