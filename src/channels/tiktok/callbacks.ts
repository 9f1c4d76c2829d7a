import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { AdapterTools, CallbackMessage, CallbackNews } from '../adapter.ts';
import { parseExactJson } from './exact-json.ts';
import type { TiktokSettings } from './settings.ts';

/** How old, or how far ahead, a signature may be (tiktok.md 8; our number). */
const WINDOW_SECONDS = 300;

const Message = z.object({
  event: z.string(),
  /** In seconds. A message repeats for 72 hours with a new signature each time, so `t=` does not tell its age. */
  create_time: z.int().min(0).max(100_000_000_000).nullable().catch(null),
  user_openid: z.string().min(1),
  /** JSON inside JSON. */
  content: z.string().catch(''),
});
const PublishContent = z.object({ publish_id: z.string().min(1) });

/** Events that tell of a publish; all of them mean "ask for its status" (tiktok.md 8). */
const PUBLISH_EVENTS = [
  'post.publish.failed',
  'post.publish.complete',
  'post.publish.inbox_delivered',
  'post.publish.publicly_available',
  'post.publish.no_longer_publicaly_available',
];

/**
 * Reads a webhook. `null`: the signature does not hold, or is older than five minutes. Events that mean nothing here,
 * and bodies that cannot be read though genuine, are an empty list: TikTok wants a 200 for them.
 */
export function readCallback(
  settings: Pick<TiktokSettings, 'clientSecret'>,
  { clock }: Pick<AdapterTools, 'clock'>,
  { kind, headers, rawBody }: CallbackMessage,
): CallbackNews[] | null {
  if (kind !== 'webhook' || !isGenuine(settings.clientSecret, signatureIn(headers), rawBody, clock.now())) return null;
  const message = Message.safeParse(parseExactJson(Buffer.from(rawBody).toString('utf8'))?.value);
  if (!message.success) return [];
  const { event, user_openid: externalAccountId, create_time: seconds, content } = message.data;
  if (event === 'authorization.removed') {
    const saidAt = seconds === null ? null : Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
    return [{ kind: 'revoked', externalAccountId, saidAt }];
  }
  if (!PUBLISH_EVENTS.includes(event)) return [];
  const publish = PublishContent.safeParse(parseExactJson(content)?.value);
  if (!publish.success) return [];
  return [{ kind: 'publish_progress', publishId: publish.data.publish_id, externalAccountId }];
}

/** `TikTok-Signature: t=<seconds>,s=<hex>`; the HMAC covers `t.` and the body's bytes. */
function isGenuine(secret: string, signature: string, rawBody: Uint8Array, now: Temporal.Instant): boolean {
  const parts = new Map(signature.split(',').map((part) => splitOnce(part.trim())));
  const sentAt = parts.get('t') ?? '';
  const given = parts.get('s') ?? '';
  if (!/^\d{1,12}$/.test(sentAt) || !/^[0-9a-f]{64}$/i.test(given)) return false;
  if (Math.abs(now.epochMilliseconds / 1000 - Number(sentAt)) > WINDOW_SECONDS) return false;
  const expected = createHmac('sha256', secret).update(`${sentAt}.`).update(rawBody).digest();
  return timingSafeEqual(expected, Buffer.from(given, 'hex'));
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf('=');
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}

function signatureIn(headers: CallbackMessage['headers']): string {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'tiktok-signature');
  return found?.[1] ?? '';
}
