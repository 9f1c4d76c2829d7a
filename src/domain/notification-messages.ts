import type { Locale } from '../contract/me.ts';
import type { Notification } from '../contract/notification.ts';
import { sayIssue } from './issue-messages.ts';
import { isIssueCode } from './issues.ts';
import { isTimeZone } from './zoned-time.ts';

interface Sayable {
  kind: Notification['kind'];
  count: number;
  params: Readonly<Record<string, unknown>>;
}

type Words = Readonly<Record<Locale, string>>;

/** An alert in one or two sentences: whom it is about, until when it can be cured, what is wrong. */
export function sayNotification(notification: Sayable, locale: Locale): string {
  return [subjectOf(notification, locale), reasonOf(notification, locale)].filter((part) => part !== '').join(' ');
}

/** “Title” or “12 posts”, and what became or will become of them. */
function subjectOf({ kind, count, params }: Sayable, locale: Locale): string {
  // An account can be lost while nothing waits for it.
  if (count < 1) return '';
  const isPast = params['isPast'] === true || kind === 'retries_used_up' || kind === 'missed_hour';
  if (count > 1) return fill(isPast ? MANY_DID_NOT : MANY_WILL_NOT, locale, { count: String(count) });
  const title = typeof params['title'] === 'string' && params['title'] !== '' ? params['title'] : null;
  const name = title === null ? NAMELESS[locale] : fill(NAMED, locale, { title });
  if (kind === 'needs_decision' || kind === 'first_comment_missing') return fill(UNDECIDED, locale, { name });
  const hour = hourOf(params, locale);
  if (isPast) return fill(hour === null ? DID_NOT : DID_NOT_AT, locale, { name, hour: hour ?? '' });
  return fill(hour === null ? WILL_NOT : WILL_NOT_AT, locale, { name, hour: hour ?? '' });
}

const NAMELESS: Words = { en: 'A post', es: 'Una publicación' };
const NAMED: Words = { en: '“{title}”', es: '«{title}»' };
const WILL_NOT: Words = { en: '{name} will not go out.', es: '{name} no saldrá.' };
/** The deadline is named: "needs media by Tue 10:00" (spec.md 5.1). */
const WILL_NOT_AT: Words = {
  en: '{name} will not go out unless this is settled by {hour}:',
  es: '{name} no saldrá si no se resuelve antes del {hour}:',
};
const DID_NOT: Words = { en: '{name} did not go out.', es: '{name} no salió.' };
const DID_NOT_AT: Words = { en: '{name} did not go out ({hour}).', es: '{name} no salió ({hour}).' };
const UNDECIDED: Words = { en: '{name}:', es: '{name}:' };
const MANY_WILL_NOT: Words = { en: '{count} posts will not go out.', es: '{count} publicaciones no saldrán.' };
const MANY_DID_NOT: Words = { en: '{count} posts did not go out.', es: '{count} publicaciones no salieron.' };

function fill(words: Words, locale: Locale, values: Readonly<Record<string, string>>): string {
  return words[locale].replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');
}

/** `Tue 24 Nov, 10:00` in the account's zone. */
function hourOf(params: Sayable['params'], locale: Locale): string | null {
  const { scheduledAt, timezone } = params;
  if (typeof scheduledAt !== 'string' || scheduledAt === '' || typeof timezone !== 'string') return null;
  // A zone that this runtime does not know must not keep an alert from being shown.
  const zone = isTimeZone(timezone) ? timezone : 'UTC';
  const local = Temporal.Instant.from(scheduledAt).toZonedDateTimeISO(zone);
  return local.toLocaleString(locale === 'es' ? 'es-ES' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

function reasonOf({ params: given }: Sayable, locale: Locale): string {
  const code = given['code'];
  if (typeof code !== 'string' || !isIssueCode(code)) return '';
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'string' || typeof value === 'number') params[name] = value;
  }
  return sayIssue({ code, params }, locale).message;
}
