/**
 * Dates and numbers in the reader's way. `Intl` objects are dear to make and cheap to use: one of each is kept.
 * `locale` is a full tag (`es-MX`), see `intlLocale`.
 */
export type DateStyle = 'time' | 'hour' | 'date' | 'dateTime' | 'weekdayDate' | 'monthYear' | 'weekday' | 'zoneName';

const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  time: { hour: 'numeric', minute: '2-digit' },
  hour: { hour: 'numeric' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  dateTime: { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  weekdayDate: { weekday: 'long', day: 'numeric', month: 'long' },
  monthYear: { month: 'long', year: 'numeric' },
  weekday: { weekday: 'short' },
  zoneName: { timeZoneName: 'shortOffset' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** The formatter of an instant in `timeZone` (IANA name). */
export function dateFormat(locale: string, style: DateStyle, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale}|${style}|${timeZone}`;
  const found = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone });
  formats.set(key, found);
  return found;
}

/** Writes a calendar date (no zone involved), such as a column's head. */
export function formatPlainDate(locale: string, style: DateStyle, date: Temporal.PlainDate): string {
  return dateFormat(locale, style, 'UTC').format(noon(date));
}

/** An hour of the day as clocks there name it: "13:00", "1 PM". */
export function formatHour(locale: string, hour: number): string {
  const short = dateFormat(locale, 'hour', 'UTC');
  const format = short.resolvedOptions().hour12 === true ? short : dateFormat(locale, 'time', 'UTC');
  return format.format(Date.UTC(2026, 0, 1, hour));
}

/** "23 – 29 Nov 2026": two calendar dates, saying once what they share. */
export function formatPlainRange(locale: string, first: Temporal.PlainDate, last: Temporal.PlainDate): string {
  return dateFormat(locale, 'date', 'UTC').formatRange(noon(first), noon(last));
}

function noon(date: Temporal.PlainDate): number {
  return Date.UTC(date.year, date.month - 1, date.day, 12);
}

/** "in 3 hours", "yesterday": the distance from `now` to `then`, both in milliseconds. */
export function formatRelative(locale: string, then: number, now: number): string {
  const seconds = (then - now) / 1000;
  const distance = Math.abs(seconds);
  const format = relativeFormat(locale);
  if (distance < 60) return format.format(Math.trunc(seconds / 60), 'minute');
  if (distance < 3600) return format.format(Math.round(seconds / 60), 'minute');
  if (distance < 86_400) return format.format(Math.round(seconds / 3600), 'hour');
  if (distance < 86_400 * 45) return format.format(Math.round(seconds / 86_400), 'day');
  return format.format(Math.round(seconds / (86_400 * 30.44)), 'month');
}

const relatives = new Map<string, Intl.RelativeTimeFormat>();
function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  const found = relatives.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  relatives.set(locale, found);
  return found;
}

interface WeekInfo {
  firstDay: number;
}
interface LocaleWithWeek extends Intl.Locale {
  getWeekInfo?: () => WeekInfo;
  weekInfo?: WeekInfo;
}

/** The first day of the week where the reader lives: 1 is Monday, 7 is Sunday. */
export function firstDayOfWeek(locale: string): number {
  const known: LocaleWithWeek = new Intl.Locale(locale);
  return known.getWeekInfo?.().firstDay ?? known.weekInfo?.firstDay ?? (locale === 'en-US' ? 7 : 1);
}

/** "4.2 MB": sizes as people say them, in powers of ten. */
export function formatBytes(locale: string, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const unit = units[step] ?? 'byte';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(
    bytes / 1000 ** step,
  );
}
