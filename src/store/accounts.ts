import { sql } from 'kysely';
import type { AccountStatus, AppStanding, Capabilities } from '../contract/account.ts';
import type { Channel } from '../contract/channel.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { json } from './database.ts';
import { wakeFollowUps } from './record-follow-up.ts';

export interface AccountRow {
  id: string;
  user_id: string;
  channel: Channel;
  external_account_id: string;
  username: string;
  display_name: string;
  avatar: string | null;
  timezone: string;
  access_token_encrypted: string | null;
  refresh_token_encrypted: string | null;
  obtained_at: Temporal.Instant;
  expires_at: Temporal.Instant | null;
  refresh_due_at: Temporal.Instant | null;
  /** Of the newest token, since the last success. */
  refresh_failures: number;
  status: AccountStatus;
  scopes: string[];
  capabilities: Capabilities;
  standing: AppStanding;
  posting_suspended_until: Temporal.Instant | null;
  late_tolerance: number;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

const COLUMNS = [
  'id',
  'user_id',
  'channel',
  'external_account_id',
  'username',
  'display_name',
  'avatar',
  'timezone',
  'access_token_encrypted',
  'refresh_token_encrypted',
  'obtained_at',
  'expires_at',
  'refresh_due_at',
  'refresh_failures',
  'status',
  'scopes',
  'capabilities',
  'standing',
  'posting_suspended_until',
  'late_tolerance',
  'created_at',
  'updated_at',
] as const;

/** The user's linked accounts; unlinked ones have left the list. */
export async function listAccounts(database: Database | DatabaseTransaction, userId: string): Promise<AccountRow[]> {
  return database
    .selectFrom('channel_accounts')
    .select(COLUMNS)
    .where('user_id', '=', userId)
    .where('unlinked_at', 'is', null)
    .orderBy('channel')
    .execute();
}

/** One linked account of a user, locked for the rest of the transaction; `null` when it is not theirs. */
export async function lockAccount(
  transaction: DatabaseTransaction,
  userId: string,
  id: string,
): Promise<AccountRow | null> {
  const row = await transaction
    .selectFrom('channel_accounts')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('unlinked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** The account an entry of this user and channel goes out with. */
export async function accountOf(
  database: Database | DatabaseTransaction,
  userId: string,
  channel: Channel,
): Promise<AccountRow | null> {
  const row = await database
    .selectFrom('channel_accounts')
    .select(COLUMNS)
    .where('user_id', '=', userId)
    .where('channel', '=', channel)
    .where('unlinked_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

export interface AccountToStore {
  userId: string;
  channel: Channel;
  externalAccountId: string;
  alternativeAccountId: string | null;
  username: string;
  displayName: string;
  avatar: string | null;
  timezone: string;
  accessTokenEncrypted: string;
  refreshTokenEncrypted: string | null;
  obtainedAt: Temporal.Instant;
  expiresAt: Temporal.Instant | null;
  refreshDueAt: Temporal.Instant | null;
  scopes: readonly string[];
  capabilities: Capabilities;
  standing: AppStanding;
}

/**
 * Links an account. The same external account again, unlinked or not, is a relink: same id, its own time zone kept,
 * new tokens, status `ok`. Another account of the channel must have been unlinked first, in this transaction.
 */
export async function storeLinkedAccount(
  transaction: DatabaseTransaction,
  account: AccountToStore,
  now: Temporal.Instant,
): Promise<{ id: string }> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO channel_accounts (user_id, channel, external_account_id, alternative_account_id, username, display_name, avatar, timezone,
      access_token_encrypted, refresh_token_encrypted, obtained_at, expires_at, refresh_due_at, status, scopes, capabilities, standing,
      created_at, updated_at)
    VALUES (${account.userId}, ${account.channel}, ${account.externalAccountId}, ${account.alternativeAccountId}, ${account.username},
      ${account.displayName}, ${account.avatar}, ${account.timezone}, ${account.accessTokenEncrypted}, ${account.refreshTokenEncrypted},
      ${account.obtainedAt}, ${account.expiresAt}::timestamptz, ${account.refreshDueAt}::timestamptz, 'ok', ${[...account.scopes]}, ${json(account.capabilities)},
      ${account.standing}, ${now}, ${now})
    ON CONFLICT (user_id, channel, external_account_id) DO UPDATE SET
      alternative_account_id = excluded.alternative_account_id, username = excluded.username, display_name = excluded.display_name,
      avatar = excluded.avatar, access_token_encrypted = excluded.access_token_encrypted,
      refresh_token_encrypted = excluded.refresh_token_encrypted, obtained_at = excluded.obtained_at, expires_at = excluded.expires_at,
      refresh_due_at = excluded.refresh_due_at, refresh_failures = 0, status = 'ok', lost_because = NULL, posting_suspended_until = NULL, scopes = excluded.scopes,
      capabilities = excluded.capabilities, standing = excluded.standing, unlinked_at = NULL, updated_at = excluded.updated_at
    RETURNING id`.execute(transaction);
  const row = rows[0];
  if (row === undefined) throw new Error('Linking wrote no row.');
  await wakeFollowUps(transaction, account, now);
  return row;
}

/** Erases the tokens and takes the account off the list; its row stays, so that linking it again is a relink. */
export async function unlinkAccount(
  transaction: DatabaseTransaction,
  id: string,
  now: Temporal.Instant,
): Promise<void> {
  await transaction
    .updateTable('channel_accounts')
    .set({
      access_token_encrypted: null,
      refresh_token_encrypted: null,
      refresh_due_at: null,
      status: 'revoked',
      unlinked_at: now,
      updated_at: now,
    })
    .where('id', '=', id)
    .execute();
}

/** How many coming entries of each account stand in which readiness. */
export async function countReadiness(
  database: Database,
  userId: string,
  now: Temporal.Instant,
): Promise<Map<Channel, Record<string, number>>> {
  const { rows } = await sql<{ channel: Channel; readiness: string; count: number }>`
    SELECT e.channel, e.readiness, count(*)::int AS count FROM calendar_entries e JOIN publish_jobs j ON j.calendar_entry_id = e.id
    WHERE e.user_id = ${userId} AND (e.scheduled_at >= ${now} OR j.status <> 'published') GROUP BY 1, 2`.execute(
    database,
  );
  const counts = new Map<Channel, Record<string, number>>();
  for (const row of rows) counts.set(row.channel, { ...counts.get(row.channel), [row.readiness]: row.count });
  return counts;
}
