import type { View } from './search.ts';

/** The days a view shows, in order, and the ones that belong to its period (the month itself, without its neighbours). */
export interface Period {
  view: View;
  days: Temporal.PlainDate[];
  /** First and last day of the period proper. */
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
}

/** What a view shows around `date`. `firstDay`: 1 is Monday, 7 is Sunday. A list shows the month's own days. */
export function periodOf(view: View, date: Temporal.PlainDate, firstDay: number): Period {
  if (view === 'week') {
    const first = startOfWeek(date, firstDay);
    return { view, days: daysFrom(first, 7), first, last: first.add({ days: 6 }) };
  }
  const first = date.with({ day: 1 });
  const last = first.add({ months: 1 }).subtract({ days: 1 });
  if (view === 'list') return { view, days: daysFrom(first, last.day), first, last };
  const start = startOfWeek(first, firstDay);
  const end = startOfWeek(last, firstDay).add({ days: 6 });
  return { view, days: daysFrom(start, start.until(end).days + 1), first, last };
}

export function startOfWeek(date: Temporal.PlainDate, firstDay: number): Temporal.PlainDate {
  return date.subtract({ days: (date.dayOfWeek - firstDay + 7) % 7 });
}

function daysFrom(first: Temporal.PlainDate, count: number): Temporal.PlainDate[] {
  return Array.from({ length: count }, (_, index) => first.add({ days: index }));
}

/** To the period before or after. */
export type Direction = -1 | 1;

/** The date that shows the period before or after. */
export function stepPeriod(view: View, date: Temporal.PlainDate, step: Direction): Temporal.PlainDate {
  return view === 'week' ? date.add({ days: 7 * step }) : date.add({ months: step });
}

/** Clocks on earth are at most 14 hours ahead of UTC and 12 behind it. */
const FARTHEST_AHEAD_MS = 14 * 3_600_000;
const FARTHEST_BEHIND_MS = 12 * 3_600_000;

/** The instants between which every entry of these days lies, whatever its account's zone. */
export function windowOf(period: Period): { from: string; to: string } {
  const first = period.days[0] ?? period.first;
  const last = period.days.at(-1) ?? period.last;
  const from = Date.UTC(first.year, first.month - 1, first.day) - FARTHEST_AHEAD_MS;
  const to = Date.UTC(last.year, last.month - 1, last.day + 1) + FARTHEST_BEHIND_MS;
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
