import type { Channel } from '../contract/channel.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';
import type { DatabaseTransaction } from './database.ts';
import { reassess } from './reassess.ts';
import { wakeFollowUps } from './record-follow-up.ts';

/**
 * Takes an account back whose tokens had only become unreadable, and makes its refresh due: it may have been missed.
 * The caller holds the account's lock.
 */
export async function regainAccount(
  transaction: DatabaseTransaction,
  account: { id: string; user_id: string; channel: Channel },
  how: { now: Temporal.Instant; environment: EnvironmentFacts },
): Promise<void> {
  await transaction
    .updateTable('channel_accounts')
    .set({ status: 'ok', lost_because: null, refresh_due_at: how.now, updated_at: how.now })
    .where('id', '=', account.id)
    .execute();
  await wakeFollowUps(transaction, { userId: account.user_id, channel: account.channel }, how.now);
  const place = { userId: account.user_id, channel: account.channel };
  await reassess(transaction, { account: place }, how.environment, how.now);
}
