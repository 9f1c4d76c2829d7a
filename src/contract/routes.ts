import type { Route } from './route.ts';
import { meRoutes } from './routes/me.ts';
import { accountRoutes } from './routes/accounts.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { postRoutes } from './routes/posts.ts';
import { hashtagGroupRoutes } from './routes/hashtag-groups.ts';
import { publishingRoutes } from './routes/publishing.ts';
import { mediaRoutes } from './routes/media.ts';
import { notificationRoutes } from './routes/notifications.ts';
import { reachRoutes } from './routes/reach.ts';
import { suggestionRoutes } from './routes/suggestions.ts';

/**
 * The HTTP API as a table. The server registers from it, the OpenAPI document is printed from it, and the client
 * calls through it. Streams, uploads, webhooks, sign-in and health speak other shapes and are not in it.
 */
export const routes = {
  ...meRoutes,
  ...accountRoutes,
  ...calendarRoutes,
  ...postRoutes,
  ...hashtagGroupRoutes,
  ...publishingRoutes,
  ...mediaRoutes,
  ...reachRoutes,
  ...notificationRoutes,
  ...suggestionRoutes,
} as const satisfies Record<string, Route>;

export type Routes = typeof routes;
export type RouteId = keyof Routes;
