/** `POST /_sandbox/webhooks {channel: "tiktok", …}`: any event by hand, forged or stale ones too. */
import { stringify } from 'lossless-json';
import { z } from 'zod';
import type { ControlResult } from '../platform.ts';
import { eventCall } from './events.ts';
import { publishType } from './settle.ts';
import type { Tiktok } from './state.ts';

const inputSchema = z.strictObject({
  event: z.string(),
  /** Default: the account of the publish, or the first one. */
  account: z.string().optional(),
  publishId: z.string().optional(),
  /** Digits; default: the publish's own post. */
  postId: z.string().regex(/^\d+$/).optional(),
  reason: z.union([z.string(), z.int()]).optional(),
  times: z.int().min(1).max(20).default(1),
  /** Signs with a wrong key. */
  forged: z.boolean().default(false),
  /** Signs as of that many seconds ago. */
  staleSeconds: z.int().min(0).default(0),
});

/** Answers the deliveries. Nothing else happens: `revoke` is what really ends an authorisation. */
export async function sendTiktokWebhook(tiktok: Tiktok, given: unknown): Promise<ControlResult> {
  const input = inputSchema.safeParse(given);
  if (!input.success) return { ok: false, message: z.prettifyError(input.error) };
  const { core, state } = tiktok;
  if (core.appUrl === null) return { ok: false, message: 'SANDBOX_APP_URL is not set: there is nobody to call' };
  const { event, publishId, reason, times, forged, staleSeconds } = input.data;
  const publish = publishId === undefined ? null : state.publishes.get(publishId);
  const named = input.data.account ?? publish?.accountId ?? core.accounts.list('tiktok')[0]?.id ?? '';
  const account = core.accounts.find('tiktok', named);
  if (account === null) return { ok: false, message: 'no such account' };
  const postId = input.data.postId ?? (event.includes('available') ? publish?.postIds[0] : undefined);
  const content = {
    ...(publishId === undefined ? {} : { publish_id: publishId }),
    ...(postId === undefined ? {} : { post_id: BigInt(postId) }),
    ...(publish === null ? {} : { publish_type: publishType(publish) }),
    ...(reason === undefined ? {} : { reason }),
  };
  const nowMs = core.clock.nowMs();
  const call = eventCall(
    tiktok,
    core.appUrl,
    { accountId: account.id, event, content: stringify(content) ?? '{}', atMs: nowMs },
    {
      signedAtSeconds: Math.floor(nowMs / 1000) - staleSeconds,
      ...(forged ? { secret: 'not-the-secret' } : {}),
    },
  );
  const deliveries: unknown[] = [];
  for (let copy = 0; copy < times; copy += 1) deliveries.push(await core.webhooks.deliver(call));
  return { ok: true, value: deliveries };
}
