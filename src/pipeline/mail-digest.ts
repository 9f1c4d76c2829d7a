import { sayDigest } from '../domain/digest-messages.ts';
import { dueDigests, finishDigest, postponeDigest, takeDigest } from '../store/mail-digest.ts';
import type { PipelineContext } from './context.ts';

/** Sends one mail. Whatever it throws counts as not sent. */
export interface Mailer {
  send(mail: { to: string; subject: string; text: string }): Promise<void>;
}

/**
 * Mails each user who is due one digest of what is unread and unmailed. The due row stays locked while the mail server
 * is asked, so that two workers do not mail the same; a crash after sending mails it again, which is the lesser evil.
 * Without a mailer the rows wait. Answers how many mails went out.
 */
export async function mailDueDigests(context: PipelineContext): Promise<number> {
  const { mailer, clock, database } = context;
  if (mailer === undefined) return 0;
  let sent = 0;
  for (const userId of await dueDigests(database, clock.now(), 50)) {
    const outcome = await database.transaction().execute(async (transaction) => {
      const now = clock.now();
      const digest = await takeDigest(transaction, userId, now);
      if (digest === null) return 'taken';
      if (digest.alerts.length === 0) {
        await finishDigest(transaction, userId, now);
        return 'nothing';
      }
      const alerts = digest.alerts.map((alert) => ({ ...alert, postId: alert.post_id }));
      const where = { publicUrl: context.publicUrl, name: digest.name };
      const { subject, text } = sayDigest(alerts, digest.more, where, digest.locale ?? 'en');
      try {
        await mailer.send({ to: digest.email, subject, text });
      } catch (error) {
        // The address and the alerts stay out of the log; the server's own word says enough.
        context.log.warn({ userId, err: error instanceof Error ? error.message : error }, 'a mail could not be sent');
        await postponeDigest(transaction, userId, now);
        return 'failed';
      }
      await finishDigest(transaction, userId, now);
      return 'sent';
    });
    if (outcome === 'sent') sent += 1;
    // A server that takes nothing is not asked for everybody in turn; the others stay due.
    if (outcome === 'failed') break;
  }
  return sent;
}
