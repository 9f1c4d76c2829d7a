import type { Credentials, Tokens } from '../channels/adapter.ts';
import type { AccountRow } from '../store/accounts.ts';
import { decryptToken } from '../store/token-cipher.ts';
import { takePlace } from '../store/take-place.ts';
import type { PipelineContext } from './context.ts';

/** The account's tokens in clear; `null` where there are none, or no key opens them. */
export function tokensOf(context: Pick<PipelineContext, 'keyRing'>, account: AccountRow): Tokens | null {
  const secret = { userId: account.user_id, channel: account.channel };
  if (account.access_token_encrypted === null) return null;
  const accessToken = decryptToken(context.keyRing, { ...secret, kind: 'access' }, account.access_token_encrypted);
  if (accessToken === null) return null;
  const refreshToken =
    account.refresh_token_encrypted === null
      ? null
      : decryptToken(context.keyRing, { ...secret, kind: 'refresh' }, account.refresh_token_encrypted);
  return { accessToken, refreshToken, obtainedAt: account.obtained_at, expiresAt: account.expires_at };
}

export function credentialsOf(
  context: Pick<PipelineContext, 'keyRing' | 'database' | 'clock'>,
  account: AccountRow,
): Credentials | null {
  const tokens = tokensOf(context, account);
  if (tokens === null) return null;
  return {
    externalAccountId: account.external_account_id,
    username: account.username,
    accessToken: tokens.accessToken,
    takePlace: (window) => takePlace(context.database, account.id, window, context.clock.now()),
  };
}
