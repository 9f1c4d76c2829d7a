import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What a media URL gives access to, to whoever holds it, until it expires. */
export interface MediaGrant {
  what: 'original' | 'thumbnail' | 'rendition';
  /** The asset, or the rendition, by the id of its row. */
  id: string;
  /** Who it was made for. `reach` is the server asking itself (spec.md 8, "Reach test"). */
  purpose: 'browser' | 'platform' | 'reach';
  /** One per publishing attempt, so that it can be told which attempt's URL a platform fetched (tiktok.md 10). */
  nonce: string | null;
  expiresAt: Temporal.Instant;
}

export type MediaTokenReading =
  | { kind: 'ok'; grant: MediaGrant }
  /** Genuine, but its time is over: answer 410. */
  | { kind: 'expired'; grant: MediaGrant }
  /** Forged, damaged or signed with another key: answer 404. */
  | { kind: 'invalid' };

/** Short names: the token stands in URLs. Seconds since 1970, rounded up. */
const Payload = z.strictObject({
  w: z.enum(['original', 'thumbnail', 'rendition']),
  i: z.string().min(1).max(200),
  p: z.enum(['browser', 'platform', 'reach']),
  n: z.string().max(100).optional(),
  e: z.int(),
});

/** The longest token that is even looked at. */
const LONGEST_TOKEN = 1000;

/** Makes the key for media URLs out of SESSION_SECRET: its own by derivation, so that no other signature fits here. */
export function mediaUrlKey(sessionSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', sessionSecret, new Uint8Array(0), 'punctual/media-url/1', 32));
}

/** `/m/<token>`: US-ASCII (instagram.md 5.2), names no path, cannot be guessed or changed. */
export function signMediaUrl(key: Uint8Array, grant: MediaGrant): string {
  const payload: z.infer<typeof Payload> = {
    w: grant.what,
    i: grant.id,
    p: grant.purpose,
    ...(grant.nonce === null ? {} : { n: grant.nonce }),
    e: Math.ceil(grant.expiresAt.epochMilliseconds / 1000),
  };
  const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `/m/${body}.${signature(key, body).toString('base64url')}`;
}

/** Reads what stands after `/m/`. The signature is compared in constant time, and before anything is parsed. */
export function readMediaToken(key: Uint8Array, token: string, now: Temporal.Instant): MediaTokenReading {
  if (token.length > LONGEST_TOKEN) return { kind: 'invalid' };
  const [body, mac, ...more] = token.split('.');
  if (body === undefined || mac === undefined || more.length > 0) return { kind: 'invalid' };
  const expected = signature(key, body);
  const given = Buffer.from(mac, 'base64url');
  // Base64 has several spellings of the same bytes; only the one we write is ours.
  if (given.toString('base64url') !== mac || given.length !== expected.length) return { kind: 'invalid' };
  if (!timingSafeEqual(given, expected)) return { kind: 'invalid' };
  const payload = Payload.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  if (!payload.success) return { kind: 'invalid' };
  const { w, i, p, n, e } = payload.data;
  const expiresAt = Temporal.Instant.fromEpochMilliseconds(e * 1000);
  const grant: MediaGrant = { what: w, id: i, purpose: p, nonce: n ?? null, expiresAt };
  return { kind: Temporal.Instant.compare(now, expiresAt) < 0 ? 'ok' : 'expired', grant };
}

/**
 * An expiry at least `lifetimeSeconds` ahead that stays the same for a while, so that a list read again gives
 * the same URLs and the browser's cache holds.
 */
export function steadyExpiry(now: Temporal.Instant, lifetimeSeconds: number): Temporal.Instant {
  const seconds = Math.floor(now.epochMilliseconds / 1000);
  const stepped = (Math.floor(seconds / lifetimeSeconds) + 2) * lifetimeSeconds;
  return Temporal.Instant.fromEpochMilliseconds(stepped * 1000);
}

function signature(key: Uint8Array, body: string): Buffer {
  return createHmac('sha256', key).update(body).digest();
}
