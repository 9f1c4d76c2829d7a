import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { Database } from './database.ts';

/**
 * Takes a place in the account's sliding window, or answers when one falls free. The account's row lock makes it
 * exact for any number of workers. An account that is gone has no window; preflight will say so.
 */
export async function reserveAttempt(
  database: Database,
  account: { userId: string; channel: Channel },
  window: { calls: number; seconds: number },
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  return database.transaction().execute(async (transaction) => {
    const { rows: accounts } = await sql<{ id: string }>`
      SELECT id FROM channel_accounts WHERE user_id = ${account.userId} AND channel = ${account.channel} AND unlinked_at IS NULL
      FOR UPDATE`.execute(transaction);
    const id = accounts[0]?.id;
    if (id === undefined) return null;
    const since = now.subtract({ seconds: window.seconds });
    const { rows } = await sql<{ called_at: Temporal.Instant }>`
      SELECT called_at FROM platform_calls WHERE account_id = ${id} AND endpoint = 'attempt' AND called_at > ${since}
      ORDER BY called_at`.execute(transaction);
    const blocking = rows[rows.length - window.calls];
    if (blocking !== undefined) return blocking.called_at.add({ seconds: window.seconds });
    await sql`INSERT INTO platform_calls (account_id, endpoint, called_at) VALUES (${id}, 'attempt', ${now})`.execute(
      transaction,
    );
    return null;
  });
}
