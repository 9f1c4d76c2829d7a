import { sql } from 'kysely';
import { ACCOUNT_STATUSES, type AccountStatus } from '../contract/account.ts';
import { CHANNELS, type Channel } from '../contract/channel.ts';
import type { Database } from './database.ts';

/** How many jobs are due and in nobody's hands, and since when the first of them waits. */
export async function queueFigures(
  database: Database,
  now: Temporal.Instant,
): Promise<{ due: number; oldestDueAt: Temporal.Instant | null }> {
  const { rows } = await sql<{ due: number; oldest: Temporal.Instant | null }>`
    SELECT count(*)::int AS due, min(due_at) AS oldest FROM publish_jobs WHERE due_at <= ${now}`.execute(database);
  return { due: rows[0]?.due ?? 0, oldestDueAt: rows[0]?.oldest ?? null };
}

/** How many linked accounts stand in each state, those that nobody stands in included. */
export async function accountFigures(
  database: Database,
): Promise<{ channel: Channel; status: AccountStatus; count: number }[]> {
  const { rows } = await sql<{ channel: Channel; status: AccountStatus; count: number }>`
    SELECT c.channel, s.status, count(a.id)::int AS count
    FROM unnest(${[...CHANNELS]}::text[]) AS c(channel) CROSS JOIN unnest(${[...ACCOUNT_STATUSES]}::text[]) AS s(status)
    LEFT JOIN channel_accounts a ON a.channel = c.channel AND a.status = s.status AND a.unlinked_at IS NULL
    GROUP BY c.channel, s.status`.execute(database);
  return rows;
}
