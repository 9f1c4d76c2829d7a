/** Who is calling. */
import type { Account } from '../core/accounts.ts';
import type { WireRequest } from '../platform.ts';
import { formOf } from './oauth.ts';
import type { Tiktok } from './state.ts';
import { bearerToken } from './tokens.ts';
import { uploadOf } from './upload.ts';

/** From the token, the code, the refresh token or the upload url; good or not. Null when nothing tells. */
export function callerOf(tiktok: Tiktok, request: WireRequest): Account | null {
  const accountId = accountIdOf(tiktok, request);
  return accountId === undefined ? null : tiktok.core.accounts.find('tiktok', accountId);
}

function accountIdOf(tiktok: Tiktok, request: WireRequest): string | undefined {
  const { state } = tiktok;
  const upload = uploadOf(tiktok, request);
  if (upload !== null) return state.publishes.get(upload.publishId)?.accountId;
  if (request.url.pathname.startsWith('/v2/oauth/')) {
    const form = formOf(request);
    return (
      state.codes.get(form?.get('code') ?? '')?.accountId ??
      state.refreshTokens.get(form?.get('refresh_token') ?? '')?.accountId ??
      state.accessTokens.get(form?.get('token') ?? '')?.accountId
    );
  }
  return state.accessTokens.get(bearerToken(request) ?? '')?.accountId;
}
