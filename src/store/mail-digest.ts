import { sql } from 'kysely';
import type { Locale } from '../contract/me.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { NotificationRow } from './notifications.ts';

/** What comes within these minutes travels in one mail; what resolves itself meanwhile is not mailed at all. */
const GATHER_MINUTES = 5;
/** The longest pause between failed mails; the first is a minute, each next one double. */
const LONGEST_PAUSE_MINUTES = 240;
/** A mail lists this many alerts; the calendar shows the rest. */
const LISTED = 30;

/** Makes a mail due for users who have news. One that is already due keeps its time, so that news cannot postpone it. */
export async function planMail(
  transaction: DatabaseTransaction,
  userIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  const dueAt = now.add({ minutes: GATHER_MINUTES });
  await sql`
    INSERT INTO mail_digests (user_id, due_at) SELECT u, ${dueAt}::timestamptz FROM unnest(${[...userIds].toSorted()}::uuid[]) AS u
    ON CONFLICT (user_id) DO NOTHING`.execute(transaction);
}

export interface DueDigest {
  userId: string;
  email: string;
  name: string;
  locale: Locale | null;
  /** Unread, unmailed and still true, newest first; `more` are not among them. */
  alerts: NotificationRow[];
  more: number;
}

/** Who is due, most overdue first. */
export async function dueDigests(database: Database, now: Temporal.Instant, limit: number): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    SELECT user_id FROM mail_digests WHERE due_at <= ${now} ORDER BY due_at LIMIT ${limit}`.execute(database);
  return rows.map((row) => row.user_id);
}

/** Takes one due digest for this transaction; `null` when another worker has it, or nothing is due any more. */
export async function takeDigest(
  transaction: DatabaseTransaction,
  userId: string,
  now: Temporal.Instant,
): Promise<DueDigest | null> {
  const { rows } = await sql<{ email: string; name: string; locale: Locale | null }>`
    SELECT u.email, u.name, p.locale FROM mail_digests d JOIN users u ON u.id = d.user_id
    LEFT JOIN user_preferences p ON p.user_id = u.id
    WHERE d.user_id = ${userId} AND d.due_at <= ${now} FOR UPDATE OF d SKIP LOCKED`.execute(transaction);
  const user = rows[0];
  if (user === undefined) return null;
  const { rows: alerts } = await sql<NotificationRow>`
    SELECT id, kind, channel, count, post_id, account_id, params, read_at, resolved_at, created_at FROM notifications
    WHERE user_id = ${userId} AND read_at IS NULL AND resolved_at IS NULL AND mailed_at IS NULL
    ORDER BY updated_at DESC, id DESC`.execute(transaction);
  const listed = alerts.slice(0, LISTED);
  return { userId, ...user, alerts: listed, more: alerts.length - listed.length };
}

/** The mail is out, or there was nothing to say. */
export async function finishDigest(
  transaction: DatabaseTransaction,
  userId: string,
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    UPDATE notifications SET mailed_at = ${now}
    WHERE user_id = ${userId} AND read_at IS NULL AND resolved_at IS NULL AND mailed_at IS NULL`.execute(transaction);
  await sql`DELETE FROM mail_digests WHERE user_id = ${userId}`.execute(transaction);
}

/** The mail server did not take it: again after a growing pause. */
export async function postponeDigest(
  transaction: DatabaseTransaction,
  userId: string,
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    UPDATE mail_digests SET failures = failures + 1,
      due_at = ${now}::timestamptz + least(${LONGEST_PAUSE_MINUTES}::int, power(2, least(failures, 10))) * interval '1 minute'
    WHERE user_id = ${userId}`.execute(transaction);
}
