import { z } from 'zod';
import { Channel } from './channel.ts';
import { Id, InstantText, TimeZoneName } from './primitives.ts';

export const ACCOUNT_STATUSES = ['ok', 'expired', 'revoked'] as const;
export const AccountStatus = z.enum(ACCOUNT_STATUSES);
export type AccountStatus = z.infer<typeof AccountStatus>;

/**
 * What the platform says of a creator, read at linking and again before publishing. Absent: not known yet.
 * `maxVideoDurationSeconds` and the options are TikTok's creator_info (tiktok.md 4); the quota is Instagram's
 * content_publishing_limit (instagram.md 7).
 */
export const Capabilities = z.object({
  checkedAt: InstantText.optional(),
  username: z.string().optional(),
  nickname: z.string().optional(),
  /** As of `checkedAt`; TikTok's lives two hours. */
  avatarUrl: z.string().optional(),
  private: z.boolean().optional(),
  /** When a post was refused because TikTok has not audited the app; kept for a day. */
  unauditedSince: InstantText.optional(),
  /** The code with which the platform said that it takes no more posts for now; kept as long as that holds. */
  suspendedBy: z.string().optional(),
  /** A post has gone out since the account was linked: so it has what an app in development wants of it. */
  hasPosted: z.boolean().optional(),
  privacyLevelOptions: z.array(z.string()).optional(),
  commentDisabled: z.boolean().optional(),
  duetDisabled: z.boolean().optional(),
  stitchDisabled: z.boolean().optional(),
  maxVideoDurationSeconds: z.number().optional(),
  quotaTotal: z.number().optional(),
  quotaUsed: z.number().optional(),
  quotaDurationSeconds: z.number().optional(),
});
export type Capabilities = z.infer<typeof Capabilities>;

/** How far the platform lets this installation's app go (spec.md 8, "App standing"). */
export const AppStanding = z.enum(['live', 'development', 'audited', 'unaudited', 'sandbox']);
export type AppStanding = z.infer<typeof AppStanding>;

export const Account = z.object({
  id: Id,
  channel: Channel,
  externalAccountId: z.string(),
  displayName: z.string(),
  username: z.string(),
  avatarUrl: z.string().nullable(),
  timezone: z.string(),
  status: AccountStatus,
  expiresAt: InstantText.nullable(),
  /** Whether the worker can prolong the token by itself before it ends. */
  refreshable: z.boolean(),
  scopes: z.array(z.string()),
  missingScopes: z.array(z.string()),
  lateToleranceMinutes: z.number().int(),
  capabilities: Capabilities,
  standing: AppStanding,
  /** Until then the platform takes no more posts of this creator, as far as it has said (tiktok.md 11, U3; instagram.md 11). */
  suspendedUntil: InstantText.nullable(),
  /** How many of the account's coming entries are in which readiness. */
  readiness: z.record(z.string(), z.number().int()),
  createdAt: InstantText,
  updatedAt: InstantText,
});
export type Account = z.infer<typeof Account>;

export const LinkAccount = z.strictObject({
  /** The zone a newly linked account starts with; a relinked one keeps its own. */
  timezone: TimeZoneName.optional(),
  /** `true`: a different account of this channel takes the place of the linked one. */
  replace: z.boolean().optional(),
});
export const LinkStarted = z.object({ authorizeUrl: z.url() });

export const PatchAccount = z.strictObject({
  timezone: TimeZoneName.optional(),
  /** With a new zone: do scheduled posts keep the instant, or the hour on the wall? */
  keep: z.enum(['instant', 'wall_clock']).optional(),
  lateToleranceMinutes: z.number().int().min(1).max(10_080).optional(),
});
