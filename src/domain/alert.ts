import type { Notification } from '../contract/notification.ts';
import type { Readiness } from '../contract/issue.ts';
import type { IssueCode, IssueDraft } from './issues.ts';

/** What made somebody look at the entry: a changed fact, a checkpoint 24 or 6 hours before, or the hour itself. */
export type AlertOccasion = 'change' | 'day_before' | 'hours_before' | 'hour';

/** Issues that one cause lays on many posts of a channel at once: one alert tells of all of them. */
export const SHARED_CAUSES: readonly IssueCode[] = [
  'media_unreachable',
  'channel_publishing_off',
  'unaudited_public_account',
  'posting_suspended',
];

export interface AlertSubject {
  id: string;
  channel: string;
  isDraft: boolean;
  readiness: Readiness;
  issues: readonly IssueDraft[];
}

/**
 * Which alert stands for this entry; `null`: none. An ordered entry that will not go out always has one. What is
 * still being found out has none: nobody can do anything about it, and mostly it went out.
 */
export function alertGroupOf(entry: AlertSubject): string | null {
  const code = entry.issues[0]?.code;
  // It went out, but not with all that was ordered, and nobody looks at what is out by themselves.
  if (code === 'first_comment_missing') return entryGroup(entry.id);
  if (entry.isDraft || entry.readiness === 'ready' || entry.readiness === 'published') return null;
  if (code === 'outcome_being_checked') return null;
  if (entry.readiness === 'token_expired') return accountGroup(entry.channel);
  return code !== undefined && SHARED_CAUSES.includes(code) ? causeGroup(entry.channel, code) : entryGroup(entry.id);
}

export function accountGroup(channel: string): string {
  return `account:${channel}`;
}
export function causeGroup(channel: string, code: string): string {
  return `cause:${channel}:${code}`;
}
export function entryGroup(id: string): string {
  return `entry:${id}`;
}

/** What kind of news the alert of one entry is. */
export function alertKindOf(entry: AlertSubject, occasion: AlertOccasion): Notification['kind'] {
  const code = entry.issues[0]?.code;
  if (code === 'first_comment_missing') return 'first_comment_missing';
  if (entry.readiness === 'token_expired') return 'account_lost';
  if (entry.readiness === 'failed_retry') return 'retries_used_up';
  if (code === 'outcome_unknown') return 'needs_decision';
  if (code === 'hour_missed') return 'missed_hour';
  return occasion === 'day_before' || occasion === 'hours_before' ? 'checkpoint_missed' : 'entry_not_ready';
}
