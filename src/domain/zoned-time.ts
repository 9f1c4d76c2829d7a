/** What the clocks did to a wish for a wall-clock time. */
export type ClockNote = 'gap' | 'overlap';

/** Whether the runtime knows this IANA zone. Offsets such as `+02:00` are not zones: they know no change of clocks. */
export function isTimeZone(name: string): boolean {
  // Temporal also takes offsets, and reads the zone out of a whole date such as `2026-01-01T00:00[Europe/Madrid]`.
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    // The constructor's RangeError is the runtime's only way to say that it knows no such zone.
    return false;
  }
}

/**
 * The instant of a wall-clock time in a zone. A time that does not exist moves forward by the length of the gap
 * (02:30 becomes 03:30); one that exists twice is the first. `note` says which of the two happened (spec.md 6).
 */
export function resolveWallClock(
  local: Temporal.PlainDateTime,
  timeZone: string,
): { instant: Temporal.Instant; note: ClockNote | null } {
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (earlier.epochNanoseconds === later.epochNanoseconds) return { instant: earlier.toInstant(), note: null };
  // In a gap "earlier" lands before it and "later" behind it, so neither shows the time that was asked for.
  const isGap = !earlier.toPlainDateTime().equals(local);
  return isGap ? { instant: later.toInstant(), note: 'gap' } : { instant: earlier.toInstant(), note: 'overlap' };
}

/** A period to move by: calendar units keep the hour on the wall, clock units are exact (spec.md 6). */
export type Offset = Temporal.Duration;

/** No plan is moved further; far beyond it the calendar itself ends. */
const MOST_YEARS = 100;

/**
 * Parses an ISO-8601 duration such as `P1D` or `-PT2H`; `null` when it is none, moves nothing, or moves by more than a
 * hundred years.
 */
export function parseOffset(text: string): Offset | null {
  try {
    const duration = Temporal.Duration.from(text);
    const years = Math.abs(duration.total({ unit: 'years', relativeTo: Temporal.PlainDate.from('2000-01-01') }));
    return duration.blank || years > MOST_YEARS ? null : duration;
  } catch {
    // Not a duration, or one that leaves the calendar.
    return null;
  }
}

/**
 * Moves an instant by an offset as seen in a zone: days, weeks, months and years keep the wall-clock hour across
 * a change of clocks, hours and less are exact. `note` is set when the calendar part landed in a gap or overlap.
 */
export function shiftInstant(
  instant: Temporal.Instant,
  offset: Offset,
  timeZone: string,
): { instant: Temporal.Instant; note: ClockNote | null } {
  const calendarPart = Temporal.Duration.from({
    years: offset.years,
    months: offset.months,
    weeks: offset.weeks,
    days: offset.days,
  });
  const exactPart = Temporal.Duration.from({
    hours: offset.hours,
    minutes: offset.minutes,
    seconds: offset.seconds,
    milliseconds: offset.milliseconds,
    microseconds: offset.microseconds,
    nanoseconds: offset.nanoseconds,
  });
  if (calendarPart.blank) return { instant: instant.add(exactPart), note: null };
  const local = instant.toZonedDateTimeISO(timeZone).toPlainDateTime().add(calendarPart);
  const moved = resolveWallClock(local, timeZone);
  return { instant: moved.instant.add(exactPart), note: moved.note };
}

/** `2026-11-23 10:05` as a person in that zone would read it off the wall, for messages. */
export function wallClockText(instant: Temporal.Instant, timeZone: string): string {
  const local = instant.toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' }).replace('T', ' ');
}
