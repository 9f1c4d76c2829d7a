import { sql } from 'kysely';
import { isAfter } from '../domain/clock.ts';
import { resolveWallClock } from '../domain/zoned-time.ts';
import type { AccountRow } from './accounts.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockAccountWithEntries } from './lose-account.ts';
import { moveEntries } from './move-entries.ts';
import { lockJobsOf } from './post-entries.ts';
import type { WriteContext } from './post-fields.ts';
import { reassess } from './reassess.ts';

/**
 * Gives an account another zone. `instant`: its posts go out at the same moments and only read differently.
 * `wall_clock`: those still to come keep the hour on the wall, so their instants move; one whose new instant has
 * already passed stays where it is. The caller holds the account's lock.
 */
export async function changeTimeZone(
  transaction: DatabaseTransaction,
  context: WriteContext,
  account: AccountRow,
  timezone: string,
  keep: 'instant' | 'wall_clock',
): Promise<void> {
  await lockAccountWithEntries(transaction, { userId: account.user_id, channel: account.channel });
  await transaction
    .updateTable('channel_accounts')
    .set({ timezone, updated_at: context.now })
    .where('id', '=', account.id)
    .execute();
  if (keep === 'wall_clock') {
    const { rows } = await sql<{ id: string; scheduled_at: Temporal.Instant }>`
      SELECT id, scheduled_at FROM calendar_entries
      WHERE user_id = ${account.user_id} AND channel = ${account.channel} AND scheduled_at > ${context.now} ORDER BY id FOR UPDATE`.execute(
      transaction,
    );
    await lockJobsOf(
      transaction,
      rows.map((row) => row.id),
    );
    const fixed = await entriesThatStay(
      transaction,
      rows.map((row) => row.id),
    );
    const moves = rows.flatMap((row) => {
      const local = row.scheduled_at.toZonedDateTimeISO(account.timezone).toPlainDateTime();
      const to = resolveWallClock(local, timezone).instant;
      return fixed.has(row.id) || !isAfter(to, context.now) ? [] : [{ entryId: row.id, to }];
    });
    await moveEntries(transaction, context, moves);
  }
  await reassess(
    transaction,
    { account: { userId: account.user_id, channel: account.channel } },
    context.environment,
    context.now,
  );
}

/** Those being sent, undecided or live. */
async function entriesThatStay(transaction: DatabaseTransaction, entryIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    SELECT calendar_entry_id AS id FROM publish_jobs
    WHERE calendar_entry_id = ANY(${entryIds}::uuid[]) AND (status IN ('publishing', 'published') OR unknown_since IS NOT NULL)`.execute(
    transaction,
  );
  return new Set(rows.map((row) => row.id));
}
