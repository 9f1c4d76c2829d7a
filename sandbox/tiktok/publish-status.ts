/** Where a publish stands, computed from the clock (tiktok.md 7). */
import type { Post, Publish, Tiktok } from './state.ts';

export type PublishStatus =
  'PROCESSING_UPLOAD' | 'PROCESSING_DOWNLOAD' | 'SEND_TO_USER_INBOX' | 'PUBLISH_COMPLETE' | 'FAILED';

export function publishStatus(publish: Publish, nowMs: number): PublishStatus {
  const { outcome, pull } = publish;
  // A pull nobody has tried yet has not failed, even when the sandbox slept through its hour.
  const untried = pull !== null && pull.nextAtMs !== null && pull.requests === 0;
  if (outcome === null || nowMs < outcome.atMs || untried) {
    return pull === null ? 'PROCESSING_UPLOAD' : 'PROCESSING_DOWNLOAD';
  }
  if (outcome.failReason !== null) return 'FAILED';
  return publish.mode === 'direct' || publish.draft === 'published' ? 'PUBLISH_COMPLETE' : 'SEND_TO_USER_INBOX';
}

/** On its way to the inbox, or there and untouched. */
export function waitsInInbox(publish: Publish, nowMs: number): boolean {
  return publish.mode === 'inbox' && publish.draft === 'waiting' && publishStatus(publish, nowMs) !== 'FAILED';
}

/** The ids the status call tells: of public posts that passed moderation. */
export function availablePosts({ state }: Pick<Tiktok, 'state'>, publish: Publish, nowMs: number): Post[] {
  return publish.postIds.flatMap((id) => {
    const post = state.posts.get(id);
    return post !== null && post.availableAtMs !== null && nowMs >= post.availableAtMs ? [post] : [];
  });
}
