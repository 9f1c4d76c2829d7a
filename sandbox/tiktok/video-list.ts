/** `POST /v2/video/list/?fields=`: only public posts that passed moderation, newest first (tiktok.md 10). */
import { createHash } from 'node:crypto';
import { refuse, reply } from './endpoint.ts';
import type { Reply, Visit } from './endpoint.ts';
import { apiError } from './errors.ts';
import { permalinkOf } from './links.ts';
import type { Post } from './state.ts';

const FIELDS: Readonly<Record<string, (visit: Visit, post: Post) => unknown>> = {
  id: (_visit, post) => post.id,
  // Seconds, while `cursor` is in milliseconds.
  create_time: (_visit, post) => Math.floor(post.publishedAtMs / 1000),
  title: (_visit, post) => post.wishes.title,
  video_description: (_visit, post) => captionOf(post),
  duration: (_visit, post) => Math.round(post.durationSeconds),
  share_url: ({ tiktok, account }, post) => permalinkOf(tiktok.core, post, account.username),
  cover_image_url: ({ tiktok }, post) => `${tiktok.core.publicUrl}/_sandbox/media/${post.media[0]?.hash ?? ''}`,
  embed_link: ({ tiktok, account }, post) => permalinkOf(tiktok.core, post, account.username),
  like_count: () => 0,
  comment_count: () => 0,
  share_count: () => 0,
  view_count: ({ nowMs }, post) => viewsOf(post, nowMs),
};

/** Invented, but always the same for the same post: most views come in the first days, then hardly any. */
function viewsOf(post: Post, nowMs: number): number {
  const days = Math.max(0, nowMs - post.publishedAtMs) / 86_400_000;
  const most = 200 + (createHash('sha256').update(post.id).digest().readUInt16BE(0) % 5000);
  return Math.round(most * (1 - Math.exp(-days)));
}

export function captionOf(post: Post): string {
  return post.kind === 'video' ? post.wishes.title : post.wishes.description;
}

export function listVideos(visit: Visit): Reply {
  const { tiktok, account, settings, request, body, nowMs } = visit;
  const names = (request.url.searchParams.get('fields') ?? '').split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !(name in FIELDS));
  if (names.length === 0) return refuse(apiError('invalid_params', 'The fields query parameter is required.'));
  if (unknown !== undefined) return refuse(apiError('invalid_params', `Unknown field: ${unknown}`));
  const { cursor = nowMs + 1, max_count: maxCount = 10 } = body;
  if (typeof cursor !== 'number') return refuse(apiError('invalid_params', 'cursor must be an int64.'));
  if (typeof maxCount !== 'number' || !Number.isInteger(maxCount) || maxCount < 1 || maxCount > 20) {
    return refuse(apiError('invalid_params', 'max_count must be 1 to 20.'));
  }
  const seen = tiktok.state.posts
    .list({ owner: account.id, until: Math.min(nowMs, cursor - 1), newestFirst: true })
    .filter((post) => post.availableAtMs !== null && post.availableAtMs <= nowMs)
    .filter((post) => post.kind === 'video' || settings.listPhotos);
  const shown = seen.slice(0, maxCount);
  return reply({
    videos: shown.map((post) => Object.fromEntries(names.map((name) => [name, FIELDS[name]?.(visit, post)]))),
    cursor: shown.at(-1)?.publishedAtMs ?? cursor,
    has_more: seen.length > shown.length,
  });
}
