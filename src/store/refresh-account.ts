import { sql } from 'kysely';
import { isAfter } from '../domain/clock.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';
import type { AccountRow } from './accounts.ts';
import type { DatabaseTransaction } from './database.ts';
import { reassess } from './reassess.ts';
import { isDeadlock } from './until-no-deadlock.ts';

interface How {
  now: Temporal.Instant;
  environment: EnvironmentFacts;
}

/** The longest pause between failed refreshes, in minutes; the first is a minute, each next one double. */
const LONGEST_PAUSE_MINUTES = 60;

/** The account, locked until the transaction ends, so that refreshes of one account come one after the other. */
export async function lockAccountForRefresh(transaction: DatabaseTransaction, id: string): Promise<AccountRow | null> {
  const { rows } = await sql<AccountRow>`
    SELECT * FROM channel_accounts WHERE id = ${id} AND unlinked_at IS NULL FOR UPDATE`.execute(transaction);
  return rows[0] ?? null;
}

export async function storeRefreshedTokens(
  transaction: DatabaseTransaction,
  account: AccountRow,
  fresh: {
    accessTokenEncrypted: string;
    refreshTokenEncrypted: string | null;
    obtainedAt: Temporal.Instant;
    expiresAt: Temporal.Instant | null;
    refreshDueAt: Temporal.Instant | null;
    scopes: readonly string[] | null;
  },
  how: How,
): Promise<void> {
  await transaction
    .updateTable('channel_accounts')
    .set({
      access_token_encrypted: fresh.accessTokenEncrypted,
      refresh_token_encrypted: fresh.refreshTokenEncrypted,
      obtained_at: fresh.obtainedAt,
      expires_at: fresh.expiresAt,
      refresh_due_at: fresh.refreshDueAt,
      refresh_failures: 0,
      lost_because: null,
      ...(fresh.scopes === null ? {} : { scopes: [...fresh.scopes] }),
      updated_at: how.now,
    })
    .where('id', '=', account.id)
    .execute();
  await reassessWithoutRisk(transaction, account, how);
}

/**
 * The platform has given the tokens out, and the old ones may be dead already: they must be committed whatever becomes
 * of the entries. So a deadlock over those is undone to a savepoint and tried again; should even that fail, the worker
 * is told to look at the entries it can lock.
 */
async function reassessWithoutRisk(transaction: DatabaseTransaction, account: AccountRow, how: How): Promise<void> {
  for (let attempt = 1; attempt <= DEADLOCK_ATTEMPTS; attempt += 1) {
    await sql`SAVEPOINT tokens_stored`.execute(transaction);
    try {
      await reassessAccount(transaction, account, how);
      return;
    } catch (error) {
      if (!isDeadlock(error)) throw error;
      await sql`ROLLBACK TO SAVEPOINT tokens_stored`.execute(transaction);
    }
  }
  await sql`
    UPDATE calendar_entries SET assess_at = ${how.now}
    WHERE id IN (SELECT id FROM calendar_entries WHERE user_id = ${account.user_id} AND channel = ${account.channel}
      AND readiness <> 'published' FOR UPDATE SKIP LOCKED)`.execute(transaction);
}

const DEADLOCK_ATTEMPTS = 3;

/** The platform did not answer, or not now: again after a growing pause, with jitter. The account stays as it is. */
export async function noteRefreshFailure(
  transaction: DatabaseTransaction,
  account: AccountRow,
  random: number,
  how: How,
): Promise<void> {
  await sql`
    UPDATE channel_accounts SET refresh_failures = refresh_failures + 1, updated_at = ${how.now},
      refresh_due_at = ${how.now}::timestamptz + least(${LONGEST_PAUSE_MINUTES}, power(2, least(refresh_failures, 10))) * (0.8 + 0.4 * ${random}::float8) * interval '1 minute'
    WHERE id = ${account.id}`.execute(transaction);
  // Beyond its end a token that cannot be prolonged stops being counted on: load-facts.ts.
  if (account.expires_at !== null && !isAfter(account.expires_at, how.now)) {
    await reassessAccount(transaction, account, how);
  }
}

async function reassessAccount(transaction: DatabaseTransaction, account: AccountRow, how: How): Promise<void> {
  await reassess(
    transaction,
    { account: { userId: account.user_id, channel: account.channel } },
    how.environment,
    how.now,
  );
}
