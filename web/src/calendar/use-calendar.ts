import { useNavigate, useSearch } from '@tanstack/react-router';
import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { Entry } from '../../../src/contract/entry.ts';
import { placesReplaced, replaceAt, useAccounts, useEntries, useMe } from '../api/index.ts';
import { useFormat } from '../i18n/index.ts';
import { useNow } from '../shell/use-now.ts';
import { isFiltering, matches, type Filter } from './filter.ts';
import { rememberLayout, type Layout } from './layout.ts';
import { localTime } from './local-clock.ts';
import { periodOf, windowOf, type Period } from './period.ts';
import { parseCalendarSearch, type CalendarSearch, type View } from './search.ts';
import { wallClockOf } from './tiles.ts';

/** The zone new posts and the today line live in: the first account's, before there is one the user's, else the browser's. */
export function useCalendarZone(): string {
  const accounts = useAccounts();
  const me = useMe();
  return accounts.data?.[0]?.timezone ?? me.data?.timezone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** What the address shows, and how to change it. */
export function useCalendarAddress() {
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  // Read once more: the router hands on what the route could not make sense of, and a date of nonsense breaks the page.
  const search = useMemo(() => parseCalendarSearch(raw), [raw]);
  const navigate = useNavigate();
  const change = useCallback(
    (next: { [K in keyof CalendarSearch]?: CalendarSearch[K] | undefined }) =>
      void navigate({ to: '/', search: (old: object) => ({ ...old, ...next }) as never }),
    [navigate],
  );
  return { search, change };
}

/** The days shown and the window of entries to ask for. */
export function usePeriod(): { period: Period; date: Temporal.PlainDate; today: string; zone: string; nowMs: number } {
  const { search } = useCalendarAddress();
  const format = useFormat();
  const zone = useCalendarZone();
  const nowMs = useNow();
  const today = localTime(nowMs, zone).date;
  const view = search.view ?? 'month';
  const shown = search.date ?? today;
  const date = useMemo(() => Temporal.PlainDate.from(shown), [shown]);
  const period = useMemo(() => periodOf(view, date, format.firstDayOfWeek), [view, date, format.firstDayOfWeek]);
  return { period, date, today, zone, nowMs };
}

/** The entries of the period's days and the drafts without a time, filters not yet applied: what the rail counts. */
export function usePeriodEntries() {
  const { period } = usePeriod();
  const window = useMemo(() => windowOf(period), [period]);
  const query = useEntries(window);
  const { data } = query;
  const entries = useMemo(() => (data === undefined ? undefined : entriesOfDays(data, period)), [data, period]);
  return { query, entries };
}

/** What was found last: the page and the rail ask for the same, and most changes replace an entry or two. */
let found: { window: readonly Entry[]; days: string; entries: readonly Entry[] } | undefined;

/** The window is wider than the days, for the sake of every zone on earth. */
function entriesOfDays(window: readonly Entry[], period: Period): readonly Entry[] {
  const days = `${period.days.length} days from ${period.days[0]?.toString() ?? ''}`;
  if (found?.window === window && found.days === days) return found.entries;
  const shown = new Set(period.days.map(String));
  const isShown = (entry: Entry) => {
    const { date } = wallClockOf(entry);
    return date === null || shown.has(date);
  };
  const entries = (found?.days === days ? replaceShown(found, window, isShown) : null) ?? window.filter(isShown);
  found = { window, days, entries };
  return entries;
}

/** What was found before with the newer entries in their places; `null` when that is not all that has changed. */
function replaceShown(
  before: { window: readonly Entry[]; entries: readonly Entry[] },
  window: readonly Entry[],
  isShown: (entry: Entry) => boolean,
): readonly Entry[] | null {
  const places = placesReplaced(before.window, window);
  if (places === null) return null;
  let { entries } = before;
  for (const place of places) {
    const [old, entry] = [before.window[place], window[place]];
    if (old === undefined || entry === undefined || isShown(old) !== isShown(entry)) return null;
    if (isShown(entry)) entries = replaceAt(entries, entries.indexOf(old), entry);
  }
  return entries;
}

export interface Calendar extends Layout {
  view: View;
  period: Period;
  date: Temporal.PlainDate;
  today: string;
  zone: string;
  nowMs: number;
  filter: Filter;
  status: 'loading' | 'failed' | 'shown';
  error: unknown;
  retry: () => void;
  /** The period is on its way; until it is there, what is known of it comes from the one before. */
  turning: boolean;
  /** No entry at all in the period, with or without filters. */
  empty: boolean;
}

/** Everything the views draw, worked out once a change. */
export function useCalendarData(): Calendar {
  const { search } = useCalendarAddress();
  const { period, date, today, zone, nowMs } = usePeriod();
  const { query, entries = NONE } = usePeriodEntries();
  const { channel, readiness, tag } = search;
  const filter = useMemo(() => ({ channel, readiness, tag }), [channel, readiness, tag]);
  const [layOut] = useState(rememberLayout);
  const layout = useMemo(
    () => layOut(isFiltering(filter) ? entries.filter((entry) => matches(entry, filter)) : entries),
    [entries, filter, layOut],
  );
  return {
    view: period.view,
    period,
    date,
    today,
    zone,
    nowMs,
    filter,
    ...layout,
    status: query.data === undefined ? (query.isError ? 'failed' : 'loading') : 'shown',
    error: query.error,
    retry: () => void query.refetch(),
    turning: query.isPlaceholderData,
    empty: entries.length === 0 && !query.isPlaceholderData,
  };
}

const NONE: readonly Entry[] = [];

export const CalendarContext = createContext<Calendar | null>(null);

export function useCalendar(): Calendar {
  const calendar = useContext(CalendarContext);
  if (calendar === null) throw new Error('The calendar is read outside of its page');
  return calendar;
}
