import type { Failure } from './outcome.ts';

/** Codes with which a platform says that the creator, not time, ended our access (instagram.md 11, tiktok.md 7 and 8). */
const WITHDRAWN = ['190/458', 'auth_removed'];

/** Codes with which TikTok says that this creator can post no more today (tiktok.md 4 and 9; 11, U3). */
const SUSPENDED = ['spam_risk_too_many_posts', 'reached_active_user_cap'];

/** How long such a refusal is taken to hold unless TikTok is asked again and says otherwise: "rate, ~24 h" (tiktok.md 9). */
export const SUSPENSION_HOURS = 24;

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

/** Whether the platform takes no more direct posts of this creator for now. */
export function isSuspension(failure: Pick<Failure, 'failureClass' | 'platformCode'>): boolean {
  return failure.failureClass === 'rate' && failure.platformCode !== null && SUSPENDED.includes(failure.platformCode);
}

/** Whether the refusal proves that TikTok has not audited the app: no other app can get it (tiktok.md 9). */
export function provesUnaudited(failure: Pick<Failure, 'platformCode'>): boolean {
  return failure.platformCode === 'unaudited_client_can_only_post_to_private_accounts';
}

/** How long that is believed where TikTok does not say otherwise; then one post finds out whether it still holds. */
export const UNAUDITED_HOURS = 24;
