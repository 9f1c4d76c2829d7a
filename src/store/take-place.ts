import { sql } from 'kysely';
import type { Database } from './database.ts';

/** A token refresh holds the account while the platform is asked; a call that needs a place comes back soon instead. */
const LONGEST_WAIT_MS = 2_000;
const COME_BACK_SECONDS = 2;

/** PostgreSQL's `lock_not_available`. */
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Takes a place in one of the account's sliding windows, or answers when one falls free. The account's row lock makes
 * it exact for any number of workers. An account that is gone has no window; its tokens are dead anyway.
 */
export async function takePlace(
  database: Database,
  accountId: string,
  window: { endpoint: string; calls: number; seconds: number },
  now: Temporal.Instant,
  longestWaitMs = LONGEST_WAIT_MS,
): Promise<Temporal.Instant | null> {
  try {
    return await database.transaction().execute(async (transaction) => {
      await sql.raw(`SET LOCAL lock_timeout = ${Math.round(longestWaitMs)}`).execute(transaction);
      const { rows: accounts } = await sql`SELECT id FROM channel_accounts WHERE id = ${accountId} FOR UPDATE`.execute(
        transaction,
      );
      if (accounts.length === 0) return null;
      const since = now.subtract({ seconds: window.seconds });
      const { rows } = await sql<{ called_at: Temporal.Instant }>`
        SELECT called_at FROM platform_calls
        WHERE account_id = ${accountId} AND endpoint = ${window.endpoint} AND called_at > ${since}
        ORDER BY called_at`.execute(transaction);
      const blocking = rows[rows.length - window.calls];
      if (blocking !== undefined) return blocking.called_at.add({ seconds: window.seconds });
      await sql`
        INSERT INTO platform_calls (account_id, endpoint, called_at) VALUES (${accountId}, ${window.endpoint}, ${now})`.execute(
        transaction,
      );
      return null;
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) {
      return now.add({ seconds: COME_BACK_SECONDS });
    }
    throw error;
  }
}
