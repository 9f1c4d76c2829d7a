/** The posts as `GET /_sandbox/posts` lists them. */
import type { PublishedPost } from '../platform.ts';
import { permalinkOf } from './media-nodes.ts';
import type { Instagram } from './state.ts';

/** Also those whose publishing still runs: they will be out, and nothing can stop them. */
export function publishedPosts(instagram: Instagram): PublishedPost[] {
  const { core, state } = instagram;
  return state.posts.list().map((post) => ({
    id: post.id,
    channel: 'ig',
    account: core.accounts.find('ig', post.accountId)?.username ?? '',
    kind: post.kind,
    caption: post.wishes.caption,
    publishedAtMs: post.publishedAtMs,
    visibility: 'public',
    media: post.media.map((part) => part.kept),
    permalink: permalinkOf(instagram, post),
    extra: {
      containerId: post.containerId,
      coverHash: post.cover?.hash ?? null,
      altTexts: post.media.map((part) => part.altText),
      userTags: post.wishes.userTags,
      collaborators: post.wishes.collaborators,
      locationId: post.wishes.locationId,
      isAiGenerated: post.wishes.isAiGenerated,
      shareToFeed: post.wishes.shareToFeed,
      thumbOffsetMs: post.wishes.thumbOffsetMs,
      trial: post.wishes.trial,
      comments: state.comments
        .list({ owner: post.id })
        .map(({ username, text: comment }) => ({ username, text: comment })),
    },
  }));
}
