import type { Account } from '../contract/account.ts';
import { isBefore } from '../domain/clock.ts';
import { missingScopes } from '../domain/scopes.ts';
import { canBeRefreshed } from '../store/load-facts.ts';
import type { AccountRow } from '../store/accounts.ts';

/** An account as the API shows it: never a token, not even encrypted. */
export function presentAccount(row: AccountRow, readiness: Record<string, number>, now: Temporal.Instant): Account {
  return {
    id: row.id,
    channel: row.channel,
    externalAccountId: row.external_account_id,
    displayName: row.display_name,
    username: row.username,
    avatarUrl: freshAvatar(row, now) ?? row.avatar,
    timezone: row.timezone,
    status: row.status,
    expiresAt: row.expires_at?.toString() ?? null,
    refreshable: canBeRefreshed(
      row.channel,
      { hasRefreshToken: row.refresh_token_encrypted !== null, expiresAt: row.expires_at },
      now,
    ),
    scopes: row.scopes,
    missingScopes: missingScopes(row.channel, row.scopes),
    lateToleranceMinutes: row.late_tolerance,
    capabilities: row.capabilities,
    standing: row.standing,
    suspendedUntil: row.posting_suspended_until?.toString() ?? null,
    readiness,
    createdAt: row.created_at.toString(),
    updatedAt: row.updated_at.toString(),
  };
}

/** The platform's pictures live for hours (tiktok.md 4), so one that was told a while ago is better not shown. */
const AVATAR_MINUTES = 110;

function freshAvatar({ capabilities }: AccountRow, now: Temporal.Instant): string | null {
  const { avatarUrl, checkedAt } = capabilities;
  if (avatarUrl === undefined || checkedAt === undefined) return null;
  const until = Temporal.Instant.from(checkedAt).add({ minutes: AVATAR_MINUTES });
  return isBefore(now, until) ? avatarUrl : null;
}
