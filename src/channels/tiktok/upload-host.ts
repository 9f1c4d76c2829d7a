import type { TiktokSettings } from './settings.ts';

const TIKTOK_UPLOAD_HOST = /^(?:open-upload|upload\.[a-z0-9-]+)\.tiktokapis\.com$/;

/**
 * Whether bytes may go to this upload_url: `open-upload.` or `upload.<x>.tiktokapis.com` over https (tiktok.md 1), or
 * an origin named in the settings. Anything else would hand a creator's unpublished video to a stranger.
 */
export function isAllowedUploadUrl(uploadUrl: string, settings: Pick<TiktokSettings, 'allowedUploadHosts'>): boolean {
  const url = URL.parse(uploadUrl);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (settings.allowedUploadHosts.includes(url.origin)) return true;
  return url.protocol === 'https:' && url.port === '' && TIKTOK_UPLOAD_HOST.test(url.hostname);
}
