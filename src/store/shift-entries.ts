import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { Readiness } from '../contract/issue.ts';
import type { JobStatus } from '../contract/job.ts';
import { END_OF_TIME_MS } from '../contract/primitives.ts';
import { isBefore } from '../domain/clock.ts';
import { refusalOf, stateOf } from '../domain/publish-job.ts';
import { shiftInstant, type ClockNote, type Offset } from '../domain/zoned-time.ts';
import type { DatabaseTransaction } from './database.ts';
import { moveEntries } from './move-entries.ts';
import { REFUSALS } from './post-checks.ts';
import { lockJobsOf, lockPostsOf, recordEventForEntries } from './post-entries.ts';
import type { WriteContext } from './post-fields.ts';
import { reassessAround } from './reassess-around.ts';
import { offerUndo, type UndoOffer } from './undo.ts';

export type ShiftSelection =
  | { ids: readonly string[] }
  | { from: Temporal.Instant; to: Temporal.Instant; channel?: Channel | undefined; readiness?: Readiness | undefined };

export interface ShiftReport {
  moved: { id: string; from: Temporal.Instant; to: Temporal.Instant; note: ClockNote | null }[];
  refused: { id: string; code: string; message: string }[];
  undo: UndoOffer | null;
}

/**
 * Moves many entries by one offset: all of them or none. With `dryRun`, or when one is refused, nothing is written
 * and the report says what would have happened. Each entry moves in its own account's zone.
 */
export async function shiftEntries(
  transaction: DatabaseTransaction,
  context: WriteContext,
  selection: ShiftSelection,
  offset: Offset,
  dryRun: boolean,
): Promise<ShiftReport> {
  const rows = await lockSelected(transaction, context.userId, selection);
  const { report, movable } = judgeShift(rows, 'ids' in selection ? selection.ids : []);
  for (const row of movable) {
    const { instant, note } = shiftInstant(row.scheduled_at, offset, row.timezone);
    if (isBefore(instant, context.now))
      report.refused.push({ id: row.id, code: 'TIME_IN_PAST', message: 'It would land in the past.' });
    else if (instant.epochMilliseconds >= END_OF_TIME_MS)
      report.refused.push({ id: row.id, code: 'INVALID_OFFSET', message: 'It would land after the year 9999.' });
    else report.moved.push({ id: row.id, from: row.scheduled_at, to: instant, note });
  }
  if (!dryRun) await commitShift(transaction, context, rows, report, { offset: offset.toString() });
  return report;
}

/** Which of the rows may move at all; the report says of the others, and of ids that are none of the user's, why not. */
export function judgeShift(
  rows: readonly SelectedRow[],
  ids: readonly string[],
): { report: ShiftReport; movable: (SelectedRow & { scheduled_at: Temporal.Instant })[] } {
  const report: ShiftReport = { moved: [], refused: [], undo: null };
  const known = new Set(rows.map((row) => row.id));
  for (const id of new Set(ids)) {
    if (!known.has(id)) report.refused.push({ id, code: 'NOT_FOUND', message: 'There is no such entry.' });
  }
  const movable = rows.flatMap((row) => {
    const refusal =
      row.status === null
        ? null
        : refusalOf(stateOf({ status: row.status, unknownSince: row.unknown_since }), 'rescheduled');
    if (refusal !== null) report.refused.push({ id: row.id, code: refusal, message: REFUSALS[refusal] });
    else if (row.scheduled_at === null)
      report.refused.push({ id: row.id, code: 'TIME_REQUIRED', message: 'This draft has no time to shift.' });
    else return [{ ...row, scheduled_at: row.scheduled_at }];
    return [];
  });
  return { report, movable };
}

/** Writes what the report says will move, and puts the way back into it; nothing where one was refused. */
export async function commitShift(
  transaction: DatabaseTransaction,
  context: WriteContext,
  rows: readonly SelectedRow[],
  report: ShiftReport,
  how: Record<string, unknown>,
): Promise<void> {
  if (report.refused.length > 0 || report.moved.length === 0) return;
  await moveEntries(
    transaction,
    context,
    report.moved.map((move) => ({ entryId: move.id, to: move.to })),
  );
  const entryIds = report.moved.map((move) => move.id);
  await recordEventForEntries(transaction, context, entryIds, 'moved', how);
  const channels = new Map(rows.map((row) => [row.id, row.channel]));
  const vacated = report.moved.flatMap((move) => {
    const channel = channels.get(move.id);
    return channel === undefined ? [] : [{ userId: context.userId, channel, at: move.from }];
  });
  await reassessAround(transaction, { entryIds }, context.environment, context.now, vacated);
  report.undo = await offerUndo(transaction, context, {
    kind: 'move',
    moves: report.moved.map((move) => ({ entryId: move.id, from: move.from.toString(), to: move.to.toString() })),
  });
}

export interface SelectedRow {
  id: string;
  post_id: string;
  channel: Channel;
  scheduled_at: Temporal.Instant | null;
  timezone: string;
  status: JobStatus | null;
  unknown_since: Temporal.Instant | null;
}

/** The selected entries in order of time, with the states of their jobs, both locked. */
export async function lockSelected(
  transaction: DatabaseTransaction,
  userId: string,
  selection: ShiftSelection,
): Promise<SelectedRow[]> {
  const condition =
    'ids' in selection
      ? sql`e.id = ANY(${selection.ids}::uuid[])`
      : sql`e.scheduled_at >= ${selection.from} AND e.scheduled_at < ${selection.to}
          AND (${selection.channel ?? null}::text IS NULL OR e.channel = ${selection.channel ?? null})
          AND (${selection.readiness ?? null}::text IS NULL OR e.readiness = ${selection.readiness ?? null})`;
  await lockPostsOf(transaction, sql`e.user_id = ${userId} AND ${condition}`);
  const entries = await sql<{ id: string }>`
    SELECT e.id FROM calendar_entries e WHERE e.user_id = ${userId} AND ${condition} ORDER BY e.id FOR UPDATE`.execute(
    transaction,
  );
  const ids = entries.rows.map((row) => row.id);
  // Jobs are locked before their state is read: the worker may be taking one up this very moment.
  await lockJobsOf(transaction, ids);
  const { rows } = await sql<SelectedRow>`
    SELECT e.id, e.post_id, e.channel, e.scheduled_at, coalesce(a.timezone, u.timezone, 'UTC') AS timezone, j.status, j.unknown_since
    FROM calendar_entries e
    LEFT JOIN channel_accounts a ON a.user_id = e.user_id AND a.channel = e.channel AND a.unlinked_at IS NULL
    LEFT JOIN user_preferences u ON u.user_id = e.user_id
    LEFT JOIN publish_jobs j ON j.calendar_entry_id = e.id
    WHERE e.id = ANY(${ids}::uuid[]) ORDER BY e.scheduled_at, e.id`.execute(transaction);
  return rows;
}
