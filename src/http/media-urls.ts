import { signMediaUrl, steadyExpiry } from '../media/signed-url.ts';
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

export function originalUrl(context: Pick<HttpContext, 'mediaUrlKey'>, assetId: string, now: Temporal.Instant): string {
  return browserUrl(context, 'original', assetId, now);
}

function browserUrl(
  context: Pick<HttpContext, 'mediaUrlKey'>,
  what: 'thumbnail' | 'original',
  id: string,
  now: Temporal.Instant,
): string {
  return signMediaUrl(context.mediaUrlKey, {
    what,
    id,
    purpose: 'browser',
    nonce: null,
    expiresAt: steadyExpiry(now, BROWSER_URL_SECONDS),
  });
}
