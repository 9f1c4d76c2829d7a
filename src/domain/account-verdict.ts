import type { Failure } from './outcome.ts';

/** Codes with which a platform says that the creator, not time, ended our access (instagram.md 11, tiktok.md 7 and 8). */
const WITHDRAWN = ['190/458', 'auth_removed'];

/**
 * Codes with which a platform says that this creator can post no more for now, and for how many hours that is believed
 * where it names no time: TikTok's "rate, ~24 h" (tiktok.md 9; 11, U3); Instagram's limit of the day, of which a place
 * falls free with every post that turns a day old, and its blocks: "wait hours", "rate, long" (instagram.md 11). Codes
 * of Instagram without a subcode count with every subcode.
 */
const SUSPENDED_HOURS: Readonly<Record<string, number>> = {
  spam_risk_too_many_posts: 24,
  reached_active_user_cap: 24,
  '9/2207042': 1,
  '4/2207051': 3,
  '341': 6,
  '368': 6,
};

/** Instagram's limit of the day: the one suspension that ends as soon as it says that there is room (instagram.md 7). */
export const DAILY_LIMIT = '9/2207042';

/**
 * What a failure makes of its account: `null` when it says nothing about the access. `revoked` where the creator
 * withdrew it, `expired` for everything else that only linking again can cure.
 */
export function lossOf(failure: Pick<Failure, 'failureClass' | 'platformCode'>): 'expired' | 'revoked' | null {
  if (failure.failureClass !== 'token') return null;
  return failure.platformCode !== null && WITHDRAWN.includes(failure.platformCode) ? 'revoked' : 'expired';
}

/** TikTok has barred this creator from posting: only they can find out why (tiktok.md 4, 9). */
export function isBan(failure: Pick<Failure, 'platformCode'>): boolean {
  return failure.platformCode === 'spam_risk_user_banned_from_posting';
}

/** For how many hours the platform takes no more posts of this creator, if it names no time; `null`: it says no such thing. */
export function suspensionHours({
  failureClass,
  platformCode,
}: Pick<Failure, 'failureClass' | 'platformCode'>): number | null {
  if (failureClass !== 'rate' || platformCode === null) return null;
  return SUSPENDED_HOURS[platformCode] ?? SUSPENDED_HOURS[platformCode.split('/')[0] ?? ''] ?? null;
}

/** Whether the refusal proves that TikTok has not audited the app: no other app can get it (tiktok.md 9). */
export function provesUnaudited(failure: Pick<Failure, 'platformCode'>): boolean {
  return failure.platformCode === 'unaudited_client_can_only_post_to_private_accounts';
}

/** How long that is believed where TikTok does not say otherwise; then one post finds out whether it still holds. */
export const UNAUDITED_HOURS = 24;
