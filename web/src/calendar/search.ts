import { CHANNELS, type Channel } from '../../../src/contract/channel.ts';
import { READINESSES, type Readiness } from '../../../src/contract/issue.ts';

export const VIEWS = ['month', 'week', 'list'] as const;
export type View = (typeof VIEWS)[number];

/** What the calendar's address says beyond the open post. Absent: month, today, everything. */
export interface CalendarSearch {
  view?: View;
  /** A day of the period shown, `YYYY-MM-DD`. */
  date?: string;
  channel?: Channel;
  readiness?: Readiness;
  tag?: string;
}

/** Reads the address; what it does not understand is as if it were absent, so that old links still open. */
export function parseCalendarSearch(search: Record<string, unknown>): CalendarSearch {
  const view = VIEWS.find((known) => known === search['view']);
  const channel = CHANNELS.find((known) => known === search['channel']);
  const readiness = READINESSES.find((known) => known === search['readiness']);
  const { date, tag } = search;
  return {
    ...(view === undefined ? {} : { view }),
    ...(typeof date === 'string' && isDate(date) ? { date } : {}),
    ...(channel === undefined ? {} : { channel }),
    ...(readiness === undefined ? {} : { readiness }),
    ...(typeof tag === 'string' && tag !== '' ? { tag } : {}),
  };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
