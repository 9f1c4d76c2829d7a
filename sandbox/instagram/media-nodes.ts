/** Reading, listing, switching and deleting published media (instagram.md 6). */
import { catalogueError, graphError } from './errors.ts';
import { graphTime, missingNode, parameter, refuse, reply, selectFields } from './graph.ts';
import type { Reply, Visit } from './graph.ts';
import type { Instagram, Post } from './state.ts';
import { truthOf } from './wishes.ts';

/** `GET /{media}`, also for a carousel's part. */
export function readMedia(visit: Visit): Reply {
  const post = visiblePost(visit, visit.nodeId);
  if (post !== null) return selectFields(mediaNode(visit, post), parameter(visit, 'fields'), ['id'], 'IGMedia');
  const part = visiblePart(visit, visit.nodeId);
  if (part === null) return refuse(missingNode(visit.nodeId));
  return selectFields(part, parameter(visit, 'fields'), ['id'], 'IGMedia');
}

/** Own and out; null otherwise. */
export function visiblePost({ instagram: { state }, account, nowMs }: Visit, id: string): Post | null {
  const post = state.posts.get(id);
  return post !== null && post.accountId === account.id && post.publishedAtMs <= nowMs ? post : null;
}

function visiblePart(visit: Visit, id: string): Record<string, unknown> | null {
  const owner = visit.instagram.state.posts
    .list({ owner: visit.account.id, until: visit.nowMs })
    .find((post) => post.media.some((part) => part.id === id));
  const part = owner?.media.find((one) => one.id === id);
  return owner === undefined || part === undefined ? null : partNode(visit.instagram, owner, part);
}

function partNode({ core }: Instagram, post: Post, part: Post['media'][number]): Record<string, unknown> {
  return {
    id: part.id,
    media_type: part.kind === 'video' ? 'VIDEO' : 'IMAGE',
    media_url: `${core.publicUrl}/_sandbox/media/${part.kept.hash}`,
    alt_text: part.altText ?? undefined,
    timestamp: graphTime(post.publishedAtMs),
    permalink: permalinkOf({ core }, post),
  };
}

export function permalinkOf({ core }: Pick<Instagram, 'core'>, post: Post): string {
  return `${core.publicUrl}/${post.kind === 'reel' ? 'reel' : 'p'}/${post.shortcode}/`;
}

const MEDIA_TYPES = { image: 'IMAGE', reel: 'VIDEO', carousel: 'CAROUSEL_ALBUM' } as const;

/** Every field the documentation and clients name; `undefined` is left out of the answer. */
function mediaNode({ instagram, settings, account }: Visit, post: Post): Record<string, unknown> {
  const { core, state } = instagram;
  const first = post.media[0];
  const caption = settings.stripAtSigns ? post.wishes.caption.replaceAll('@', '') : post.wishes.caption;
  return {
    id: post.id,
    ig_id: post.id,
    caption: caption === '' ? undefined : caption,
    media_type: MEDIA_TYPES[post.kind],
    media_product_type: post.kind === 'reel' ? 'REELS' : 'FEED',
    media_url: first === undefined ? undefined : `${core.publicUrl}/_sandbox/media/${first.kept.hash}`,
    thumbnail_url: post.cover === null ? undefined : `${core.publicUrl}/_sandbox/media/${post.cover.hash}`,
    permalink: permalinkOf(instagram, post),
    shortcode: post.shortcode,
    timestamp: graphTime(post.publishedAtMs),
    username: account.username,
    owner: { id: account.id },
    is_ai_generated: post.wishes.isAiGenerated,
    is_comment_enabled: post.commentsEnabled,
    is_shared_to_feed: post.wishes.shareToFeed ?? undefined,
    alt_text: post.kind === 'image' ? (post.wishes.altText ?? undefined) : undefined,
    comments_count: state.comments.count({ owner: post.id }),
    like_count: 0,
    video_title: undefined,
    children:
      post.kind === 'carousel' ? { data: post.media.map((part) => partNode(instagram, post, part)) } : undefined,
  };
}

