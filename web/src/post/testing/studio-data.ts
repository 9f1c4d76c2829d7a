import type { Account } from '../../../../src/contract/account.ts';
import type { Asset } from '../../../../src/contract/asset.ts';
import type { Me } from '../../../../src/contract/me.ts';
import { sayIssue } from '../../../../src/domain/issue-messages.ts';
import { judgeAsset } from '../../../../src/domain/media-rules.ts';

/** A UUID that tells its number. */
export function idOf(kind: number, number: number): string {
  return `00000000-0000-7000-8${String(kind).padStart(3, '0')}-${number.toString(16).padStart(12, '0')}`;
}

const DAY_MS = 86_400_000;

export function makeMe(over: Partial<Me> = {}): Me {
  return {
    id: idOf(8, 1),
    name: 'Lucía Ferrer',
    email: 'lucia@example.com',
    locale: 'en',
    timezone: 'Europe/Madrid',
    suggestionsEnabled: true,
    calendarId: idOf(4, 1),
    features: {
      publishNow: false,
      channels: ['ig', 'tiktok'],
      sandbox: true,
      sandboxUrl: null,
      uploadLimits: { imageBytes: 50_000_000, videoBytes: 4_000_000_000 },
    },
    ...over,
  };
}

export function makeInstagram(nowMs: number, over: Partial<Account> = {}): Account {
  return {
    id: idOf(1, 1),
    channel: 'ig',
    externalAccountId: '17841400000000001',
    displayName: 'Barro y Luz',
    username: 'barroyluz',
    avatarUrl: null,
    timezone: 'Europe/Madrid',
    status: 'ok',
    expiresAt: new Date(nowMs + 41 * DAY_MS).toISOString(),
    refreshable: true,
    scopes: ['instagram_business_basic', 'instagram_business_content_publish', 'instagram_business_manage_comments'],
    missingScopes: [],
    lateToleranceMinutes: 60,
    capabilities: { quotaTotal: 100, quotaUsed: 7 },
    standing: 'live',
    suspendedUntil: null,
    readiness: {},
    createdAt: new Date(nowMs - 90 * DAY_MS).toISOString(),
    updatedAt: new Date(nowMs - DAY_MS).toISOString(),
    ...over,
  };
}

/** A public, audited TikTok account that may do everything, for up to a minute. */
export function makeTiktok(nowMs: number, over: Partial<Account> = {}): Account {
  return {
    ...makeInstagram(nowMs),
    id: idOf(1, 2),
    channel: 'tiktok',
    externalAccountId: 'open-id-2',
    displayName: 'Lucía hace cerámica',
    username: 'lucia.ceramica',
    scopes: ['user.info.basic', 'user.info.profile', 'video.list', 'video.publish', 'video.upload'],
    capabilities: {
      nickname: 'Lucía hace cerámica',
      username: 'lucia.ceramica',
      private: false,
      privacyLevelOptions: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
      commentDisabled: false,
      duetDisabled: false,
      stitchDisabled: false,
      maxVideoDurationSeconds: 60,
    },
    standing: 'audited',
    ...over,
  };
}

export function makeImage(number: number, nowMs: number, over: Partial<Asset> = {}): Asset {
  const base: Asset = {
    id: idOf(6, number),
    filename: `jar-${String(number)}.jpg`,
    kind: 'image',
    mimeType: 'image/jpeg',
    sizeBytes: 2_400_000,
    width: 1080,
    height: 1350,
    video: null,
    sha256: `${number}`,
    url: `/fake-media/${String(number)}`,
    thumbnailUrl: `/fake-media/${String(number)}`,
    tags: [],
    crop: null,
    usedByPostIds: [],
    fit: { ig: [], tiktok: [] },
    createdAt: new Date(nowMs - number * 60_000).toISOString(),
    ...over,
  };
  return { ...base, fit: fitOf(base) };
}

export function makeVideo(number: number, nowMs: number, durationMs: number, over: Partial<Asset> = {}): Asset {
  return makeImage(number, nowMs, {
    filename: `throwing-${String(number)}.mp4`,
    kind: 'video',
    mimeType: 'video/mp4',
    sizeBytes: 24_000_000,
    width: 1080,
    height: 1920,
    thumbnailUrl: `/fake-media/${String(number)}?poster`,
    url: `/fake-media/${String(number)}.mp4`,
    video: {
      durationMs,
      framesPerSecond: 30,
      videoCodec: 'avc',
      audioCodec: 'aac',
      bitsPerSecond: 6_000_000,
      moovFirst: true,
      hasEditList: false,
    },
    ...over,
  });
}

function fitOf(asset: Asset): Asset['fit'] {
  return {
    ig: judgeAsset('ig', asset).map((draft) => sayIssue(draft, 'en')),
    tiktok: judgeAsset('tiktok', asset).map((draft) => sayIssue(draft, 'en')),
  };
}
