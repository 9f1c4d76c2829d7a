import type { Database } from './database.ts';
import { accountsWithTokens, lockTokens, type StoredTokens } from './stored-tokens.ts';
import { decryptToken, encryptToken, keyIdOf, type KeyRing } from './token-cipher.ts';

export interface Rotation {
  /** Accounts whose tokens were written anew. */
  rotated: number;
  /** Those that stood under the first key already. */
  current: number;
  /** Accounts with a token that no key opens; left as they are. */
  unreadable: string[];
}

/**
 * Writes every stored token anew with the ring's first key. Account by account, each under its row lock in a
 * transaction of its own: the server may go on refreshing and publishing meanwhile, and a kill between two accounts
 * leaves each under the one key or the other, both of which the ring opens. Running it again finishes the rest.
 */
export async function rotateKeys(database: Database, ring: KeyRing): Promise<Rotation> {
  const rotation: Rotation = { rotated: 0, current: 0, unreadable: [] };
  for (const id of await accountsWithTokens(database)) {
    const result = await database.transaction().execute(async (transaction) => {
      const account = await lockTokens(transaction, id);
      if (account === null) return 'gone';
      const access = rewrite(ring, account, 'access');
      const refresh = rewrite(ring, account, 'refresh');
      if (access.kind === 'unreadable' || refresh.kind === 'unreadable') return 'unreadable';
      if (access.kind === 'same' && refresh.kind === 'same') return 'current';
      await transaction
        .updateTable('channel_accounts')
        .set({
          ...(access.kind === 'same' ? {} : { access_token_encrypted: access.text }),
          ...(refresh.kind === 'same' ? {} : { refresh_token_encrypted: refresh.text }),
        })
        .where('id', '=', id)
        .execute();
      return 'rotated';
    });
    if (result === 'unreadable') rotation.unreadable.push(id);
    else if (result !== 'gone') rotation[result] += 1;
  }
  return rotation;
}

type Rewritten = { kind: 'written'; text: string } | { kind: 'unreadable' } | { kind: 'same' };

/** The token under the first key; `same` when there is none, or it stands there already. */
function rewrite(ring: KeyRing, account: StoredTokens, kind: 'access' | 'refresh'): Rewritten {
  const stored = kind === 'access' ? account.access_token_encrypted : account.refresh_token_encrypted;
  if (stored === null) return { kind: 'same' };
  const secret = { userId: account.user_id, channel: account.channel, kind };
  const plaintext = decryptToken(ring, secret, stored);
  if (plaintext === null) return { kind: 'unreadable' };
  if (keyIdOf(stored) === ring.currentId) return { kind: 'same' };
  return { kind: 'written', text: encryptToken(ring, secret, plaintext) };
}
