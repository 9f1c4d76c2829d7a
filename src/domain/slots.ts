import { isAfter, isBefore } from './clock.ts';
import { hourOfWeek } from './best-time-observations.ts';
import { resolveWallClock } from './zoned-time.ts';

/** Hours on the wall in which nothing is proposed: from `from` up to, not including, `to`; over midnight where from > to. */
export interface QuietHours {
  from: number;
  to: number;
}
export const DEFAULT_QUIET_HOURS: QuietHours = { from: 23, to: 7 };
/** Two posts of one account closer than this take views from each other. */
export const SPACING_HOURS = 20;

export interface SlotSearch {
  /** 168 scores by hour of the week in `timeZone` (`bestHours`). */
  scores: readonly number[];
  timeZone: string;
  /** Slots are looked for from `from` on and before `to`. */
  from: Temporal.Instant;
  to: Temporal.Instant;
  /** Instants of the account's other posts, past ones too. */
  booked: readonly Temporal.Instant[];
  quietHours?: QuietHours | undefined;
  spacingHours?: number | undefined;
}

export interface Slot {
  at: Temporal.Instant;
  score: number;
  /** 0 is Monday 0:00. */
  hourOfWeek: number;
}

/**
 * The best slots of a window, best first: greedily the highest score that keeps its distance from everything booked
 * and from those taken before. Whole hours on the wall of the account's zone; hours that a change of clocks skips
 * are no slots, of one that comes twice the first is. Ties go to the earlier.
 */
export function pickSlots(search: SlotSearch, count: number): Slot[] {
  const spacing = search.spacingHours ?? SPACING_HOURS;
  const taken: Slot[] = [];
  let open = openSlots(search).toSorted((left, right) => right.score - left.score);
  while (taken.length < count) {
    const [best] = open;
    if (!best) break;
    taken.push(best);
    open = open.filter(({ at }) => hoursBetween(at, best.at) >= spacing);
  }
  return taken;
}

/** Every allowed whole hour of the window in order of time, spacing to booked posts kept. */
export function openSlots(search: SlotSearch): Slot[] {
  const spacing = search.spacingHours ?? SPACING_HOURS;
  return hoursOf(search).filter(({ at }) => search.booked.every((other) => hoursBetween(at, other) >= spacing));
}

export function isQuiet(hour: number, quiet: QuietHours): boolean {
  if (quiet.from === quiet.to) return false;
  return quiet.from < quiet.to ? hour >= quiet.from && hour < quiet.to : hour >= quiet.from || hour < quiet.to;
}

function hoursOf({ scores, timeZone, from, to, quietHours = DEFAULT_QUIET_HOURS }: SlotSearch): Slot[] {
  const slots: Slot[] = [];
  const lastDay = to.toZonedDateTimeISO(timeZone).toPlainDate();
  let day = from.toZonedDateTimeISO(timeZone).toPlainDate();
  while (Temporal.PlainDate.compare(day, lastDay) <= 0) {
    for (let hour = 0; hour < 24; hour += 1) {
      if (isQuiet(hour, quietHours)) continue;
      const { instant: at, note } = resolveWallClock(day.toPlainDateTime({ hour }), timeZone);
      if (note === 'gap' || isBefore(at, from) || !isBefore(at, to)) continue;
      const ofWeek = hourOfWeek(at, timeZone);
      slots.push({ at, score: scores[ofWeek] ?? 0, hourOfWeek: ofWeek });
    }
    day = day.add({ days: 1 });
  }
  return slots;
}

export function hoursBetween(left: Temporal.Instant, right: Temporal.Instant): number {
  const [first, last] = isAfter(left, right) ? [right, left] : [left, right];
  return (last.epochMilliseconds - first.epochMilliseconds) / 3_600_000;
}
