import { z } from 'zod';
import { Hashtag, Id, Username } from './primitives.ts';

/** What one channel needs to know of an entry beyond what the post shares (spec.md 9, "Payloads"). */
export const InstagramPayload = z.strictObject({
  kind: z.enum(['image', 'reel', 'carousel']).optional(),
  caption: z.string().max(10_000).optional(),
  hashtags: z.array(Hashtag).max(100).optional(),
  userTags: z
    .array(
      z.strictObject({
        username: Username,
        x: z.number().min(0).max(1).optional(),
        y: z.number().min(0).max(1).optional(),
      }),
    )
    .max(20)
    .optional(),
  collaborators: z.array(Username).max(3).optional(),
  altText: z.record(Id, z.string().max(1000)).optional(),
  locationId: z
    .string()
    .regex(/^\d{1,30}$/, 'must be the numeric id of a place')
    .optional(),
  shareToFeed: z.boolean().optional(),
  aiGenerated: z.boolean().optional(),
  firstComment: z.string().max(2200).optional(),
  coverTimeMs: z.number().int().min(0).optional(),
  coverAssetId: Id.optional(),
  trial: z.boolean().optional(),
});
export type InstagramPayload = z.infer<typeof InstagramPayload>;

/** The platform's own words for who may see a TikTok post (tiktok.md 4). */
export const PRIVACY_LEVELS = [
  'PUBLIC_TO_EVERYONE',
  'MUTUAL_FOLLOW_FRIENDS',
  'FOLLOWER_OF_CREATOR',
  'SELF_ONLY',
] as const;
export const PrivacyLevel = z.enum(PRIVACY_LEVELS);
export type PrivacyLevel = z.infer<typeof PrivacyLevel>;

/**
 * TikTok's choices. Everything the audit wants chosen by hand starts off: no privacy, nothing allowed, nothing
 * disclosed (tiktok.md 11, U7, U8, U11).
 */
export const TiktokPayload = z.strictObject({
  caption: z.string().max(10_000).optional(),
  title: z.string().max(1000).optional(),
  hashtags: z.array(Hashtag).max(100).optional(),
  mode: z.enum(['direct', 'inbox']).default('direct'),
  privacyLevel: PrivacyLevel.optional(),
  allowComment: z.boolean().default(false),
  allowDuet: z.boolean().default(false),
  allowStitch: z.boolean().default(false),
  commercialDisclosure: z.boolean().default(false),
  brandOrganic: z.boolean().default(false),
  brandContent: z.boolean().default(false),
  aiGenerated: z.boolean().default(false),
  coverTimeMs: z.number().int().min(0).optional(),
  autoAddMusic: z.boolean().optional(),
  photoCoverIndex: z.number().int().min(0).max(34).optional(),
  musicConfirmed: z.boolean().default(false),
});
export type TiktokPayload = z.infer<typeof TiktokPayload>;

/** One channel's payload under its channel's name. */
export type ChannelPayload =
  { channel: 'ig'; payload: InstagramPayload } | { channel: 'tiktok'; payload: TiktokPayload };
