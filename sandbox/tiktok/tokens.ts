/** Which tokens are good, and how new ones come to be. */
import type { Account } from '../core/accounts.ts';
import type { WireRequest } from '../platform.ts';
import { newAccessToken, newRefreshToken } from './ids.ts';
import type { TiktokSettings } from './settings.ts';
import type { Tiktok, Token } from './state.ts';

export function bearerToken(request: WireRequest): string | null {
  return /^Bearer\s+(\S+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? null;
}

/** Null when unknown, expired or revoked. */
export function liveAccessToken({ state }: Tiktok, text: string | null, nowMs: number): Token | null {
  const token = text === null ? null : state.accessTokens.get(text);
  return token !== null && nowMs < token.endsAtMs ? token : null;
}

export interface IssuedTokens {
  readonly access: Token;
  readonly refresh: Token;
}

/** A new access token beside the given refresh token, or beside a new one when that is null. */
export function issueTokens(
  { core, state }: Tiktok,
  grant: { accountId: string; scopes: string[] },
  refresh: Token | null,
  refreshEndsAtMs: number,
  settings: TiktokSettings,
): IssuedTokens {
  const owner = grant.accountId;
  const { accountId, scopes } = grant;
  const access: Token = {
    token: newAccessToken(core.chance),
    accountId,
    scopes,
    endsAtMs: core.clock.nowMs() + settings.accessTokenSeconds * 1000,
  };
  const kept: Token = {
    token: refresh?.token ?? newRefreshToken(core.chance),
    accountId,
    scopes,
    endsAtMs: refreshEndsAtMs,
  };
  state.accessTokens.put(access.token, access, { owner });
  state.refreshTokens.put(kept.token, kept, { owner });
  return { access, refresh: kept };
}

/** Every token of the account is dead from now on. */
export function endTokens({ core, state }: Tiktok, account: Account): void {
  const nowMs = core.clock.nowMs();
  for (const tokens of [state.accessTokens, state.refreshTokens]) {
    for (const token of tokens.list({ owner: account.id })) {
      tokens.put(token.token, { ...token, endsAtMs: Math.min(token.endsAtMs, nowMs) });
    }
  }
}
