/**
 * Words, dates and numbers in the reader's language.
 *
 *   // post/messages.ts: each part of the client owns its texts, complete in both languages
 *   export const postMessages = defineMessages(
 *     { save: 'Save draft', left: { one: '{count} character left', other: '{count} characters left' } },
 *     { save: 'Guardar borrador', left: { one: 'Queda {count} carácter', other: 'Quedan {count} caracteres' } },
 *   );
 *   // in a component
 *   const t = useMessages(postMessages);
 *   t('left', { count: 3 });
 *   const format = useFormat();
 *   format.instant(entry.scheduledAt, entry.timezone, 'dateTime');
 */
import { useMemo } from 'react';
import {
  dateFormat,
  firstDayOfWeek,
  formatBytes,
  formatHour,
  formatPlainDate,
  formatPlainRange,
  formatRelative,
  type DateStyle,
} from './format.ts';
import { intlLocale, useLocale } from './locale.ts';
import { translator, type Message, type Messages, type Translate } from './messages.ts';

export { defineMessages, translator, type Messages, type Message, type Translate } from './messages.ts';
export { currentLocale, intlLocale, setLocale, useLocale } from './locale.ts';
export { dateFormat, firstDayOfWeek, formatPlainDate, type DateStyle } from './format.ts';

/** The texts of a part, in the language in use; re-renders when it changes. */
export function useMessages<E extends Record<string, Message>>(messages: Messages<E>): Translate<E> {
  const locale = useLocale();
  return useMemo(() => translator(messages, locale), [messages, locale]);
}

/** Dates and numbers in the language in use. Times always name their zone: the account's, never the browser's. */
export function useFormat() {
  const locale = useLocale();
  return useMemo(() => formatsFor(intlLocale(locale)), [locale]);
}

export type Format = ReturnType<typeof formatsFor>;

/** The same for code outside components; `tag` is a full locale such as `es-MX`. */
export function formatsFor(tag: string) {
  const numbers = new Intl.NumberFormat(tag);
  return {
    tag,
    firstDayOfWeek: firstDayOfWeek(tag),
    instant: (at: string | number, timeZone: string, style: DateStyle) =>
      dateFormat(tag, style, timeZone).format(typeof at === 'string' ? Date.parse(at) : at),
    hour: (hour: number) => formatHour(tag, hour),
    plainDate: (date: Temporal.PlainDate, style: DateStyle) => formatPlainDate(tag, style, date),
    dateRange: (first: Temporal.PlainDate, last: Temporal.PlainDate) => formatPlainRange(tag, first, last),
    relative: (at: string, nowMs: number) => formatRelative(tag, Date.parse(at), nowMs),
    number: (value: number) => numbers.format(value),
    bytes: (value: number) => formatBytes(tag, value),
    list: (items: string[]) => new Intl.ListFormat(tag, { type: 'conjunction' }).format(items),
  };
}
