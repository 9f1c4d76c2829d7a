import { z } from 'zod';
import type { AppStanding, Capabilities } from '../../contract/account.ts';
import type { TiktokSettings } from './settings.ts';
import type { TiktokApi } from './tiktok-api.ts';
import type { TiktokAnswer } from './tiktok-call.ts';

const CreatorInfo = z.object({
  /** Lives two hours (tiktok.md 4). */
  creator_avatar_url: z.string().nullish().catch(null),
  creator_username: z.string().optional(),
  creator_nickname: z.string().optional(),
  privacy_level_options: z.array(z.string()),
  comment_disabled: z.boolean(),
  duet_disabled: z.boolean(),
  stitch_disabled: z.boolean(),
  max_video_post_duration_sec: z.number(),
});
export type CreatorInfo = z.infer<typeof CreatorInfo>;

/** What the creator may post right now. Read fresh for every page and every publish (tiktok.md 4). */
export function readCreatorInfo(api: TiktokApi): Promise<TiktokAnswer<CreatorInfo>> {
  return api.post('/v2/post/publish/creator_info/query/', null, CreatorInfo);
}

export function capabilitiesOf(info: CreatorInfo, now: Temporal.Instant): Capabilities {
  const isPrivate = privacyOf(info);
  return {
    checkedAt: now.toString(),
    ...(info.creator_username === undefined ? {} : { username: info.creator_username }),
    ...(info.creator_nickname === undefined ? {} : { nickname: info.creator_nickname }),
    ...(info.creator_avatar_url ? { avatarUrl: info.creator_avatar_url } : {}),
    ...(isPrivate === null ? {} : { private: isPrivate }),
    privacyLevelOptions: info.privacy_level_options,
    commentDisabled: info.comment_disabled,
    duetDisabled: info.duet_disabled,
    stitchDisabled: info.stitch_disabled,
    maxVideoDurationSeconds: info.max_video_post_duration_sec,
  };
}

/**
 * Whether the account is private, as far as it shows. Only private accounts have FOLLOWER_OF_CREATOR, only public
 * ones PUBLIC_TO_EVERYONE; where neither is listed, an allowed duet or stitch still tells of a public one, since
 * both are switched off on private accounts (tiktok.md 4). `null`: it does not show.
 */
function privacyOf(info: CreatorInfo): boolean | null {
  if (info.privacy_level_options.includes('FOLLOWER_OF_CREATOR')) return true;
  if (info.privacy_level_options.includes('PUBLIC_TO_EVERYONE')) return false;
  return info.duet_disabled && info.stitch_disabled ? null : false;
}

/**
 * How far TikTok lets the app go. Nothing but the lone SELF_ONLY gives an unaudited app away, and whether TikTok
 * lists only that to it is not documented (tiktok.md 13.1): so everything else is `null`, not known.
 */
export function standingOf(settings: Pick<TiktokSettings, 'standing'>, info: CreatorInfo | null): AppStanding | null {
  if (settings.standing !== 'auto') return settings.standing;
  const options = info?.privacy_level_options;
  return options?.length === 1 && options[0] === 'SELF_ONLY' ? 'unaudited' : null;
}
