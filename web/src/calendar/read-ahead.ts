import { prefetchAccounts, prefetchEntries } from '../api/index.ts';
import { currentLocale, firstDayOfWeek, intlLocale } from '../i18n/index.ts';
import { periodOf, windowOf } from './period.ts';
import type { CalendarSearch } from './search.ts';

/**
 * Begins to read what the calendar at this address will ask for, while the page is still being told who is there. Today is
 * the browser's: where the account's is another day, that is nearly always of the same month, and read anew where it is not.
 */
export function readAhead({ view = 'month', date }: CalendarSearch): void {
  const shown = date === undefined ? Temporal.Now.plainDateISO() : Temporal.PlainDate.from(date);
  prefetchAccounts();
  prefetchEntries(windowOf(periodOf(view, shown, firstDayOfWeek(intlLocale(currentLocale())))));
}
