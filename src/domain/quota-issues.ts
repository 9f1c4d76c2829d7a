import { isBefore } from './clock.ts';
import { issue, type IssueDraft } from './issues.ts';
import type { ReadinessFacts } from './facts.ts';
import { TIKTOK_LIMITS } from './limits.ts';

/**
 * More posts in 24 hours than the account may publish. Instagram names its number (instagram.md 7); TikTok's is
 * said to be about 15 and varies (tiktok.md 9), so it counts for direct posts only. Drafts have a cap of their own.
 */
export function quotaIssues(facts: ReadinessFacts): IssueDraft[] {
  const { account, entry } = facts;
  if (account === null || entry.scheduledAt === null) return [];
  if (entry.channel === 'tiktok' && entry.payload.mode === 'inbox') {
    return inboxIssues(facts.now, entry.scheduledAt, account.bookedInWindow);
  }
  const maximum = entry.channel === 'ig' ? account.capabilities.quotaTotal : TIKTOK_LIMITS.directPostsPerDay;
  if (maximum === undefined || account.bookedInWindow < maximum) return [];
  return [issue('quota_exceeded', { booked: account.bookedInWindow + 1, maximum })];
}

/**
 * More drafts than the creator's inbox takes, as things stand (tiktok.md 5.6). Said before the hour only: by then some
 * may have been finished or discarded, which TikTok knows better than we do, and its refusal harms nothing.
 */
function inboxIssues(now: Temporal.Instant, scheduledAt: Temporal.Instant, waiting: number): IssueDraft[] {
  const { pendingDrafts: maximum } = TIKTOK_LIMITS;
  return waiting >= maximum && isBefore(now, scheduledAt) ? [issue('inbox_full', { waiting, maximum })] : [];
}
