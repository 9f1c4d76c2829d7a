import { resolveWallClock, type ClockNote } from '../../../src/domain/zoned-time.ts';

/** Whether the clocks of a zone skip (`gap`) or repeat (`overlap`) part of an hour of a day; almost always neither. */
export function clockChangeOf(date: Temporal.PlainDate, hour: number, timeZone: string): ClockNote | null {
  const day = dayChange(date, timeZone);
  if (day === 0) return null;
  const start = date.toPlainDateTime({ hour });
  // Half past as well: Lord Howe moves its clocks by thirty minutes.
  const notes = [0, 15, 30, 45].map((minute) => resolveWallClock(start.with({ minute }), timeZone).note);
  return notes.find((note) => note !== null) ?? null;
}

const changes = new Map<string, number>();

/** How many hours longer or shorter than 24 the day is; kept, since each day is asked about 24 times. */
function dayChange(date: Temporal.PlainDate, timeZone: string): number {
  const key = `${date.toString()}|${timeZone}`;
  const known = changes.get(key);
  if (known !== undefined) return known;
  const change = date.toZonedDateTime(timeZone).hoursInDay - 24;
  changes.set(key, change);
  return change;
}
