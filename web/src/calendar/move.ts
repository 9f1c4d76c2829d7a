import { resolveWallClock, type ClockNote } from '../../../src/domain/zoned-time.ts';
import type { IssueCode } from '../../../src/domain/issues.ts';
import type { Entry } from '../../../src/contract/entry.ts';
import type { Tile } from './tiles.ts';

/** Why a tile may not move, or not there. The server has the last word; this is said before it is asked. */
export type MoveRefusal = 'published' | 'publishing' | 'undecided' | 'past';

/** Why this tile stays where it is whatever the target; `null` when it may be picked up. */
export function heldBy(tile: Tile): Exclude<MoveRefusal, 'past'> | null {
  for (const entry of tile.entries) {
    if (entry.state === 'published' || entry.readiness === 'published') return 'published';
    if (entry.state === 'publishing') return 'publishing';
    if (isUndecided(entry)) return 'undecided';
  }
  return null;
}

/** Issues of a job whose outcome nobody knows yet (domain/issues.ts). */
const UNDECIDED: ReadonlySet<string> = new Set<IssueCode>(['outcome_unknown', 'outcome_being_checked']);

/** The platform may already have it: moving it could post it twice (spec.md 5.4). */
function isUndecided(entry: Entry): boolean {
  return entry.issues.some(({ code }) => UNDECIDED.has(code));
}

export interface Target {
  instant: Temporal.Instant;
  /** What the change of clocks made of the wish. */
  note: ClockNote | null;
}

/** New drafts without a time of day are put here: late enough to have had coffee. */
const DEFAULT_MINUTES = 10 * 60;

/** The step a week's columns snap to. */
export const SNAP_MINUTES = 15;

/** Where dropping on a day puts a tile: the same hour on the wall of its account (spec.md 6). */
export function targetOnDay(tile: Tile, date: Temporal.PlainDate): Target {
  return targetAt(date, tile.atMs === null ? DEFAULT_MINUTES : tile.minutes, tile.timezone);
}

/** The instant of `minutes` past midnight on `date` in a zone; hours that do not exist move forward. */
export function targetAt(date: Temporal.PlainDate, minutes: number, timeZone: string): Target {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
  return resolveWallClock(date.toPlainDateTime(time), timeZone);
}

/** The nearest quarter of an hour at a point of an hour's row: `fraction` is 0 at its top, 1 at its bottom. */
export function snappedMinutes(hour: number, fraction: number): number {
  const steps = 60 / SNAP_MINUTES;
  const step = Math.min(steps - 1, Math.max(0, Math.floor(fraction * steps)));
  return hour * 60 + step * SNAP_MINUTES;
}

/** Whether the tile may go to `target` now. */
export function refusalOf(tile: Tile, target: Target, nowMs: number): MoveRefusal | null {
  return heldBy(tile) ?? (target.instant.epochMilliseconds <= nowMs ? 'past' : null);
}

/** One press of an arrow in move mode, in the zone's wall clock. Days move in both views, quarters only in a week. */
export function steppedTarget(
  from: { date: Temporal.PlainDate; minutes: number },
  step: { days?: number; minutes?: number },
): { date: Temporal.PlainDate; minutes: number } {
  const minutes = from.minutes + (step.minutes ?? 0);
  const overflow = Math.floor(minutes / 1440);
  return { date: from.date.add({ days: (step.days ?? 0) + overflow }), minutes: minutes - overflow * 1440 };
}
