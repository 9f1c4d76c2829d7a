import { resolveWallClock, type ClockNote } from '../../../../src/domain/zoned-time.ts';

const QUARTER_MS = 900_000;

/** When a new post goes out unless told otherwise: the next quarter of an hour at least 15 minutes ahead. */
export function nextQuarterHour(nowMs: number): string {
  const soonest = nowMs + QUARTER_MS;
  return Temporal.Instant.fromEpochMilliseconds(Math.ceil(soonest / QUARTER_MS) * QUARTER_MS).toString();
}

/** A date and a time as the two fields hold them: `2026-11-24`, `18:30`. Empty while not given. */
export interface WallClock {
  date: string;
  time: string;
}

export function wallClockOf(instant: string | null, timeZone: string): WallClock {
  if (instant === null) return { date: '', time: '' };
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
}

/** What the two fields mean in a zone; `null` while they are not complete. */
export function readWallClock(
  wall: WallClock,
  timeZone: string,
): { instant: string; note: ClockNote | null; shown: WallClock } | null {
  const local = parse(wall);
  if (local === null) return null;
  const { instant, note } = resolveWallClock(local, timeZone);
  return { instant: instant.toString(), note, shown: wallClockOf(instant.toString(), timeZone) };
}

function parse({ date, time }: WallClock): Temporal.PlainDateTime | null {
  if (!/^\d{4,6}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}/.test(time)) return null;
  try {
    return Temporal.PlainDateTime.from(`${date}T${time.slice(0, 5)}`);
  } catch {
    // The 31st of a month that has none, typed on the way to another date.
    return null;
  }
}

/** Posts of the same channel that come close: how many minutes before (negative) or after this one, nearest first. */
export function neighbours<E extends { postId: string; channel: string; scheduledAt: string | null }>(
  entries: readonly E[],
  own: { postId: string | null; channel: string; scheduledAt: string },
  withinMinutes = 60,
): { entry: E; minutes: number }[] {
  const at = Date.parse(own.scheduledAt);
  return entries
    .filter((entry) => entry.postId !== own.postId && entry.channel === own.channel)
    .flatMap((entry) =>
      entry.scheduledAt === null ? [] : [{ entry, minutes: Math.round((Date.parse(entry.scheduledAt) - at) / 60_000) }],
    )
    .filter(({ minutes }) => Math.abs(minutes) < withinMinutes)
    .toSorted((one, other) => Math.abs(one.minutes) - Math.abs(other.minutes));
}
