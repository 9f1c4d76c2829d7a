/** What Meta calls in the app: webhooks, deauthorize, data deletion (instagram.md 4). */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Account } from '../core/accounts.ts';
import type { ControlResult, Core } from '../platform.ts';
import { newNodeId } from './ids.ts';
import { instagramSettings } from './settings.ts';
import type { Instagram } from './state.ts';
import { revokeTokens } from './revoke.ts';

const inputSchema = z.strictObject({
  kind: z.enum(['verify', 'comment', 'mention', 'deauthorize', 'data_deletion']),
  account: z.string().optional(),
  /** Overrides the setting `webhookCopies`. */
  times: z.int().min(1).max(20).optional(),
  text: z.string().default('¿Dónde puedo comprarlo? ❤️'),
  from: z.string().default('ana.madrid'),
  mediaId: z.string().optional(),
  /** Signs with a wrong key, to see that the app refuses. */
  forged: z.boolean().default(false),
});
type Input = z.infer<typeof inputSchema>;

/** `POST /_sandbox/webhooks {channel: "ig", kind, account?, …}`; answers the deliveries. */
export async function sendInstagramWebhook(instagram: Instagram, given: unknown): Promise<ControlResult> {
  const input = inputSchema.safeParse(given);
  if (!input.success) return { ok: false, message: z.prettifyError(input.error) };
  const { core } = instagram;
  if (core.appUrl === null) return { ok: false, message: 'SANDBOX_APP_URL is not set: there is nobody to call' };
  if (input.data.kind === 'verify') return { ok: true, value: [await verify(core, core.appUrl)] };
  const account = core.accounts.find('ig', input.data.account ?? core.accounts.list('ig')[0]?.id ?? '');
  if (account === null) return { ok: false, message: 'no such account' };

  const call = callFor(instagram, core.appUrl, account, input.data);
  const copies = input.data.times ?? instagramSettings(core).webhookCopies;
  const deliveries: unknown[] = [];
  for (let copy = 0; copy < copies; copy += 1) deliveries.push(await core.webhooks.deliver(call));
  return { ok: true, value: deliveries };
}

/** The challenge handshake; a good receiver answers 200 with the challenge as plain text. */
async function verify(core: Core, appUrl: string): Promise<unknown> {
  const challenge = core.chance.digits(10);
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': challenge,
    'hub.verify_token': instagramSettings(core).webhookVerifyToken,
  });
  const delivery = await core.webhooks.deliver({
    method: 'GET',
    url: `${appUrl}/webhooks/ig?${query.toString()}`,
    headers: {},
    body: '',
  });
  return { ...delivery, verified: delivery.status === 200 && delivery.answer === challenge };
}

function callFor(instagram: Instagram, appUrl: string, account: Account, input: Input) {
  const { core } = instagram;
  const secret = input.forged ? 'not-the-secret' : core.credentials.instagramAppSecret;
  if (input.kind === 'deauthorize' || input.kind === 'data_deletion') {
    // The person removed the app: its tokens are dead before the callback arrives.
    if (input.kind === 'deauthorize') revokeTokens(instagram, account, 458);
    return {
      method: 'POST' as const,
      url: `${appUrl}/webhooks/ig/${input.kind === 'deauthorize' ? 'deauthorize' : 'data-deletion'}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `signed_request=${signedRequest(core, account, secret)}`,
    };
  }
  const body = escapedJson(notification(instagram, account, input));
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return {
    method: 'POST' as const,
    url: `${appUrl}/webhooks/ig`,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body,
  };
}

/** `<sig>.<payload>`, both base64url; the signature is over the encoded payload. */
function signedRequest(core: Core, account: Account, secret: string): string {
  const payload = Buffer.from(
    JSON.stringify({
      user_id: account.extra['appScopedId'],
      algorithm: 'HMAC-SHA256',
      issued_at: Math.floor(core.clock.nowMs() / 1000),
    }),
  ).toString('base64url');
  return `${createHmac('sha256', secret).update(payload).digest('base64url')}.${payload}`;
}

function notification({ core, state }: Instagram, account: Account, input: Input): unknown {
  const nowMs = core.clock.nowMs();
  const mediaId =
    input.mediaId ??
    state.posts.list({ owner: account.id, newestFirst: true, limit: 1 })[0]?.id ??
    newNodeId(core.chance);
  const commentId = newNodeId(core.chance);
  if (input.kind === 'comment') {
    const comment = { id: commentId, mediaId, username: input.from, text: input.text, atMs: nowMs };
    state.comments.put(commentId, comment, { owner: mediaId, at: nowMs });
  }
  const value =
    input.kind === 'comment'
      ? {
          id: commentId,
          text: input.text,
          from: { id: newNodeId(core.chance), username: input.from },
          media: { id: mediaId, media_product_type: 'FEED' },
        }
      : { comment_id: commentId, media_id: mediaId };
  return {
    object: 'instagram',
    entry: [
      {
        id: account.id,
        time: Math.floor(nowMs / 1000),
        changes: [{ field: input.kind === 'comment' ? 'comments' : 'mentions', value }],
      },
    ],
  };
}

/** As Meta writes it: `/` and everything beyond ASCII escaped. The signature is over exactly these bytes. */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
