import { refuse } from '../../contract/problem.ts';
import { sayNotification } from '../../domain/notification-messages.ts';
import { countUnread, markRead, readNotifications } from '../../store/notifications.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { Handlers } from '../handler.ts';

const DEFAULT_LIMIT = 30;

export const notificationHandlers: Handlers<'listNotifications' | 'readNotification'> = {
  listNotifications: async (context, { query, caller, locale }) => {
    const cursor = readCursor(query.cursor);
    if (!cursor.ok) return cursor;
    const limit = query.limit ?? DEFAULT_LIMIT;
    const [rows, unread] = await Promise.all([
      readNotifications(context.database, {
        userId: caller.userId,
        unread: query.unread === 'true',
        before: cursor.value?.at == null ? undefined : { createdAt: cursor.value.at, id: cursor.value.id },
        limit: limit + 1,
      }),
      countUnread(context.database, caller.userId),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      ok: true,
      value: {
        items: page.map((row) => ({
          id: row.id,
          kind: row.kind,
          message: sayNotification(row, locale),
          channel: row.channel,
          count: row.count,
          postId: row.post_id,
          accountId: row.account_id,
          readAt: row.read_at?.toString() ?? null,
          resolvedAt: row.resolved_at?.toString() ?? null,
          createdAt: row.created_at.toString(),
        })),
        unread,
      },
      nextCursor: rows.length > limit && last !== undefined ? writeCursor({ at: last.created_at, id: last.id }) : null,
    };
  },

  readNotification: async (context, { params, caller, now }) => {
    if (!(await markRead(context.database, caller.userId, params.id, now)))
      return refuse('NOT_FOUND', 'There is no such alert.');
    context.announce(caller.userId, [{ kind: 'notifications', ids: [params.id] }]);
    return { ok: true, value: { done: true } };
  },
};
