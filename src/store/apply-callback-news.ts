import { sql, type RawBuilder } from 'kysely';
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
 * Acts on a verified message of a platform. A withdrawn grant makes the account `revoked` and erases its tokens; a
 * request to delete erases the account with all that the platform told of it. Neither touches an account that got newer
 * tokens since it was said: then it is an old message come again. News of a post only makes its job due at once, so
 * that the worker asks the platform itself. Answers the users concerned.
 */
export async function applyCallbackNews(
  database: Database,
  channel: Channel,
  news: News,
  context: { now: Temporal.Instant; environment: EnvironmentFacts },
): Promise<string[]> {
  if (news.kind === 'publish_progress') return hurryJob(database, channel, news.publishId, context.now);
  return database.transaction().execute(async (transaction) => {
    const { rows } = await (
      news.kind === 'revoked' ? revoke(channel, news, context.now) : erase(channel, news)
    ).execute(transaction);
    for (const row of rows) {
      await reassess(transaction, { account: { userId: row.user_id, channel } }, context.environment, context.now);
    }
    return rows.map((row) => row.user_id);
  });
}

function revoke(channel: Channel, news: Withdrawal, now: Temporal.Instant): RawBuilder<{ user_id: string }> {
  return sql`
    UPDATE channel_accounts SET status = 'revoked', access_token_encrypted = NULL, refresh_token_encrypted = NULL, refresh_due_at = NULL,
      updated_at = ${now}
    WHERE ${isMeant(channel, news)} AND status <> 'revoked'
    RETURNING user_id`;
}

/** Its name, picture and figures as well; what the creator wrote here is theirs, and stays (instagram.md 4.1). */
function erase(channel: Channel, news: Withdrawal): RawBuilder<{ user_id: string }> {
  return sql`DELETE FROM channel_accounts WHERE ${isMeant(channel, news)} RETURNING user_id`;
}

/** By either of its ids: which one the platform names is not documented. Messages tell whole seconds. */
function isMeant(channel: Channel, { externalAccountId: id, saidAt }: Withdrawal): RawBuilder<unknown> {
  return sql`channel = ${channel} AND (external_account_id = ${id} OR alternative_account_id = ${id})
    AND (${saidAt}::timestamptz IS NULL OR date_trunc('second', obtained_at) <= ${saidAt}::timestamptz)`;
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
