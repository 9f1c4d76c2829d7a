/** What a creator may do right now: the rules that creator_info tells and the inits enforce (tiktok.md 4, 9). */
import type { Account } from '../core/accounts.ts';
import { apiError } from './errors.ts';
import type { ApiError } from './errors.ts';
import { refuse, reply } from './endpoint.ts';
import type { Reply, Visit } from './endpoint.ts';
import { avatarUrl } from './links.ts';
import type { TiktokSettings } from './settings.ts';
import type { Tiktok } from './state.ts';

const DAY_MS = 86_400_000;

/** `POST /v2/post/publish/creator_info/query/`. */
export function readCreator(visit: Visit): Reply {
  const { tiktok, account, settings } = visit;
  const refusal = postingRefusal(visit);
  if (refusal !== null) return refuse(refusal);
  const { extra } = account;
  return reply({
    creator_avatar_url: avatarUrl(tiktok.core, account),
    creator_username: account.username,
    creator_nickname: account.displayName,
    privacy_level_options: shownOptions(account, settings),
    comment_disabled: extra['commentDisabled'] === true,
    duet_disabled: account.private || extra['duetDisabled'] === true,
    stitch_disabled: account.private || extra['stitchDisabled'] === true,
    max_video_post_duration_sec: maxVideoSeconds(account),
  });
}

export function maxVideoSeconds(account: Account): number {
  const seconds = account.extra['maxVideoSeconds'];
  return typeof seconds === 'number' ? seconds : 600;
}

function shownOptions(account: Account, settings: TiktokSettings): readonly string[] {
  if (!settings.audited && settings.unauditedOptions === 'self_only') return ['SELF_ONLY'];
  return privacyOptions(account);
}

export function privacyOptions(account: Account): readonly string[] {
  return [account.private ? 'FOLLOWER_OF_CREATOR' : 'PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'];
}

/** Why this privacy level cannot be had; null when it can. */
export function privacyRefusal(account: Account, level: string | null, settings: TiktokSettings): ApiError | null {
  if (level === null || !LEVELS.includes(level)) return apiError('privacy_level_option_mismatch');
  // `SELF_ONLY` alone does not help: the account itself must be private (tiktok.md 9).
  if (!settings.audited && (!account.private || level !== 'SELF_ONLY')) {
    return apiError('unaudited_client_can_only_post_to_private_accounts');
  }
  return privacyOptions(account).includes(level) ? null : apiError('privacy_level_option_mismatch');
}

const LEVELS = ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY'];

/** Why this creator gets no direct post now, whatever it is; null when they do. */
export function postingRefusal({
  tiktok,
  account,
  settings,
  nowMs,
}: Pick<Visit, 'tiktok' | 'account' | 'settings' | 'nowMs'>): ApiError | null {
  if (account.extra['bannedFromPosting'] === true) return apiError('spam_risk_user_banned_from_posting');
  if (!settings.audited && activeUsers(tiktok, account, nowMs) >= settings.activeUserCap) {
    return apiError('reached_active_user_cap');
  }
  return dailyCapReached(tiktok, account, settings, nowMs) ? apiError('spam_risk_too_many_posts') : null;
}

/** Other creators this app began a direct post for in 24 hours. */
function activeUsers({ state }: Tiktok, account: Account, nowMs: number): number {
  const recent = state.publishes.list({ since: nowMs - DAY_MS + 1 }).filter((publish) => publish.mode === 'direct');
  return new Set(recent.map((publish) => publish.accountId).filter((id) => id !== account.id)).size;
}

export function dailyCapReached({ state }: Tiktok, account: Account, settings: TiktokSettings, nowMs: number): boolean {
  const direct = state.posts
    .list({ owner: account.id, since: nowMs - DAY_MS + 1 })
    .filter((post) => post.mode === 'direct');
  return direct.length + settings.postsByOtherApps >= settings.dailyPostCap;
}
