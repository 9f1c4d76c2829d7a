/** What can be adjusted about the imitated TikTok. The defaults are the documented behaviour, or the stricter reading. */
import { z } from 'zod';
import type { Core } from '../platform.ts';

const milliseconds = z.number().min(0);
const span = (low: number, high: number) => z.tuple([milliseconds, milliseconds]).default([low, high]);
const spanOrNever = (low: number, high: number) =>
  z.union([z.tuple([milliseconds, milliseconds]), z.literal('never')]).default([low, high]);
const count = (normal: number) => z.int().min(0).default(normal);

export const tiktokSettingsSchema = z.strictObject({
  /** An unaudited app posts only to private accounts, and only SELF_ONLY (tiktok.md 9, 11). */
  audited: z.boolean().default(false),
  /**
   * What creator_info lists to an unaudited app is undocumented (tiktok.md 13.1). `self_only` is our choice:
   * from it a client can tell the app's standing. `all` lists what an audited app would see.
   */
  unauditedOptions: z.enum(['self_only', 'all']).default('self_only'),
  /** Creators an unaudited app may post for in 24 hours. */
  activeUserCap: count(5),
  /** Direct posts of one creator in 24 hours, those of other apps included. */
  dailyPostCap: count(15),
  postsByOtherApps: count(0),
  /** Drafts that may wait in one creator's inbox, counted over 24 hours. */
  pendingDraftCap: count(5),

  /** Registered redirect URIs; empty: any well-formed one, but the exchange must repeat it exactly. */
  redirectUris: z.array(z.string()).default([]),
  /** `loopback`: an authorize request for localhost without a challenge is refused, as for desktop apps. */
  requirePkce: z.enum(['never', 'loopback']).default('never'),
  codeSeconds: count(600),
  accessTokenSeconds: count(86_400),
  refreshTokenSeconds: count(31_536_000),
  refreshRotates: z.boolean().default(true),
  /** How long a rotated refresh token still works. */
  refreshGraceSeconds: count(0),
  /** Whether a refresh begins the refresh token's 365 days anew (tiktok.md 2.2: unknown). */
  refreshRestartsLife: z.boolean().default(true),
  /** Some clients report OAuth errors with HTTP 200 (tiktok.md 2.2). */
  oauthErrorStatus: z.int().min(200).max(499).default(400),

  /** Calls of one token in any 60 seconds. */
  rateLimits: z
    .strictObject({
      user_info: count(600),
      creator_info: count(20),
      init: count(6),
      content_init: count(6),
      inbox_init: count(6),
      status: count(30),
      video_list: count(600),
    })
    .prefault({}),

  /** Whether "MB" is 10^6 or 2^20 is undocumented (tiktok.md 5.2). `both`: a plan must be good under either. */
  megabytes: z.enum(['both', 'decimal', 'binary']).default('both'),
  /** The brand toggles are "documented as required"; the official examples leave them out. */
  requireBrandToggles: z.boolean().default(false),
  uploadSeconds: count(3_600),
  /** Upload URLs are credentials of their own; a client that also sends its token leaks it. */
  rejectUploadAuthorization: z.boolean().default(true),
  /** `bytes 0-{UPLOADED_BYTES}/…` says a count; HTTP would say the last byte. */
  uploadedRange: z.enum(['count', 'last_byte']).default('count'),
  /** The answer to a range that was already taken (tiktok.md 5.3: unknown). */
  repeatedChunk: z.union([z.literal(416), z.literal(206)]).default(416),

  /** URL prefixes verified for the app; null: the app's own address, when the sandbox was told it. */
  verifiedPrefixes: z.array(z.string()).nullable().default(null),
  /** From init to the first request of a pull. */
  pullDelayMs: span(1_000, 3_000),
  /** How long a pull is tried before it fails. */
  pullWindowMs: milliseconds.default(3_600_000),
  /** Real milliseconds for one request of a pull. */
  pullRequestTimeoutMs: z.int().min(1).default(30_000),
  /** A photo must fit inside, either way round ("≤ 1080p", tiktok.md 13.6). */
  photoBox: z.tuple([z.int().min(1), z.int().min(1)]).default([1080, 1920]),

  /** From the last byte to the end of processing; applies to what arrives after the change. */
  processingMs: spanOrNever(2_000, 20_000),
  /** From publishing to the post id of a public post. */
  moderationMs: spanOrNever(5_000, 60_000),
  /** Whether video/list shows photo posts is undocumented. */
  listPhotos: z.boolean().default(true),

  webhooks: z
    .strictObject({
      enabled: z.boolean().default(true),
      copies: z.int().min(1).max(10).default(1),
      /** Each copy is late by its own amount: a wide span also puts them out of order. */
      delayMs: span(0, 0),
      /** The order of those due at the same time. */
      order: z.enum(['oldest_first', 'newest_first']).default('oldest_first'),
    })
    .prefault({}),
});
export type TiktokSettings = z.infer<typeof tiktokSettingsSchema>;

export function tiktokSettings(core: Core): TiktokSettings {
  return core.settings.of('tiktok', tiktokSettingsSchema);
}
