import { createTransport } from 'nodemailer';
import type { Mailer } from './mail-digest.ts';

/** A mail server that hangs must not hold a worker's transaction for long. */
const TIMEOUT_MS = 15_000;

/**
 * A mailer for `SMTP_URL`. The sender is the URL's `from` parameter, else its user name where that is an address, else
 * `punctual@` the public host: `smtps://user:password@mail.example?from=punctual%40example.org`.
 */
export function smtpMailer(smtpUrl: string, publicUrl: string): Mailer {
  const url = new URL(smtpUrl);
  const from = url.searchParams.get('from') ?? senderOf(url, publicUrl);
  url.searchParams.delete('from');
  const transport = createTransport({
    host: url.hostname,
    port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
    secure: url.protocol === 'smtps:',
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return {
    send: async ({ to, subject, text }) => {
      await transport.sendMail({
        from: { name: 'Punctual', address: from },
        to: { name: '', address: to },
        subject,
        text,
        // So that no vacation notice comes back.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
  };
}

function senderOf(url: URL, publicUrl: string): string {
  const user = decodeURIComponent(url.username);
  return user.includes('@') ? user : `punctual@${new URL(publicUrl).hostname}`;
}
