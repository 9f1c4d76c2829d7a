import type { Locale } from '../contract/me.ts';
import type { Notification } from '../contract/notification.ts';
import { sayNotification } from './notification-messages.ts';

export interface DigestAlert {
  kind: Notification['kind'];
  count: number;
  params: Readonly<Record<string, unknown>>;
  postId: string | null;
}

export interface Digest {
  subject: string;
  text: string;
}

/**
 * The mail that tells of alerts, in plain text: each with the address where it is cured.
 *
 * @param more how many further alerts there are than those listed
 */
export function sayDigest(
  alerts: readonly DigestAlert[],
  more: number,
  where: { publicUrl: string; name: string },
  locale: Locale,
): Digest {
  const [first] = alerts;
  const count = alerts.length + more;
  const lines = alerts.map((alert) => `• ${sayNotification(alert, locale)}\n  ${placeOf(alert, where.publicUrl)}`);
  const subject =
    count === 1 && first !== undefined
      ? oneLine(sayNotification(first, locale))
      : locale === 'es'
        ? `${count} avisos sobre tus publicaciones`
        : `${count} alerts about your posts`;
  const greeting = locale === 'es' ? `Hola, ${where.name}:` : `Hello ${where.name},`;
  const rest =
    more === 0
      ? []
      : [locale === 'es' ? `Y ${more} más: ${where.publicUrl}/` : `And ${more} more: ${where.publicUrl}/`];
  const farewell =
    locale === 'es'
      ? 'Punctual avisa de lo que no saldrá. Lo que leas allí no se envía por correo.'
      : 'Punctual tells of what will not go out. What you have read there is not mailed.';
  return { subject: `Punctual: ${subject}`, text: [greeting, ...lines, ...rest, farewell].join('\n\n') };
}

/** Where the remedy is: the post, or the accounts. */
function placeOf(alert: DigestAlert, publicUrl: string): string {
  if (alert.postId !== null) return `${publicUrl}/?post=${alert.postId}`;
  return alert.kind === 'account_lost' ? `${publicUrl}/accounts` : `${publicUrl}/`;
}

/** Mail servers fold or refuse long subjects. */
function oneLine(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
