import { loseAccount } from '../store/lose-account.ts';
import { regainAccount } from '../store/regain-account.ts';
import { accountsWithTokens, lockTokens, type StoredTokens } from '../store/stored-tokens.ts';
import { decryptToken } from '../store/token-cipher.ts';
import type { PipelineContext } from './context.ts';

/**
 * Holds every stored token against the key ring. What no key opens makes its account need a relink, now rather than
 * at the hour; when the right key is back, the account is as it was. The server keeps running either way. Answers how
 * many accounts changed.
 */
export async function checkTokens(context: PipelineContext): Promise<number> {
  const how = { now: context.clock.now(), environment: context.environment() };
  let changed = 0;
  for (const id of await accountsWithTokens(context.database)) {
    const account = await context.database.transaction().execute(async (transaction) => {
      const found = await lockTokens(transaction, id);
      if (found === null) return null;
      const readable = isReadable(context, found);
      if (!readable && found.status === 'ok') {
        await loseAccount(transaction, found, 'expired', how, 'unreadable_tokens');
        return found;
      }
      if (!readable || found.lost_because !== 'unreadable_tokens') return null;
      await regainAccount(transaction, found, how);
      return found;
    });
    if (account === null) continue;
    changed += 1;
    context.log.warn({ accountId: id, channel: account.channel }, 'the key ring and the tokens of an account');
    context.announce(account.user_id, [
      { kind: 'accounts', ids: [id] },
      { kind: 'entries', ids: [] },
      { kind: 'notifications', ids: [] },
    ]);
  }
  return changed;
}

function isReadable(context: PipelineContext, account: StoredTokens): boolean {
  const secret = { userId: account.user_id, channel: account.channel };
  const { access_token_encrypted: access, refresh_token_encrypted: refresh } = account;
  return (
    (access === null || decryptToken(context.keyRing, { ...secret, kind: 'access' }, access) !== null) &&
    (refresh === null || decryptToken(context.keyRing, { ...secret, kind: 'refresh' }, refresh) !== null)
  );
}
