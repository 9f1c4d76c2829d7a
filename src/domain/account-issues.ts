import type { ReadinessFacts } from './facts.ts';
import { isAfter } from './clock.ts';
import { missingScopesFor } from './scopes.ts';
import { issue, type IssueDraft } from './issues.ts';

/** Account, token and scopes, judged at the hour of publishing rather than now (spec.md 4, `token_expired`). */
export function accountIssues(facts: ReadinessFacts): IssueDraft[] {
  const { account, entry, environment } = facts;
  const { channel } = entry;
  const found: IssueDraft[] = [];
  if (!environment.channelEnabled[channel]) found.push(issue('channel_publishing_off', { channel }));
  if (account === null) return [...found, issue('account_missing', { channel })];
  if (account.status === 'revoked') return [...found, issue('account_revoked', { channel })];
  if (account.status === 'expired') return [...found, issue('account_expired', { channel })];

  const needed = entry.scheduledAt !== null && isAfter(entry.scheduledAt, facts.now) ? entry.scheduledAt : facts.now;
  const ends = account.expiresAt;
  if (ends !== null && !isAfter(ends, needed)) {
    // A token that has ended cannot be prolonged any more; one that will end can, as long as the worker may.
    const ended = !isAfter(ends, facts.now);
    if (ended && !account.refreshable) found.push(issue('account_expired', { channel }));
    else if (!account.refreshable) found.push(issue('token_ends_before', { channel, endsAt: ends.toString() }));
  }
  const missing = missingScopesFor(
    entry.channel === 'ig' ? { channel: 'ig' } : { channel: 'tiktok', mode: entry.payload.mode },
    account.scopes,
  );
  if (missing.length > 0) found.push(issue('scopes_missing', { channel, scopes: missing.join(', ') }));
  // It posts for real, but for the testers of the app alone: who may be none hears of it before the hour. A post that
  // has gone out proves that the account is one (docs/real-accounts.md).
  const isUnproven = account.standing === 'development' && account.capabilities.hasPosted !== true;
  if (channel === 'ig' && isUnproven) found.push(issue('app_in_development'));
  return found;
}
