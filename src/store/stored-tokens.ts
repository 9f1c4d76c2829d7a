import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/** An account with its tokens as they are stored. */
export interface StoredTokens {
  id: string;
  user_id: string;
  channel: Channel;
  status: 'ok' | 'expired' | 'revoked';
  lost_because: 'unreadable_tokens' | null;
  access_token_encrypted: string | null;
  refresh_token_encrypted: string | null;
}

/** The ids of all accounts that have tokens, unlinked ones left out. */
export async function accountsWithTokens(database: Database): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM channel_accounts WHERE access_token_encrypted IS NOT NULL OR refresh_token_encrypted IS NOT NULL ORDER BY id`.execute(
    database,
  );
  return rows.map((row) => row.id);
}

/** One account's tokens under its row lock, so that a refresh does not slip in between reading and writing. */
export async function lockTokens(transaction: DatabaseTransaction, id: string): Promise<StoredTokens | null> {
  const { rows } = await sql<StoredTokens>`
    SELECT id, user_id, channel, status, lost_because, access_token_encrypted, refresh_token_encrypted
    FROM channel_accounts WHERE id = ${id} FOR UPDATE`.execute(transaction);
  return rows[0] ?? null;
}
