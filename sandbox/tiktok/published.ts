/** The posts as `GET /_sandbox/posts` lists them. */
import { isoInstant } from '../core/clock.ts';
import type { PublishedPost } from '../platform.ts';
import { permalinkOf } from './links.ts';
import type { Tiktok } from './state.ts';
import { captionOf } from './video-list.ts';

/** Also those still being processed: their bytes are in, and TikTok posts them by itself. */
export function publishedPosts({ core, state }: Tiktok): PublishedPost[] {
  const nowMs = core.clock.nowMs();
  return state.posts.list().map((post) => {
    const username = core.accounts.find('tiktok', post.accountId)?.username ?? '';
    return {
      id: BigInt(post.id),
      channel: 'tiktok',
      account: username,
      kind: post.kind,
      caption: captionOf(post),
      publishedAtMs: post.publishedAtMs,
      visibility: post.privacyLevel,
      media: post.media,
      permalink: permalinkOf(core, post, username),
      extra: {
        publishId: post.publishId,
        mode: post.mode,
        title: post.wishes.title,
        published: post.publishedAtMs <= nowMs,
        availableAt: post.availableAtMs === null ? null : isoInstant(post.availableAtMs),
        durationSeconds: post.durationSeconds,
        disableComment: post.wishes.disableComment,
        disableDuet: post.wishes.disableDuet,
        disableStitch: post.wishes.disableStitch,
        brandContent: post.wishes.brandContent,
        brandOrganic: post.wishes.brandOrganic,
        isAigc: post.wishes.isAigc,
        coverTimestampMs: post.wishes.coverTimestampMs,
        autoAddMusic: post.wishes.autoAddMusic,
        photoCoverIndex: post.wishes.photoCoverIndex,
      },
    };
  });
}
