/** The creator's inbox: what a person does with drafts in the TikTok app (tiktok.md 5.6, 12.12). */
import { z } from 'zod';
import { isoInstant } from '../core/clock.ts';
import type { ControlResult } from '../platform.ts';
import { publishStatus } from './publish-status.ts';
import { scheduleEvent } from './events.ts';
import { announceAvailable, newPost, publishType } from './settle.ts';
import { videoSeconds } from './media-checks.ts';
import { savePublish } from './state.ts';
import type { Publish, Tiktok } from './state.ts';

const inputSchema = z.strictObject({
  publishId: z.string().optional(),
  action: z.enum(['publish', 'publish_twice', 'discard']).default('publish'),
  /** What the creator chooses; default: the widest their account allows. */
  privacyLevel: z.enum(['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY']).optional(),
  caption: z.string().optional(),
});

/** `POST /_sandbox/tiktok/inbox`: acts on one draft; without `publishId` lists them all. */
export async function actOnInbox(tiktok: Tiktok, given: unknown): Promise<ControlResult> {
  const input = inputSchema.safeParse(given);
  if (!input.success) return { ok: false, message: z.prettifyError(input.error) };
  const { publishId, action, privacyLevel, caption } = input.data;
  if (publishId === undefined) return { ok: true, value: inboxView(tiktok) };
  const { core, state } = tiktok;
  const nowMs = core.clock.nowMs();
  const publish = state.publishes.get(publishId);
  const account = publish === null ? null : core.accounts.find('tiktok', publish.accountId);
  if (publish === null || account === null || publish.mode !== 'inbox') return { ok: false, message: 'no such draft' };
  if (publishStatus(publish, nowMs) !== 'SEND_TO_USER_INBOX' || publish.draft !== 'waiting') {
    return { ok: false, message: `the draft is not waiting: ${publishStatus(publish, nowMs)}, ${publish.draft}` };
  }
  if (action === 'discard') {
    savePublish(tiktok, { ...publish, draft: 'discarded' });
    return { ok: true, value: inboxView(tiktok) };
  }
  const durationSeconds = await videoSeconds(core, publish);
  const wishes = {
    privacyLevel: privacyLevel ?? (account.private ? 'FOLLOWER_OF_CREATOR' : 'PUBLIC_TO_EVERYONE'),
    publishedAtMs: nowMs,
    durationSeconds,
    ...(caption === undefined ? {} : { caption }),
  };
  const posts = Array.from({ length: action === 'publish' ? 1 : 2 }, () => newPost(tiktok, publish, wishes));
  const published: Publish = { ...publish, draft: 'published', postIds: posts.map((post) => post.id) };
  savePublish(tiktok, published);
  for (const post of posts) {
    const content = { publish_id: publish.id, publish_type: publishType(publish) };
    scheduleEvent(tiktok, { account, publishId: publish.id, event: 'post.publish.complete', content, atMs: nowMs });
    announceAvailable(tiktok, published, post);
  }
  return { ok: true, value: inboxView(tiktok) };
}

/** Every draft ever sent, oldest first. */
export function inboxView({ core, state }: Tiktok): unknown[] {
  const nowMs = core.clock.nowMs();
  return state.publishes
    .list()
    .filter((publish) => publish.mode === 'inbox')
    .map((publish) => ({
      publishId: publish.id,
      account: core.accounts.find('tiktok', publish.accountId)?.username ?? '',
      kind: publish.kind,
      status: publishStatus(publish, nowMs),
      draft: publish.draft,
      sentAt: isoInstant(publish.createdAtMs),
      mediaHash: publish.media[0]?.hash ?? null,
      postIds: publish.postIds.map(BigInt),
    }));
}

/** Delivered and untouched, newest first: what the phone shows. */
export function waitingDrafts({ core, state }: Tiktok): Publish[] {
  const nowMs = core.clock.nowMs();
  return state.publishes
    .list({ newestFirst: true })
    .filter((publish) => publish.draft === 'waiting' && publishStatus(publish, nowMs) === 'SEND_TO_USER_INBOX');
}
