/** What can be adjusted about the imitated Instagram. The defaults are the documented or observed behaviour. */
import { z } from 'zod';
import type { Core } from '../platform.ts';

const range = (low: number, high: number) => z.tuple([z.number().min(0), z.number().min(0)]).default([low, high]);

export const instagramSettingsSchema = z.strictObject({
  /** The two success shapes of the code exchange (instagram.md 2.2); flat is the one that breaks clients. */
  tokenShape: z.enum(['flat', 'wrapped']).default('flat'),
  permissionsShape: z.enum(['array', 'list']).default('array'),
  meShape: z.enum(['flat', 'wrapped']).default('flat'),
  accountType: z.enum(['BUSINESS', 'MEDIA_CREATOR']).default('MEDIA_CREATOR'),
  /** Registered redirect URIs; empty: any, but the exchange must repeat the one of the consent page exactly. */
  redirectUris: z.array(z.string()).default([]),
  refreshChangesToken: z.boolean().default(true),
  refreshEndsOldToken: z.boolean().default(false),
  refreshMinimumAgeSeconds: z.number().min(0).default(86_400),
  publishingLimit: z.int().min(0).default(50),
  containerLimit: z.int().min(0).default(400),
  imageProcessingMs: range(1_000, 4_000),
  /** At 0 bytes and at `reelLargestBytes`; between them it grows with the size. */
  reelProcessingMs: range(10_000, 90_000),
  publishMs: range(1_000, 5_000),
  /** A second media_publish of one container: never a second post, but which answer is unknown (instagram.md 12). */
  secondPublish: z.enum(['error', 'same_id']).default('error'),
  publishedContainersExpire: z.boolean().default(false),
  /** "Captions read back may lack the @ signs" (instagram.md 6). */
  stripAtSigns: z.boolean().default(false),
  /** Real servers have been seen accepting PNG and WebP (instagram.md 5.3). */
  acceptOtherImageFormats: z.boolean().default(false),
  resumableUpload: z.boolean().default(true),
  trialReelsEligible: z.boolean().default(true),
  reelLargestBytes: z.int().min(1).default(300_000_000),
  /** "moov before mdat" (instagram.md 8). */
  requireFastStart: z.boolean().default(true),
  /**
   * The documentation says no edit lists, but nearly every encoder writes a trivial one for its priming.
   * `trivial` accepts those and refuses edits that cut; `none` refuses all; `any` none.
   */
  editLists: z.enum(['none', 'trivial', 'any']).default('trivial'),
  hashtagLimit: z.int().min(0).default(30),
  /** URL prefixes media may be fetched from; empty: any. */
  fetchPrefixes: z.array(z.string()).default([]),
  /** Real milliseconds. */
  fetchTimeoutMs: z.int().min(1).default(10_000),
  /** Location ids with coordinates; empty: every id of digits has them. */
  locationIds: z.array(z.string()).default([]),
  /** Usernames that tags and collaborators do not find (100/2207013). */
  unknownUsers: z.array(z.string()).default([]),
  /** Percent in the usage headers. */
  usagePercent: z.number().min(0).max(100).default(4),
  webhookVerifyToken: z.string().default('sandbox-verify-token'),
  /** How often each webhook is delivered. */
  webhookCopies: z.int().min(1).max(10).default(1),
});
export type InstagramSettings = z.infer<typeof instagramSettingsSchema>;

export function instagramSettings(core: Core): InstagramSettings {
  return core.settings.of('ig', instagramSettingsSchema);
}
