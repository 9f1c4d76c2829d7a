/** Which URLs TikTok would pull from (tiktok.md 5.4). */
import type { Core } from '../platform.ts';
import { apiError, invalidParam } from './errors.ts';
import type { ApiError } from './errors.ts';
import type { TiktokSettings } from './settings.ts';

/**
 * Null when the URL may be pulled. Https under a verified prefix, not an IP host; plain http for loopback alone,
 * since an app under test has no certificate there.
 */
export function pullUrlRefusal(core: Core, settings: TiktokSettings, address: string): ApiError | null {
  const url = /^[\u0021-\u007e]+$/.test(address) ? URL.parse(address) : null;
  if (url === null) return invalidParam('The media URL is malformed.');
  const loopback = isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    return invalidParam('The media URL must be https.');
  }
  const prefixes = settings.verifiedPrefixes ?? (core.appUrl === null ? [] : [`${core.appUrl}/`]);
  // As written and as resolved: `…/media/../private` is under neither.
  const verified = prefixes.some((prefix) => address.startsWith(prefix) && url.href.startsWith(prefix));
  const byAddress = /^[\d.]+$|^\[/.test(url.hostname) && !loopback;
  return verified && !byAddress ? null : apiError('url_ownership_unverified');
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
