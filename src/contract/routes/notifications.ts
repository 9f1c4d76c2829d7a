import { z } from 'zod';
import { ListNotificationsQuery, Notification } from '../notification.ts';
import type { Route } from '../route.ts';
import { byId, Done } from './shared.ts';

export const notificationRoutes = {
  listNotifications: {
    method: 'GET',
    path: '/v1/notifications',
    tag: 'notifications',
    summary: 'Alerts, newest first',
    query: ListNotificationsQuery,
    reply: z.object({ items: z.array(Notification), unread: z.number().int() }),
    paged: true,
  },
  readNotification: {
    method: 'POST',
    path: '/v1/notifications/{id}:read',
    tag: 'notifications',
    summary: 'Mark an alert as read',
    params: byId,
    reply: Done,
  },
} as const satisfies Record<string, Route>;
