import { Reach } from '../reach.ts';
import type { Route } from '../route.ts';

export const reachRoutes = {
  getReach: {
    method: 'GET',
    path: '/v1/reach',
    tag: 'media',
    summary: 'Whether the platforms can fetch media from this server, as the last test found',
    reply: Reach,
  },
  testReach: {
    method: 'POST',
    path: '/v1/reach:test',
    tag: 'media',
    summary: 'Test it now; posts are assessed with the result',
    reply: Reach,
  },
} as const satisfies Record<string, Route>;
