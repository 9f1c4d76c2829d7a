import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';
import type { DatabaseTransaction } from './database.ts';
import { reassess } from './reassess.ts';

interface How {
  now: Temporal.Instant;
  environment: EnvironmentFacts;
}

/**
 * Only the creator can help from here: the account's entries say so at once. `because`: the tokens are still there but
 * no key opens them, so that the right key is a cure as well. The caller holds the account's lock.
 */
export async function loseAccount(
  transaction: DatabaseTransaction,
  account: { id: string; user_id: string; channel: Channel },
  status: 'expired' | 'revoked',
  how: How,
  because: 'unreadable_tokens' | null = null,
): Promise<void> {
  await transaction
    .updateTable('channel_accounts')
    .set({ status, lost_because: because, refresh_due_at: null, updated_at: how.now })
    .where('id', '=', account.id)
    .execute();
  const place = { userId: account.user_id, channel: account.channel };
  await reassess(transaction, { account: place }, how.environment, how.now);
}

/**
 * Takes the locks of losing an account before those of one of its jobs: the account, then all its entries in their
 * order, as everybody does who changes an account. Taken in the other order, two failing jobs would wait in a circle.
 */
export async function lockAccountWithEntries(
  transaction: DatabaseTransaction,
  place: { userId: string; channel: Channel },
): Promise<void> {
  await sql`
    SELECT id FROM channel_accounts WHERE user_id = ${place.userId} AND channel = ${place.channel} AND unlinked_at IS NULL FOR UPDATE`.execute(
    transaction,
  );
  await sql`
    SELECT id FROM calendar_entries WHERE user_id = ${place.userId} AND channel = ${place.channel} AND readiness <> 'published'
    ORDER BY id FOR UPDATE`.execute(transaction);
}

/**
 * The same for the account of a job whose token was refused. One that is lost or unlinked already stays as it is, and
 * one that got new tokens since the attempt, or the turn that asked, began: it was the old ones that were refused. An
 * access token that merely ran out is the refresh token's business.
 *
 * @param askedAt when the turn began whose question was refused; absent: when the attempt did
 */
export async function loseAccountOf(
  transaction: DatabaseTransaction,
  job: { id: string; userId: string; channel: Channel },
  status: 'expired' | 'revoked',
  how: How,
  askedAt: Temporal.Instant | null = null,
): Promise<void> {
  const { rows } = await sql<{ id: string; user_id: string; channel: Channel }>`
    SELECT id, user_id, channel FROM channel_accounts
    WHERE user_id = ${job.userId} AND channel = ${job.channel} AND unlinked_at IS NULL AND status = 'ok'
      AND obtained_at <= coalesce(${askedAt}::timestamptz, (SELECT max(started_at) FROM publish_attempts WHERE publish_job_id = ${job.id}))
      AND (${status} = 'revoked' OR refresh_token_encrypted IS NULL OR expires_at > ${how.now})`.execute(transaction);
  const [account] = rows;
  if (account !== undefined) await loseAccount(transaction, account, status, how);
}
