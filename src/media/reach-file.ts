import { signMediaUrl } from './signed-url.ts';

/** A picture of one grey pixel, which stands for all media when it is tested whether they can be fetched. */
export const REACH_FILE: Uint8Array = Buffer.from(
  '/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
);
export const REACH_FILE_TYPE = 'image/jpeg';

/** Its address, good for ten minutes: `/m/…`. */
export function reachFilePath(key: Uint8Array, now: Temporal.Instant): string {
  const expiresAt = now.add({ minutes: 10 });
  return signMediaUrl(key, { what: 'original', id: 'reach', purpose: 'reach', nonce: null, expiresAt });
}
