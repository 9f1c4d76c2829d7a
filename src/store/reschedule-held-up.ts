import { sql } from 'kysely';
import { CHANNELS, type Channel } from '../contract/channel.ts';
import { observationsOf } from '../domain/best-time-observations.ts';
import { bestHours } from '../domain/best-time.ts';
import { nextGoodSlots } from '../domain/slots-next-good.ts';
import { accountOf } from './accounts.ts';
import type { DatabaseTransaction } from './database.ts';
import { readInsightsOf } from './insights.ts';
import { moveEntries } from './move-entries.ts';
import { lockJobsOf, lockPostsOf, recordEventForEntries } from './post-entries.ts';
import type { WriteContext } from './post-fields.ts';
import { reassessAround } from './reassess-around.ts';

export interface HeldUpSelection {
  entryIds?: readonly string[] | undefined;
  channel?: Channel | undefined;
  mode: 'next_slots' | 'now';
}

export interface HeldUpReport {
  moved: { id: string; from: Temporal.Instant; to: Temporal.Instant }[];
  refused: { id: string; code: string; message: string }[];
}

/**
 * Gives every chosen post that was held up, missed or refused for its token a new time. Posts whose outcome is
 * unknown are none of them: a person decides about those first.
 */
export async function rescheduleHeldUp(
  transaction: DatabaseTransaction,
  context: WriteContext,
  selection: HeldUpSelection,
): Promise<HeldUpReport> {
  const report: HeldUpReport = { moved: [], refused: [] };
  const held = await lockHeldUp(transaction, context, selection);
  for (const id of selection.entryIds ?? []) {
    if (!held.some((entry) => entry.id === id)) {
      report.refused.push({ id, code: 'NOT_WAITING_FOR_DECISION', message: 'This post is not held up.' });
    }
  }
  for (const channel of CHANNELS) {
    const entries = held.filter((entry) => entry.channel === channel);
    const times =
      selection.mode === 'now'
        ? entries.map(() => context.now)
        : await goodTimes(transaction, context, channel, entries);
    for (const [index, entry] of entries.entries()) {
      const to = times[index];
      if (to === undefined)
        report.refused.push({
          id: entry.id,
          code: 'TIME_REQUIRED',
          message: 'No free slot was found within two weeks; choose a time by hand.',
        });
      else report.moved.push({ id: entry.id, from: entry.scheduled_at, to });
    }
  }
  if (report.moved.length === 0) return report;
  const entryIds = report.moved.map((move) => move.id);
  await moveEntries(
    transaction,
    context,
    report.moved.map((move) => ({ entryId: move.id, to: move.to })),
  );
  await recordEventForEntries(transaction, context, entryIds, 'moved', { heldUp: true });
  await reassessAround(transaction, { entryIds }, context.environment, context.now);
  return report;
}

interface HeldUpEntry {
  id: string;
  channel: Channel;
  scheduled_at: Temporal.Instant;
  timezone: string;
}

/** Oldest first: those that have waited longest get the soonest slots. */
async function lockHeldUp(
  transaction: DatabaseTransaction,
  context: WriteContext,
  selection: HeldUpSelection,
): Promise<HeldUpEntry[]> {
  const chosen = sql`e.user_id = ${context.userId}
    AND EXISTS (SELECT 1 FROM publish_jobs j WHERE j.calendar_entry_id = e.id AND j.status = 'needs_attention' AND j.unknown_since IS NULL)
    AND (${selection.entryIds ?? null}::uuid[] IS NULL OR e.id = ANY(${selection.entryIds ?? null}::uuid[]))
    AND (${selection.channel ?? null}::text IS NULL OR e.channel = ${selection.channel ?? null})`;
  await lockPostsOf(transaction, chosen);
  const { rows: entries } = await sql<{ id: string }>`
    SELECT e.id FROM calendar_entries e WHERE ${chosen} ORDER BY e.id FOR UPDATE`.execute(transaction);
  const ids = entries.map((entry) => entry.id);
  await lockJobsOf(transaction, ids);
  const { rows } = await sql<HeldUpEntry>`
    SELECT e.id, e.channel, e.scheduled_at, coalesce(a.timezone, u.timezone, 'UTC') AS timezone
    FROM calendar_entries e JOIN publish_jobs j ON j.calendar_entry_id = e.id
    LEFT JOIN channel_accounts a ON a.user_id = e.user_id AND a.channel = e.channel AND a.unlinked_at IS NULL
    LEFT JOIN user_preferences u ON u.user_id = e.user_id
    WHERE e.id = ANY(${ids}::uuid[]) AND j.status = 'needs_attention' AND j.unknown_since IS NULL
      AND (${selection.entryIds ?? null}::uuid[] IS NOT NULL OR j.attention ->> 'reason' IN ('preflight', 'missed')
        OR (j.attention ->> 'reason' = 'refused' AND j.attention ->> 'failureClass' = 'token'))
    ORDER BY e.scheduled_at, e.id`.execute(transaction);
  return rows;
}

async function goodTimes(
  transaction: DatabaseTransaction,
  context: WriteContext,
  channel: Channel,
  entries: readonly HeldUpEntry[],
): Promise<Temporal.Instant[]> {
  const [first] = entries;
  if (first === undefined) return [];
  const { rows } = await sql<{ scheduled_at: Temporal.Instant }>`
    SELECT scheduled_at FROM calendar_entries
    WHERE user_id = ${context.userId} AND channel = ${channel} AND scheduled_at > ${context.now.subtract({ hours: 48 })}
      AND id <> ALL(${entries.map((entry) => entry.id)}::uuid[])`.execute(transaction);
  const { timezone: timeZone } = first;
  const account = await accountOf(transaction, context.userId, channel);
  const past = await readInsightsOf(transaction, account?.id ?? null, timeZone);
  const search = {
    scores: bestHours(channel, observationsOf(past.pastPosts, timeZone), past.followersByHour).scores,
    timeZone,
    booked: rows.map((row) => row.scheduled_at),
    now: context.now,
  };
  return nextGoodSlots(search, entries.length).map((slot) => slot.at);
}
