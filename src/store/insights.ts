import { sql } from 'kysely';
import { z } from 'zod';
import type { Channel } from '../contract/channel.ts';
import { followersByLocalHour, type OnlineFollowersDay } from '../domain/best-time-followers.ts';
import type { PastPost } from '../domain/best-time-observations.ts';
import { json, type Database, type DatabaseTransaction } from './database.ts';

/** An account whose insights are to be read now. */
export interface DueInsights {
  account_id: string;
  user_id: string;
  channel: Channel;
  scopes: string[];
  failures: number;
}

/**
 * Takes the next account whose insights are due: never read, due again, or relinked with other scopes. It is put off
 * until `retryAt` first, so that no other worker reads it too, and a worker that dies here costs no more than that.
 */
export async function claimDueInsights(
  database: Database,
  claim: { channels: readonly Channel[]; now: Temporal.Instant; retryAt: Temporal.Instant },
): Promise<DueInsights | null> {
  const { rows } = await sql<DueInsights>`
    WITH due AS (
      SELECT a.id, a.user_id, a.channel, a.scopes FROM channel_accounts a
      LEFT JOIN account_insights i ON i.account_id = a.id
      WHERE a.unlinked_at IS NULL AND a.status = 'ok' AND a.channel = ANY(${claim.channels}::text[])
        AND (i.account_id IS NULL OR i.due_at <= ${claim.now} OR i.scopes <> a.scopes)
      ORDER BY i.due_at NULLS FIRST, a.id LIMIT 1
    ), taken AS (
      INSERT INTO account_insights AS i (account_id, user_id, due_at, scopes, outcome)
      SELECT id, user_id, ${claim.retryAt}::timestamptz, scopes, 'reading' FROM due
      ON CONFLICT (account_id) DO UPDATE SET due_at = excluded.due_at, scopes = excluded.scopes, outcome = 'reading'
        WHERE i.due_at <= ${claim.now} OR i.scopes <> excluded.scopes
      RETURNING account_id, failures
    )
    SELECT t.account_id, d.user_id, d.channel, d.scopes, t.failures FROM taken t JOIN due d ON d.id = t.account_id`.execute(
    database,
  );
  return rows[0] ?? null;
}

/** External ids of the posts whose views are on record. */
export async function knownPostInsights(database: Database, accountId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ external_id: string }>`
    SELECT external_id FROM post_insights WHERE account_id = ${accountId}`.execute(database);
  return new Set(rows.map((row) => row.external_id));
}

export interface InsightsToStore {
  posts: readonly { externalId: string; publishedAt: Temporal.Instant; format: string; views: number | null }[];
  followersOnline: readonly OnlineFollowersDay[] | null;
}

/** Keeps what was read. A post's views are written once; the followers' hours are replaced where there are new ones. */
export async function storeInsights(
  database: Database,
  due: Pick<DueInsights, 'account_id' | 'user_id'>,
  read: InsightsToStore,
  when: { now: Temporal.Instant; dueAt: Temporal.Instant },
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    for (const { externalId, publishedAt, format, views } of read.posts) {
      await sql`
        INSERT INTO post_insights (account_id, external_id, user_id, published_at, format, views, measured_at)
        VALUES (${due.account_id}, ${externalId}, ${due.user_id}, ${publishedAt}, ${format}, ${views}::bigint, ${when.now})
        ON CONFLICT (account_id, external_id) DO NOTHING`.execute(transaction);
    }
    const followers = read.followersOnline === null ? null : json(read.followersOnline);
    await sql`
      UPDATE account_insights SET outcome = 'read', failures = 0, read_at = ${when.now}, due_at = ${when.dueAt},
        followers_online = coalesce(${followers}::jsonb, followers_online)
      WHERE account_id = ${due.account_id}`.execute(transaction);
  });
}

/** Notes that nothing could be read, and when to ask again. What was read before stays. */
export async function noteNoInsights(
  database: Database,
  accountId: string,
  outcome: 'not_granted' | 'failed',
  dueAt: Temporal.Instant,
): Promise<void> {
  await sql`
    UPDATE account_insights SET outcome = ${outcome}, due_at = ${dueAt},
      failures = CASE WHEN ${outcome} = 'failed' THEN failures + 1 ELSE 0 END
    WHERE account_id = ${accountId}`.execute(database);
}

/** What the time model takes of an account (ai.md, "Time"). */
export interface ChannelInsights {
  pastPosts: PastPost[];
  followersByHour: number[] | null;
}

const FollowersOnline = z
  .array(z.object({ value: z.record(z.string(), z.number()).nullish(), end_time: z.string() }))
  .catch([]);

/** The newest 300 posts with known views, and the followers' hours on the account's own clock. */
export async function readInsightsOf(
  database: Database | DatabaseTransaction,
  accountId: string | null,
  timeZone: string,
): Promise<ChannelInsights> {
  const { rows } = await sql<{ published_at: Temporal.Instant; format: string; views: number }>`
    SELECT published_at, format, views::float8 AS views FROM post_insights
    WHERE account_id = ${accountId}::uuid AND views IS NOT NULL ORDER BY published_at DESC LIMIT 300`.execute(database);
  const { rows: followers } = await sql<{ followers_online: unknown }>`
    SELECT followers_online FROM account_insights WHERE account_id = ${accountId}::uuid`.execute(database);
  const days = FollowersOnline.parse(followers[0]?.followers_online ?? []);
  return {
    pastPosts: rows.map(({ published_at: publishedAt, format, views }) => ({ publishedAt, format, views })),
    followersByHour: followersByLocalHour(days, timeZone),
  };
}
