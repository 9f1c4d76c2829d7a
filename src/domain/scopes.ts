import type { Channel } from '../contract/channel.ts';

/** Scopes without which an account cannot publish at all (instagram.md 1, tiktok.md 2.1). */
export const NEEDED_SCOPES: Readonly<Record<Channel, readonly string[]>> = {
  ig: ['instagram_business_basic', 'instagram_business_content_publish'],
  tiktok: ['user.info.basic', 'video.publish', 'video.upload'],
};

/** The scope without which a platform does not say how posts did (instagram.md 13, tiktok.md 2.1). */
export const INSIGHTS_SCOPES: Readonly<Record<Channel, string>> = {
  ig: 'instagram_business_manage_insights',
  tiktok: 'video.list',
};

/** Scopes that are asked for at linking: those needed, and those that make more possible. */
export const WANTED_SCOPES: Readonly<Record<Channel, readonly string[]>> = {
  ig: [...NEEDED_SCOPES.ig, 'instagram_business_manage_comments', INSIGHTS_SCOPES.ig],
  tiktok: ['user.info.basic', 'user.info.profile', INSIGHTS_SCOPES.tiktok, 'video.publish', 'video.upload'],
};

/** What the account was not granted of what it needs. */
export function missingScopes(channel: Channel, granted: readonly string[]): string[] {
  return NEEDED_SCOPES[channel].filter((scope) => !granted.includes(scope));
}

/** What one entry misses: a TikTok draft needs the right to upload, a direct post the right to publish. */
export function missingScopesFor(
  entry: { channel: 'ig' } | { channel: 'tiktok'; mode: 'direct' | 'inbox' },
  granted: readonly string[],
): string[] {
  const notNeeded = entry.channel === 'ig' ? null : entry.mode === 'direct' ? 'video.upload' : 'video.publish';
  return missingScopes(entry.channel, granted).filter((scope) => scope !== notNeeded);
}