const LISTED_AT_MOST = 10_000;

/** `GET /{user}/media`: newest first, `since`/`until` in Unix seconds, cursors. */
export function listMedia(visit: Visit): Reply {
  const { state } = visit.instagram;
  const limit = Math.min(Math.max(Number(parameter(visit, 'limit') ?? 25) || 25, 1), 100);
  const hiddenMs = visit.fault?.kind === 'list_delayed' ? (visit.fault.ms ?? 60_000) : 0;
  const since = secondsOf(parameter(visit, 'since'));
  const until = secondsOf(parameter(visit, 'until'));
  const after = offsetOf(parameter(visit, 'after'));
  const before = offsetOf(parameter(visit, 'before'));
  const query = {
    owner: visit.account.id,
    until: Math.min(visit.nowMs - hiddenMs, until ?? Number.MAX_SAFE_INTEGER),
    ...(since === null ? {} : { since }),
  };
  const total = Math.min(state.posts.count(query), LISTED_AT_MOST);
  const first = before === null ? (after ?? 0) : Math.max(0, before - limit);
  const count = Math.min(limit, (before ?? total) - first);
  const posts = count <= 0 ? [] : state.posts.list({ ...query, newestFirst: true, offset: first, limit: count });
  const nodes: unknown[] = [];
  for (const post of posts) {
    const node = selectFields(mediaNode(visit, post), parameter(visit, 'fields'), ['id'], 'IGMedia');
    if (!node.ok) return node;
    nodes.push(node.value);
  }
  return reply({ data: nodes, ...paging(visit, first, first + posts.length, total) });
}

/** A cursor names a place in the list. Opaque to callers, as cursors are; new posts shift it, as Instagram's do not. */
function paging(visit: Visit, first: number, end: number, total: number): Record<string, unknown> {
  if (end <= first) return {};
  const cursors = { before: cursorOf(first), after: cursorOf(end) };
  const link = (name: 'before' | 'after'): string => {
    const url = new URL(visit.request.url.pathname + visit.request.url.search, visit.instagram.core.publicUrl);
    url.searchParams.delete(name === 'after' ? 'before' : 'after');
    url.searchParams.set(name, cursors[name]);
    return url.href;
  };
  return {
    paging: {
      cursors,
      ...(end < total ? { next: link('after') } : {}),
      ...(first > 0 ? { previous: link('before') } : {}),
    },
  };
}

function cursorOf(offset: number): string {
  return Buffer.from(`QVFI:${offset}`).toString('base64url');
}

function offsetOf(cursor: string | null): number | null {
  if (cursor === null) return null;
  const offset = /^QVFI:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[1];
  return offset === undefined ? null : Number(offset);
}

function secondsOf(text: string | null): number | null {
  const seconds = text === null ? Number.NaN : Number(text);
  return Number.isNaN(seconds) ? null : seconds * 1000;
}

/** `GET /{media}/children`. */
export function listChildren(visit: Visit): Reply {
  const post = visiblePost(visit, visit.nodeId);
  if (post === null) return refuse(missingNode(visit.nodeId));
  return reply({
    data: post.kind === 'carousel' ? post.media.map((part) => partNode(visit.instagram, post, part)) : [],
  });
}

/** `POST /{media}?comment_enabled=`. */
export function switchComments(visit: Visit): Reply {
  const post = visiblePost(visit, visit.nodeId);
  if (post === null) return refuse(missingNode(visit.nodeId));
  const enabled = truthOf(visit.parameters['comment_enabled']);
  if (enabled === null) return refuse(graphError(100, null, '(#100) The parameter comment_enabled is required'));
  visit.instagram.state.posts.put(post.id, { ...post, commentsEnabled: enabled });
  return reply({ success: true });
}

/** `DELETE /{media}` exists with Facebook Login only (instagram.md 6). */
export function deleteMedia(): Reply {
  return refuse(catalogueError(10, null));
}
