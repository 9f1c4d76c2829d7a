import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import { observationsOf } from '../domain/best-time-observations.ts';
import { bestHours } from '../domain/best-time.ts';
import { nextGoodSlots } from '../domain/slots-next-good.ts';
import { accountOf } from './accounts.ts';
import type { DatabaseTransaction } from './database.ts';
import { readInsightsOf } from './insights.ts';
import type { WriteContext } from './post-fields.ts';
import { commitShift, judgeShift, lockSelected, type SelectedRow, type ShiftReport } from './shift-entries.ts';

/**
 * Moves entries to the next good slots, in their order of time: all of them or none. What a post has at one instant on
 * both channels stays together. With `dryRun`, or when one is refused, nothing is written.
 */
export async function shiftToSlots(
  transaction: DatabaseTransaction,
  context: WriteContext,
  ids: readonly string[],
  dryRun: boolean,
): Promise<ShiftReport> {
  const rows = await lockSelected(transaction, context.userId, { ids });
  const { report, movable } = judgeShift(rows, ids);
  const together = Map.groupBy(movable, (row) => `${row.post_id}@${row.scheduled_at.toString()}`);
  const slots = await slotsFor(transaction, context, movable, together.size);
  for (const [index, group] of [...together.values()].entries()) {
    const to = slots[index];
    for (const row of group) {
      if (to !== undefined) report.moved.push({ id: row.id, from: row.scheduled_at, to, note: null });
      else report.refused.push({ id: row.id, code: 'NO_FREE_SLOT', message: NO_SLOT });
    }
  }
  if (!dryRun) await commitShift(transaction, context, rows, report, { slots: true });
  return report;
}

const NO_SLOT = 'No free slot was found within two weeks; choose a time by hand.';

/** As many instants as there are, soonest first, each at its distance from what else is planned and from each other. */
async function slotsFor(
  transaction: DatabaseTransaction,
  context: WriteContext,
  rows: readonly SelectedRow[],
  count: number,
): Promise<Temporal.Instant[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const channels = [...new Set(rows.map((row) => row.channel))];
  const { rows: others } = await sql<{ scheduled_at: Temporal.Instant }>`
    SELECT scheduled_at FROM calendar_entries
    WHERE user_id = ${context.userId} AND channel = ANY(${channels}) AND scheduled_at > ${context.now.subtract({ hours: 48 })}
      AND scheduled_at < ${context.now.add({ hours: 17 * 24 })} AND id <> ALL(${rows.map((row) => row.id)}::uuid[])`.execute(
    transaction,
  );
  const booked = others.map((row) => row.scheduled_at);
  const { timezone: timeZone } = first;
  const scores = await scoresOf(transaction, context.userId, channels, timeZone);
  const search = { scores, timeZone, booked, now: context.now };
  return nextGoodSlots(search, count).map((slot) => slot.at);
}

/** How good the hours are on that wall clock, by the account's own posts too; the mean of the channels, as posts on both stay together. */
async function scoresOf(
  transaction: DatabaseTransaction,
  userId: string,
  channels: readonly Channel[],
  timeZone: string,
): Promise<number[]> {
  const all: (readonly number[])[] = [];
  for (const channel of channels) {
    const account = await accountOf(transaction, userId, channel);
    const { pastPosts, followersByHour } = await readInsightsOf(transaction, account?.id ?? null, timeZone);
    all.push(bestHours(channel, observationsOf(pastPosts, timeZone), followersByHour).scores);
  }
  return (all[0] ?? []).map((_, hour) => all.reduce((sum, scores) => sum + (scores[hour] ?? 0), 0) / all.length);
}
