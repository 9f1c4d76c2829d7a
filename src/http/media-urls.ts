import { signMediaUrl, steadyExpiry } from '../media/signed-url.ts';
import { needsReadable, READABLE } from '../store/assets.ts';
import type { HttpContext } from './context.ts';

/** How long an address shown to the browser works at least. It stays the same for as long, so that caches hold. */
const BROWSER_URL_SECONDS = 6 * 3600;

export function thumbnailUrl(
  context: Pick<HttpContext, 'mediaUrlKey'>,
  assetId: string,
  now: Temporal.Instant,
): string {
  return browserUrl(context, 'thumbnail', assetId, now);
}

/** The file itself, or what browsers can show of it. */
export function shownUrl(
  context: Pick<HttpContext, 'mediaUrlKey'>,
  asset: { id: string; mime_type: string },
  now: Temporal.Instant,
): string {
  return needsReadable(asset.mime_type)
    ? browserUrl(context, 'rendition', `${asset.id}.${READABLE}`, now)
    : browserUrl(context, 'original', asset.id, now);
}

/**
 * Addresses made before, by key: a calendar asks for the same thousand with every reading, and a signature costs as much as
 * the rest of an entry. Dropped when their expiry has moved on, or when there are very many.
 */
const made = new WeakMap<Uint8Array, { expiresMs: number; urls: Map<string, string> }>();
const MOST_KEPT = 20_000;

function browserUrl(
  context: Pick<HttpContext, 'mediaUrlKey'>,
  what: 'thumbnail' | 'original' | 'rendition',
  id: string,
  now: Temporal.Instant,
): string {
  const key = context.mediaUrlKey;
  const expiresAt = steadyExpiry(now, BROWSER_URL_SECONDS);
  let kept = made.get(key);
  if (kept?.expiresMs !== expiresAt.epochMilliseconds || kept.urls.size >= MOST_KEPT) {
    kept = { expiresMs: expiresAt.epochMilliseconds, urls: new Map() };
    made.set(key, kept);
  }
  const name = `${what} ${id}`;
  const known = kept.urls.get(name);
  if (known !== undefined) return known;
  const url = signMediaUrl(key, { what, id, purpose: 'browser', nonce: null, expiresAt });
  kept.urls.set(name, url);
  return url;
}
