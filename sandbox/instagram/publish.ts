/** `POST /{user}/media_publish` and the publishing limit (instagram.md 6, 7). */
import { containerStatus } from './container-status.ts';
import { catalogueError, graphError } from './errors.ts';
import { parameter, refuse, reply } from './graph.ts';
import type { Reply, Visit } from './graph.ts';
import { newNodeId, newShortcode } from './ids.ts';
import type { Container, Post } from './state.ts';

const DAY_MS = 86_400_000;

/** One container yields at most one post, however often it is published. */
export async function publishContainer(visit: Visit): Promise<Reply> {
  const { core, state } = visit.instagram;
  const creationId = parameter(visit, 'creation_id');
  if (creationId === null || creationId === '') {
    return refuse(graphError(100, null, '(#100) The parameter creation_id is required'));
  }
  const container = state.containers.get(creationId);
  if (container === null) return refuse(catalogueError(24, 2207008));
  if (container.accountId !== visit.account.id) return refuse(catalogueError(24, 2207006));
  if (container.isCarouselItem) {
    return refuse(graphError(100, null, '(#100) Invalid parameter: a carousel item cannot be published on its own.'));
  }
  if (container.mediaId !== null) {
    return visit.settings.secondPublish === 'same_id'
      ? reply({ id: container.mediaId })
      : refuse(catalogueError(24, 2207008));
  }
  const { code } = containerStatus(visit, container);
  if (code === 'EXPIRED') return refuse(catalogueError(-2, 2207020));
  if (code !== 'FINISHED' || visit.fault?.kind === 'not_ready_after_finished') {
    return refuse(catalogueError(9007, 2207027));
  }
  if (publishedInWindow(visit) >= visit.settings.publishingLimit) return refuse(catalogueError(9, 2207042));

  const blocked = visit.fault?.kind === 'published_but_blocked';
  const inVain = visit.answerLost || blocked;
  // An answer that arrives arrives after the post is out; one that is lost may well be lost before.
  const tookMs = core.unhurried || inVain ? core.chance.integer(...visit.settings.publishMs) : 0;
  const post = postFrom(visit, container, visit.nowMs + tookMs);
  // Both in one transaction: a post without its container's mark could be published again.
  state.posts.put(post.id, post, { owner: post.accountId, at: post.publishedAtMs });
  for (const id of [container.id, ...container.children]) markUsed(visit, id, post.id);
  core.database.flush();

  if (blocked) return refuse(catalogueError(4, 2207051));
  if (core.unhurried && !inVain) await core.clock.wait(tookMs);
  return reply({ id: post.id });
}

function markUsed({ instagram: { state } }: Visit, containerId: string, mediaId: string): void {
  const container = state.containers.get(containerId);
  if (container !== null) state.containers.put(containerId, { ...container, mediaId });
}

function postFrom({ instagram: { core, state } }: Visit, container: Container, publishedAtMs: number): Post {
  const parts = container.kind === 'carousel' ? container.children.map((id) => state.containers.get(id)) : [container];
  return {
    id: newNodeId(core.chance),
    containerId: container.id,
    accountId: container.accountId,
    kind: container.kind,
    shortcode: newShortcode(core.chance),
    publishedAtMs,
    media: parts.flatMap((part) =>
      part?.media && part.mediaKind
        ? [{ id: newNodeId(core.chance), kind: part.mediaKind, kept: part.media, altText: part.wishes.altText }]
        : [],
    ),
    cover: container.cover,
    wishes: container.wishes,
    commentsEnabled: true,
  };
}

/** Each slot frees 24 hours after its own post. */
function publishedInWindow({ instagram: { state }, account, nowMs }: Visit, sinceMs = nowMs - DAY_MS + 1): number {
  return state.posts.count({ owner: account.id, since: Math.max(sinceMs, nowMs - DAY_MS + 1) });
}

/** `GET /{user}/content_publishing_limit?fields=quota_usage,config&since=`. */
export function readPublishingLimit(visit: Visit): Reply {
  const since = parameter(visit, 'since');
  const sinceMs = since === null ? undefined : Number(since) * 1000;
  if (sinceMs !== undefined && (Number.isNaN(sinceMs) || sinceMs < visit.nowMs - DAY_MS - 60_000)) {
    return refuse(graphError(100, null, '(#100) Param since must not be older than 24 hours'));
  }
  const fields = (parameter(visit, 'fields') ?? 'quota_usage').split(',').map((field) => field.trim());
  const usage = {
    quota_usage: publishedInWindow(visit, sinceMs),
    config: { quota_total: visit.settings.publishingLimit, quota_duration: 86_400 },
  };
  const unknown = fields.find((field) => !(field in usage));
  if (unknown !== undefined) {
    return refuse(graphError(100, null, `(#100) Tried accessing nonexisting field (${unknown})`));
  }
  return reply({ data: [Object.fromEntries(Object.entries(usage).filter(([name]) => fields.includes(name)))] });
}
