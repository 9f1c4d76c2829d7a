import { sql } from 'kysely';
import type { RenewedToken } from '../channels/adapter.ts';
import { CHANNELS, type Channel } from '../contract/channel.ts';
import { lossOf } from '../domain/account-verdict.ts';
import { accountOf, type AccountRow } from '../store/accounts.ts';
import { loseAccount } from '../store/lose-account.ts';
import { lockAccountForRefresh, storeRefreshedTokens, noteRefreshFailure } from '../store/refresh-account.ts';
import { encryptToken } from '../store/token-cipher.ts';
import type { PipelineContext } from './context.ts';
import { tokensOf } from './credentials.ts';

/** Refreshes every token that is due. Answers how many. */
export async function refreshDueTokens(context: PipelineContext): Promise<number> {
  // An account whose app is no longer configured waits for it, and must not take the others' turn.
  const configured = CHANNELS.filter((channel) => context.channels[channel] !== null);
  const { rows } = await sql<Pick<AccountRow, 'id' | 'obtained_at' | 'refresh_failures'>>`
    SELECT id, obtained_at, refresh_failures FROM channel_accounts
    WHERE refresh_due_at <= ${context.clock.now()} AND status = 'ok' AND channel = ANY(${configured}::text[])
    ORDER BY refresh_due_at LIMIT 50`.execute(context.database);
  for (const row of rows) await refreshAccount(context, seenOf(row));
  return rows.length;
}

/** A new access token for the account a job goes out with, after the platform has refused the one it had. */
export async function renewTokenOf(
  context: PipelineContext,
  job: { userId: string; channel: Channel },
): Promise<RenewedToken> {
  const account = await accountOf(context.database, job.userId, job.channel);
  if (account === null) return { kind: 'lost' };
  const outcome = await refreshAccount(context, seenOf(account));
  if (outcome === 'failed') return { kind: 'not_now' };
  const fresh = outcome === 'refreshed' ? await accountOf(context.database, job.userId, job.channel) : null;
  const tokens = fresh === null ? null : tokensOf(context, fresh);
  return tokens === null ? { kind: 'lost' } : { kind: 'renewed', accessToken: tokens.accessToken };
}

/** The tokens that the caller found wanting, and how often the platform had been asked for better ones in vain. */
export interface SeenTokens {
  id: string;
  obtainedAt: Temporal.Instant;
  failures: number;
}

export function seenOf(account: Pick<AccountRow, 'id' | 'obtained_at' | 'refresh_failures'>): SeenTokens {
  return { id: account.id, obtainedAt: account.obtained_at, failures: account.refresh_failures };
}

/**
 * Prolongs one account's tokens. The row stays locked while the platform is asked: two refreshes at once could lose
 * the account for good (tiktok.md 2.2). What comes back is stored before anybody can use it.
 *
 * @param seen where somebody else has prolonged the tokens since, that will do; where somebody else has tried in vain,
 *   that will do too: a dozen posts of one minute that wait for one account must not ask one after the other
 */
export async function refreshAccount(
  context: PipelineContext,
  seen: SeenTokens,
): Promise<'refreshed' | 'failed' | 'lost' | 'skipped'> {
  const outcome = await context.database.transaction().execute(async (transaction) => {
    const now = context.clock.now();
    const account = await lockAccountForRefresh(transaction, seen.id);
    if (account === null || account.status !== 'ok') return { kind: 'skipped' as const };
    if (!account.obtained_at.equals(seen.obtainedAt)) return { kind: 'refreshedElsewhere' as const };
    if (account.refresh_failures > seen.failures) return { kind: 'failedElsewhere' as const };
    const adapter = context.channels[account.channel];
    if (adapter === null) return { kind: 'skipped' as const };
    const how = { now, environment: context.environment() };
    const tokens = tokensOf(context, account);
    if (tokens === null) {
      await loseAccount(transaction, account, 'expired', how, 'unreadable_tokens');
      return { kind: 'lost' as const, account };
    }
    const answer = await adapter.connect.refresh(tokens);
    if (answer.ok) {
      const { userId, channel } = { userId: account.user_id, channel: account.channel };
      const fresh = answer.value;
      await storeRefreshedTokens(
        transaction,
        account,
        {
          accessTokenEncrypted: encryptToken(context.keyRing, { userId, channel, kind: 'access' }, fresh.accessToken),
          refreshTokenEncrypted:
            fresh.refreshToken === null
              ? null
              : encryptToken(context.keyRing, { userId, channel, kind: 'refresh' }, fresh.refreshToken),
          obtainedAt: fresh.obtainedAt,
          expiresAt: fresh.expiresAt,
          refreshDueAt: adapter.connect.refreshAt({ obtainedAt: fresh.obtainedAt, expiresAt: fresh.expiresAt }),
          scopes: fresh.scopes,
        },
        how,
      );
      return { kind: 'refreshed' as const, account };
    }
    const loss = lossOf(answer.failure);
    if (loss !== null) {
      await loseAccount(transaction, account, loss, how);
      return { kind: 'lost' as const, account };
    }
    await noteRefreshFailure(transaction, account, context.random(), how);
    return { kind: 'failed' as const, account };
  });
  if (outcome.kind === 'skipped') return 'skipped';
  if (outcome.kind === 'refreshedElsewhere') return 'refreshed';
  if (outcome.kind === 'failedElsewhere') return 'failed';
  const { account } = outcome;
  context.metrics.refreshes.inc({ channel: account.channel, outcome: outcome.kind });
  context.log.info({ accountId: seen.id, channel: account.channel, outcome: outcome.kind }, 'token refresh');
  context.announce(account.user_id, [
    { kind: 'accounts', ids: [seen.id] },
    { kind: 'entries', ids: [] },
    { kind: 'notifications', ids: [] },
  ]);
  return outcome.kind;
}
