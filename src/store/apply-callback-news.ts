import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';
import type { Database } from './database.ts';
import { reassess } from './reassess.ts';

interface Withdrawal {
  kind: 'revoked' | 'deletion_requested';
  externalAccountId: string;
  saidAt: Temporal.Instant | null;
}

type News = Withdrawal | { kind: 'publish_progress'; publishId: string; externalAccountId: string };

/**
 * Acts on a verified message of a platform. A withdrawn grant makes the account `revoked` and erases its tokens, unless
 * newer tokens have been had since it was said: then it is an old message come again. News of a post only makes its job
 * due at once, so that the worker asks the platform itself. Answers the users concerned.
 */
export async function applyCallbackNews(
  database: Database,
  channel: Channel,
  news: News,
  context: { now: Temporal.Instant; environment: EnvironmentFacts },
): Promise<string[]> {
  return news.kind === 'publish_progress'
    ? hurryJob(database, channel, news.publishId, context.now)
    : revoke(database, channel, news, context);
}

async function revoke(
  database: Database,
  channel: Channel,
  news: Withdrawal,
  context: { now: Temporal.Instant; environment: EnvironmentFacts },
): Promise<string[]> {
  return database.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ user_id: string }>`
      UPDATE channel_accounts SET status = 'revoked', access_token_encrypted = NULL, refresh_token_encrypted = NULL, refresh_due_at = NULL,
        unlinked_at = CASE WHEN ${news.kind === 'deletion_requested'}::boolean THEN coalesce(unlinked_at, ${context.now}) ELSE unlinked_at END,
        updated_at = ${context.now}
      WHERE channel = ${channel} AND (external_account_id = ${news.externalAccountId} OR alternative_account_id = ${news.externalAccountId})
        AND (status <> 'revoked' OR ${news.kind === 'deletion_requested'}::boolean)
        AND (${news.saidAt}::timestamptz IS NULL OR date_trunc('second', obtained_at) <= ${news.saidAt}::timestamptz)
      RETURNING user_id`.execute(transaction);
    for (const row of rows) {
      await reassess(transaction, { account: { userId: row.user_id, channel } }, context.environment, context.now);
    }
    return rows.map((row) => row.user_id);
  });
}

/**
 * A job that is being worked on right now is left alone: its worker asks the platform anyway. One that is live and has
 * come to rest is looked at once more: drafts are finished, and posts pass moderation, long after asking has ended.
 */
async function hurryJob(
  database: Database,
  channel: Channel,
  publishId: string,
  now: Temporal.Instant,
): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    UPDATE publish_jobs SET due_at = ${now}
    WHERE channel = ${channel} AND progress ->> 'publishId' = ${publishId} AND leased_until IS NULL
      AND ((status IN ('publishing', 'published') AND due_at > ${now}) OR (status = 'published' AND due_at IS NULL))
    RETURNING user_id`.execute(database);
  return rows.map((row) => row.user_id);
}
