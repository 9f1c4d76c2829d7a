/** From the last byte to the end: what becomes of a publish, and when (tiktok.md 7, 12.8, 12.9). */
import { dailyCapReached } from './creator.ts';
import { dropUnsentEvents, scheduleEvent } from './events.ts';
import { newPostId } from './ids.ts';
import { failReasonOf, videoSeconds } from './media-checks.ts';
import { tiktokSettings } from './settings.ts';
import { once, savePublish } from './state.ts';
import type { Post, Publish, Tiktok } from './state.ts';

/** All bytes are here. That is on disk before they are looked at, so that a crash only delays the looking. */
export async function takeAllIn(tiktok: Tiktok, publish: Publish): Promise<void> {
  // A pull that was written off for its hour has come through after all: what was said of it counts no more.
  savePublish(tiktok, { ...publish, outcome: null, allInAtMs: tiktok.core.clock.nowMs() });
  tiktok.state.work.put(publish.id, { publishId: publish.id });
  tiktok.core.database.flush();
  await settle(tiktok, publish.id);
}

/** Looks at the bytes and writes down the outcome with its time, the post and the webhooks. Once per publish. */
export function settle(tiktok: Tiktok, publishId: string): Promise<void> {
  return once(tiktok, `settle ${publishId}`, async () => {
    const before = tiktok.state.publishes.get(publishId);
    if (before === null || before.allInAtMs === null || before.settled) return;
    const found = before.plannedFailReason ?? (await failReasonOf(tiktok.core, before));
    const durationSeconds = await videoSeconds(tiktok.core, before);
    // Somebody may have cancelled or revoked while the bytes were looked at.
    const publish = tiktok.state.publishes.get(publishId);
    if (publish === null || publish.settled) return;
    decide(tiktok, { ...publish, settled: true }, before.allInAtMs, found, durationSeconds);
  });
}

function decide(
  tiktok: Tiktok,
  publish: Publish,
  allInAtMs: number,
  found: string | null,
  durationSeconds: number,
): void {
  const { core, state } = tiktok;
  const settings = tiktokSettings(core);
  const account = core.accounts.find('tiktok', publish.accountId);
  const capped =
    publish.mode === 'direct' && account !== null && dailyCapReached(tiktok, account, settings, core.clock.nowMs());
  const failReason = found ?? (capped ? 'spam_risk_too_many_posts' : null);
  state.work.remove(publish.id);
  if (settings.processingMs === 'never') {
    setOutcome(tiktok, publish, null);
    return;
  }
  const atMs = allInAtMs + core.chance.integer(...settings.processingMs);
  const post =
    publish.mode === 'direct' && failReason === null
      ? newPost(tiktok, publish, {
          privacyLevel: publish.wishes.privacyLevel ?? '',
          publishedAtMs: atMs,
          durationSeconds,
        })
      : null;
  const withPost = post === null ? publish : { ...publish, postIds: [post.id] };
  setOutcome(tiktok, withPost, { atMs, failReason });
  if (post !== null) announceAvailable(tiktok, withPost, post);
}

/** Saves a post of this publish. Only public ones are moderated and get an id that is told. */
export function newPost(
  { core, state }: Tiktok,
  publish: Publish,
  wishes: { privacyLevel: string; publishedAtMs: number; durationSeconds: number; caption?: string },
): Post {
  const { moderationMs } = tiktokSettings(core);
  const isPublic = wishes.privacyLevel === 'PUBLIC_TO_EVERYONE' && !publish.withoutPostId;
  const { caption, ...rest } = wishes;
  const text = caption === undefined ? {} : publish.kind === 'video' ? { title: caption } : { description: caption };
  const post: Post = {
    ...rest,
    id: newPostId(core.chance),
    publishId: publish.id,
    accountId: publish.accountId,
    kind: publish.kind,
    mode: publish.mode,
    availableAtMs:
      isPublic && moderationMs !== 'never' ? rest.publishedAtMs + core.chance.integer(...moderationMs) : null,
    media: publish.media,
    wishes: { ...publish.wishes, ...text },
  };
  state.posts.put(post.id, post, { owner: post.accountId, at: post.publishedAtMs });
  return post;
}

/** Saves the publish with this outcome, and replaces the webhooks that told of another one. */
export function setOutcome(tiktok: Tiktok, publish: Publish, outcome: Publish['outcome']): void {
  savePublish(tiktok, { ...publish, outcome });
  dropUnsentEvents(tiktok, publish.id);
  const account = tiktok.core.accounts.find('tiktok', publish.accountId);
  if (outcome === null || account === null) return;
  const { atMs, failReason } = outcome;
  const content = { publish_id: publish.id, publish_type: publishType(publish) };
  if (failReason !== null) {
    const failed = { ...content, reason: failReason };
    scheduleEvent(tiktok, { account, publishId: publish.id, event: 'post.publish.failed', content: failed, atMs });
    return;
  }
  const event = publish.mode === 'direct' ? 'post.publish.complete' : 'post.publish.inbox_delivered';
  scheduleEvent(tiktok, { account, publishId: publish.id, event, content, atMs });
}

export function announceAvailable(tiktok: Tiktok, publish: Publish, post: Post): void {
  const account = tiktok.core.accounts.find('tiktok', publish.accountId);
  if (account === null || post.availableAtMs === null) return;
  scheduleEvent(tiktok, {
    account,
    publishId: publish.id,
    event: 'post.publish.publicly_available',
    content: { publish_id: publish.id, post_id: BigInt(post.id), publish_type: publishType(publish) },
    atMs: post.availableAtMs,
  });
}

export function publishType(publish: Publish): string {
  return publish.mode === 'inbox' ? 'INBOX_SHARE' : 'DIRECT_PUBLISH';
}

/** The publish fails now and for good; nothing of it is or will be out. */
export function failPublish(tiktok: Tiktok, publish: Publish, failReason: string): void {
  const { core, state } = tiktok;
  for (const id of publish.postIds) state.posts.remove(id);
  state.work.remove(publish.id);
  const ended: Publish = {
    ...publish,
    settled: true,
    postIds: [],
    pull: publish.pull === null ? null : { ...publish.pull, nextAtMs: null },
  };
  setOutcome(tiktok, ended, { atMs: core.clock.nowMs(), failReason });
}
