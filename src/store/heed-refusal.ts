import { lossOf, suspensionHours } from '../domain/account-verdict.ts';
import type { Failure } from '../domain/outcome.ts';
import { lockAccount, type AccountRow } from './accounts.ts';
import type { DatabaseTransaction } from './database.ts';
import { loseAccount } from './lose-account.ts';
import type { WriteContext } from './post-fields.ts';
import { noteSuspension } from './store-capabilities.ts';

/**
 * Acts on a platform's refusal to tell of a creator, where the refusal is about the account: it can post no more today,
 * or its token is dead. Where a refresh token may still help, the worker is asked to try it at once. Answers `false`
 * for a refusal that says nothing about the account.
 *
 * @param seen the account as it was asked with: one that was linked again meanwhile stays as it is
 */
export async function heedRefusal(
  transaction: DatabaseTransaction,
  context: Pick<WriteContext, 'now' | 'environment'>,
  seen: AccountRow,
  failure: Failure,
): Promise<boolean> {
  const loss = lossOf(failure);
  if (loss === null && suspensionHours(failure) === null) return false;
  const account = await lockAccount(transaction, seen.user_id, seen.id);
  if (account?.status !== 'ok' || !account.obtained_at.equals(seen.obtained_at)) return true;
  if (loss === null) await noteSuspension(transaction, context, account, { failure, notBefore: null });
  else if (loss === 'expired' && account.refresh_token_encrypted !== null) {
    await transaction
      .updateTable('channel_accounts')
      .set({ refresh_due_at: context.now, updated_at: context.now })
      .where('id', '=', account.id)
      .execute();
  } else await loseAccount(transaction, account, loss, context);
  return true;
}
