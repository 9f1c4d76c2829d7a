import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { Notification } from '../contract/notification.ts';
import type { Database } from './database.ts';

export interface NotificationRow {
  id: string;
  kind: Notification['kind'];
  channel: Channel | null;
  count: number;
  post_id: string | null;
  account_id: string | null;
  params: Record<string, unknown>;
  read_at: Temporal.Instant | null;
  resolved_at: Temporal.Instant | null;
  created_at: Temporal.Instant;
}

/** Alerts of one user, newest first. */
export async function readNotifications(
  database: Database,
  filter: {
    userId: string;
    unread: boolean;
    before?: { createdAt: Temporal.Instant; id: string } | undefined;
    limit: number;
  },
): Promise<NotificationRow[]> {
  const found = [sql`user_id = ${filter.userId}`];
  if (filter.unread) found.push(sql`read_at IS NULL AND resolved_at IS NULL`);
  if (filter.before !== undefined)
    found.push(sql`(created_at, id) < (${filter.before.createdAt}::timestamptz, ${filter.before.id}::uuid)`);
  const { rows } = await sql<NotificationRow>`
    SELECT id, kind, channel, count, post_id, account_id, params, read_at, resolved_at, created_at FROM notifications
    WHERE ${sql.join(found, sql` AND `)} ORDER BY created_at DESC, id DESC LIMIT ${filter.limit}`.execute(database);
  return rows;
}

/** Those that still say something: resolved ones count no more, read or not. */
export async function countUnread(database: Database, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM notifications WHERE user_id = ${userId} AND read_at IS NULL AND resolved_at IS NULL`.execute(
    database,
  );
  return rows[0]?.count ?? 0;
}

export async function markRead(
  database: Database,
  userId: string,
  id: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await sql`
    UPDATE notifications SET read_at = coalesce(read_at, ${now}), updated_at = ${now} WHERE id = ${id} AND user_id = ${userId}
    RETURNING id`.execute(database);
  return rows.length === 1;
}
