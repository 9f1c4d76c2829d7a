import type { CallWindow } from '../adapter.ts';

/** Two seconds more than TikTok's minute: a call that left later may arrive sooner than one before it. */
const SECONDS = 62;

/**
 * Calls that TikTok takes from one access token in any 60 seconds (tiktok.md 4, 5.1, 5.6, 6, 7, 9). What may be called
 * 600 times cannot be called so often by one account, and is not counted.
 */
const CALLS: Readonly<Record<string, { endpoint: string; calls: number }>> = {
  '/v2/post/publish/creator_info/query/': { endpoint: 'creator_info', calls: 20 },
  '/v2/post/publish/video/init/': { endpoint: 'init', calls: 6 },
  '/v2/post/publish/inbox/video/init/': { endpoint: 'inbox_init', calls: 6 },
  '/v2/post/publish/content/init/': { endpoint: 'content_init', calls: 6 },
  '/v2/post/publish/status/fetch/': { endpoint: 'status', calls: 30 },
};

/** The window that a call of this path takes a place in; `null`: none. */
export function windowOf(path: string): CallWindow | null {
  const known = CALLS[path];
  return known === undefined ? null : { ...known, seconds: SECONDS };
}
