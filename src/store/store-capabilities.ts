import type { AppStanding, Capabilities } from '../contract/account.ts';
import type { AccountRow } from './accounts.ts';
import { json, type DatabaseTransaction } from './database.ts';
import type { WriteContext } from './post-fields.ts';
import { reassess } from './reassess.ts';

/** Keeps what the platform says of a creator now, and what follows for the account's entries. */
export async function storeCapabilities(
  transaction: DatabaseTransaction,
  context: Pick<WriteContext, 'now' | 'environment'>,
  account: Pick<AccountRow, 'id' | 'user_id' | 'channel'>,
  fresh: { capabilities: Capabilities; standing: AppStanding | null },
): Promise<void> {
  await transaction
    .updateTable('channel_accounts')
    .set({
      capabilities: json({ ...fresh.capabilities, checkedAt: context.now.toString() }),
      // `null`: nothing stands against the app as far as the platform lets us see.
      standing: fresh.standing ?? 'live',
      updated_at: context.now,
    })
    .where('id', '=', account.id)
    .execute();
  await reassess(
    transaction,
    { account: { userId: account.user_id, channel: account.channel } },
    context.environment,
    context.now,
  );
}
