/** Where things of this TikTok are seen. */
import type { Account } from '../core/accounts.ts';
import type { Core } from '../platform.ts';
import type { Post } from './state.ts';

export function avatarUrl(core: Core, account: Account): string {
  return `${core.publicUrl}/_sandbox/avatar/${encodeURIComponent(account.username)}.svg`;
}

export function profileUrl(core: Core, account: Account): string {
  return `${core.publicUrl}/@${account.username}`;
}

/** `/@<username>/video/<id>`, photo posts `/photo/<id>` (tiktok.md 7). */
export function permalinkOf(core: Core, post: Post, username: string): string {
  return `${core.publicUrl}/@${username}/${post.kind}/${post.id}`;
}
