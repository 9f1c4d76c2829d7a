import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { CallbackMessage, CallbackNews } from '../adapter.ts';
import { GraphId, parseGraphJson } from './graph-json.ts';
import type { InstagramSettings } from './settings.ts';

/** Verifies first and parses only then (instagram.md 4). `null`: the signature does not hold. */
export function readCallback(
  settings: Pick<InstagramSettings, 'callbackSecrets'>,
  message: CallbackMessage,
): CallbackNews[] | null {
  if (message.kind !== 'webhook') return readSignedRequest(settings, message);
  const signature = /^sha256=([0-9a-f]{64})$/i.exec(headerOf(message, 'x-hub-signature-256') ?? '')?.[1];
  if (signature === undefined) return null;
  // Comments and mentions are all that comes this way; about publishing Instagram says nothing (instagram.md 4.2).
  return isSigned(settings, message.rawBody, Buffer.from(signature, 'hex')) ? [] : null;
}

const Payload = z.object({
  algorithm: z
    .string()
    .transform((name) => name.toUpperCase())
    .pipe(z.literal('HMAC-SHA256')),
  user_id: GraphId,
  issued_at: z.int().min(0).max(100_000_000_000).nullish().catch(null),
});

/** Deauthorisation and data deletion: `<signature>.<payload>` in one form field (instagram.md 4.1). */
function readSignedRequest(
  settings: Pick<InstagramSettings, 'callbackSecrets'>,
  { kind, rawBody }: CallbackMessage,
): CallbackNews[] | null {
  const signedRequest = new URLSearchParams(Buffer.from(rawBody).toString('utf8')).get('signed_request') ?? '';
  const [signature, encoded, ...rest] = signedRequest.split('.');
  if (!signature || !encoded || rest.length > 0) return null;
  // The signature covers the payload as it travelled, not what it decodes to.
  if (!isSigned(settings, Buffer.from(encoded, 'utf8'), Buffer.from(signature, 'base64url'))) return null;
  const payload = Payload.safeParse(parseGraphJson(Buffer.from(encoded, 'base64url').toString('utf8'))?.value);
  if (!payload.success) return null;
  const { user_id: externalAccountId, issued_at: issuedAt } = payload.data;
  // However late it comes: whether the account was linked anew since is known where the account is.
  const saidAt = issuedAt == null ? null : Temporal.Instant.fromEpochMilliseconds(issuedAt * 1000);
  return [{ kind: kind === 'deauthorize' ? 'revoked' : 'deletion_requested', externalAccountId, saidAt }];
}

/** In constant time, with each secret that may be the one. */
function isSigned(
  { callbackSecrets }: Pick<InstagramSettings, 'callbackSecrets'>,
  bytes: Uint8Array,
  signature: Buffer,
) {
  return callbackSecrets
    .map((secret) => createHmac('sha256', secret).update(bytes).digest())
    .some((expected) => expected.length === signature.length && timingSafeEqual(expected, signature));
}

function headerOf({ headers }: CallbackMessage, name: string): string | undefined {
  return Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1];
}
