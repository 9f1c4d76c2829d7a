import { sql } from 'kysely';
import { ProposalDiff } from '../contract/proposal.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockEntries, lockPostsOf, type LockedEntry } from './post-entries.ts';
import type { WriteContext } from './post-fields.ts';

/**
 * Of an entry `e`, its post `p` and its job `j`: it stands as a run left it. A version over 1 is the creator's doing,
 * be it an edit, a move or an acceptance (`acceptProposal`).
 */
export const isProposed = sql<boolean>`(e.run_id IS NOT NULL AND e.version = 1 AND p.version = 1 AND j.id IS NULL)`;

export interface RunRow {
  id: string;
  status: 'completed' | 'timeout' | 'failed';
  started_at: Temporal.Instant;
  completed_at: Temporal.Instant | null;
  model: string | null;
  tokens: number | null;
  latency_ms: number | null;
  piece_count: number;
  diff: unknown;
}

/** The runs of a user's calendar, newest first; `null` when it is not theirs. */
export async function readRuns(database: Database, userId: string, calendarId: string): Promise<RunRow[] | null> {
  const calendar = await database
    .selectFrom('calendars')
    .select('id')
    .where('id', '=', calendarId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (calendar === undefined) return null;
  const { rows } = await sql<RunRow>`
    SELECT id, status, started_at, completed_at, model, tokens, latency_ms, piece_count, diff FROM calendar_runs
    WHERE calendar_id = ${calendarId} AND user_id = ${userId} ORDER BY started_at DESC LIMIT 50`.execute(database);
  return rows;
}

/** A run's diff as it was stored; what an older version wrote otherwise is left out rather than shown wrongly. */
export function diffOf(row: RunRow): ProposalDiff | null {
  return ProposalDiff.nullable().catch(null).parse(row.diff);
}

/** Proposed entries by id: their key, and whether the creator has touched them since. */
export async function readProposedEntries(
  database: Database,
  userId: string,
  calendarId: string,
): Promise<Map<string, { entryKey: string; edited: boolean }>> {
  const { rows } = await sql<{ id: string; entry_key: string; edited: boolean }>`
    SELECT e.id, e.entry_key, (e.version > 1 OR p.version > 1) AS edited
    FROM calendar_entries e JOIN posts p ON p.id = e.post_id
    WHERE e.user_id = ${userId} AND e.calendar_id = ${calendarId} AND e.run_id IS NOT NULL`.execute(database);
  return new Map(rows.map((row) => [row.id, { entryKey: row.entry_key, edited: row.edited }]));
}

/**
 * Makes a proposed post the creator's own: from now on no run changes or removes it. A post that is theirs already
 * stays as it is; `false` where there is no such post.
 */
export async function acceptProposal(
  transaction: DatabaseTransaction,
  context: WriteContext,
  postId: string,
): Promise<boolean> {
  // The entries' versions, not the post's: a composer that has the post open can still save it.
  const entries = await lockPost(transaction, context.userId, postId);
  if (entries.length === 0) return false;
  await sql`
    UPDATE calendar_entries SET version = version + 1, updated_at = ${context.now}
    WHERE post_id = ${postId} AND version = 1 AND run_id IS NOT NULL`.execute(transaction);
  return true;
}

/** Takes the locks of a post in the order everybody does: post, entries, jobs. */
async function lockPost(transaction: DatabaseTransaction, userId: string, postId: string): Promise<LockedEntry[]> {
  const { rows } = await sql`SELECT 1 FROM posts WHERE id = ${postId} AND user_id = ${userId} FOR UPDATE`.execute(
    transaction,
  );
  return rows.length === 0 ? [] : lockEntries(transaction, postId);
}

/**
 * Locks the posts of these entries, and answers an entry that has changed since the caller read it, if there is one. Asked
 * before the first change of several: the two entries of one post change with it.
 */
export async function findOvertaken(
  transaction: DatabaseTransaction,
  context: WriteContext,
  known: readonly { entryId: string; version?: number | undefined }[],
): Promise<string | null> {
  const ids = known.map((each) => each.entryId);
  await lockPostsOf(transaction, sql`e.user_id = ${context.userId} AND e.id = ANY(${ids}::uuid[])`);
  const { rows } = await sql<{ id: string; version: number }>`
    SELECT id, version FROM calendar_entries WHERE user_id = ${context.userId} AND id = ANY(${ids}::uuid[])`.execute(
    transaction,
  );
  const versions = new Map(rows.map((row) => [row.id, row.version]));
  const overtaken = known.find(({ entryId, version }) => {
    const newest = versions.get(entryId);
    return version !== undefined && newest !== undefined && newest !== version;
  });
  return overtaken?.entryId ?? null;
}
