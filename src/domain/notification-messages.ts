import type { Locale } from '../contract/me.ts';
import type { Notification } from '../contract/notification.ts';
import { ISSUE_MESSAGES, sayIssue } from './issue-messages.ts';
import { isIssueCode } from './issues.ts';

interface Sayable {
  kind: Notification['kind'];
  count: number;
  params: Readonly<Record<string, unknown>>;
}

/** An alert in one or two sentences: whom it is about, what is wrong. */
export function sayNotification(notification: Sayable, locale: Locale): string {
  const title =
    typeof notification.params['title'] === 'string' && notification.params['title'] !== ''
      ? notification.params['title']
      : null;
  const subject = subjectOf(notification.count, title, locale);
  return `${subject} ${reasonOf(notification, locale)}`;
}

function subjectOf(count: number, title: string | null, locale: Locale): string {
  if (count > 1) return locale === 'es' ? `${count} publicaciones no saldrán.` : `${count} posts will not go out.`;
  if (title !== null) return locale === 'es' ? `«${title}» no saldrá.` : `“${title}” will not go out.`;
  return locale === 'es' ? 'Una publicación no saldrá.' : 'A post will not go out.';
}

function reasonOf(notification: Sayable, locale: Locale): string {
  const code = notification.params['code'];
  if (typeof code !== 'string' || !isIssueCode(code)) return '';
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(notification.params)) {
    if (typeof value === 'string' || typeof value === 'number') params[name] = value;
  }
  return code in ISSUE_MESSAGES ? sayIssue({ code, params }, locale).message : '';
}
