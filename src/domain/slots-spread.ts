import { pickSlots, SPACING_HOURS, type Slot, type SlotSearch } from './slots.ts';
import { later } from './clock.ts';

export interface SpreadSearch extends Omit<SlotSearch, 'from' | 'to' | 'spacingHours'> {
  now: Temporal.Instant;
  /** Days of `timeZone`, both included. */
  startDate: Temporal.PlainDate;
  endDate: Temporal.PlainDate;
  postsPerWeek: number;
}

/**
 * A rhythm: the best slots of each seven days from `startDate`, `postsPerWeek` of them, in order of time. Posts already
 * booked in a week count towards its number. Above eight a week the spacing gives way, evenly.
 */
export function spreadSlots(search: SpreadSearch): Slot[] {
  const { timeZone, postsPerWeek, endDate } = search;
  const spacingHours = Math.min(SPACING_HOURS, Math.floor(168 / postsPerWeek) - 2);
  const slots: Slot[] = [];
  for (let day = search.startDate; Temporal.PlainDate.compare(day, endDate) <= 0; day = day.add({ days: 7 })) {
    const lastDay = earlierDate(day.add({ days: 6 }), endDate);
    const from = startOf(day, timeZone);
    const to = startOf(lastDay.add({ days: 1 }), timeZone);
    const days = day.until(lastDay).days + 1;
    const wanted = Math.max(1, Math.round((postsPerWeek * days) / 7));
    const already = search.booked.filter(
      (at) => at.epochMilliseconds >= from.epochMilliseconds && at.epochMilliseconds < to.epochMilliseconds,
    ).length;
    const booked = [...search.booked, ...slots.map(({ at }) => at)];
    const soonest = search.now.add({ minutes: 30 });
    slots.push(...pickSlots({ ...search, from: later(from, soonest), to, booked, spacingHours }, wanted - already));
  }
  return slots.toSorted((left, right) => Temporal.Instant.compare(left.at, right.at));
}

function startOf(day: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  return day.toZonedDateTime(timeZone).toInstant();
}

function earlierDate(left: Temporal.PlainDate, right: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(left, right) <= 0 ? left : right;
}
