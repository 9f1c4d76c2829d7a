/** `POST /v2/oauth/token/` and `/v2/oauth/revoke/`: form in, flat JSON out (tiktok.md 2.2, 2.3). */
import { createHash } from 'node:crypto';
import { json } from '../core/answers.ts';
import type { Answer, Call, WireRequest } from '../platform.ts';
import { oauthAnswer } from './errors.ts';
import { newLogId } from './ids.ts';
import { removeAuthorization } from './revoke.ts';
import { tiktokSettings } from './settings.ts';
import type { TiktokSettings } from './settings.ts';
import type { Code, Tiktok } from './state.ts';
import { issueTokens } from './tokens.ts';
import type { IssuedTokens } from './tokens.ts';

/** What the developer portal calls 5: the app itself revoked (tiktok.md 8). */
const DEVELOPER_REVOKED = 5;

/** `token`: a code is exchanged; `refresh`: by grant type. */
export function tokenEndpointName(request: WireRequest): string {
  return formOf(request)?.get('grant_type') === 'refresh_token' ? 'refresh' : 'token';
}

export function answerToken(tiktok: Tiktok, { request }: Call): Answer {
  const form = formOf(request);
  if (form === null) return failed(tiktok, 'invalid_request', NOT_A_FORM);
  const client = clientProblem(tiktok, form);
  if (client !== null) return client;
  const grantType = form.get('grant_type');
  if (grantType === 'authorization_code') return exchangeCode(tiktok, form);
  if (grantType === 'refresh_token') return refreshTokens(tiktok, form);
  return failed(tiktok, 'unsupported_grant_type', 'The grant_type is not supported.');
}

const NOT_A_FORM = 'Only `application/x-www-form-urlencoded` is supported as Content-Type.';

function exchangeCode(tiktok: Tiktok, form: URLSearchParams): Answer {
  const { core, state } = tiktok;
  const nowMs = core.clock.nowMs();
  const code = state.codes.get(form.get('code') ?? '');
  if (code === null || code.used || nowMs >= code.expiresAtMs) {
    return failed(tiktok, 'invalid_grant', 'Authorization code is expired.');
  }
  if (code.redirectUri !== form.get('redirect_uri')) {
    return failed(tiktok, 'invalid_request', 'Redirect_uri is not matched with the uri when requesting code.');
  }
  if (!verifies(code, form.get('code_verifier'))) {
    return failed(tiktok, 'invalid_request', 'Code verifier or code challenge is invalid.');
  }
  state.codes.put(code.code, { ...code, used: true });
  const settings = tiktokSettings(core);
  return issued(
    tiktok,
    issueTokens(tiktok, code, null, nowMs + settings.refreshTokenSeconds * 1000, settings),
    settings,
  );
}

/** TikTok's own PKCE: the challenge is the lowercase hex of the verifier's SHA-256, not base64url. */
function verifies(code: Code, verifier: string | null): boolean {
  if (code.challenge === null) return true;
  if (verifier === null || !/^[\w.~-]{43,128}$/.test(verifier)) return false;
  return createHash('sha256').update(verifier).digest('hex') === code.challenge;
}

function refreshTokens(tiktok: Tiktok, form: URLSearchParams): Answer {
  const { core, state } = tiktok;
  const nowMs = core.clock.nowMs();
  const settings = tiktokSettings(core);
  const old = state.refreshTokens.get(form.get('refresh_token') ?? '');
  if (old === null || nowMs >= old.endsAtMs) {
    return failed(tiktok, 'invalid_grant', 'Refresh token is invalid or expired.');
  }
  const endsAtMs = settings.refreshRestartsLife ? nowMs + settings.refreshTokenSeconds * 1000 : old.endsAtMs;
  const tokens = issueTokens(tiktok, old, settings.refreshRotates ? null : old, endsAtMs, settings);
  if (settings.refreshRotates) {
    const graceEndsAtMs = Math.min(old.endsAtMs, nowMs + settings.refreshGraceSeconds * 1000);
    state.refreshTokens.put(old.token, { ...old, endsAtMs: graceEndsAtMs });
  }
  return issued(tiktok, tokens, settings);
}

function issued({ core }: Tiktok, { access, refresh }: IssuedTokens, settings: TiktokSettings): Answer {
  return json(
    200,
    {
      access_token: access.token,
      expires_in: settings.accessTokenSeconds,
      open_id: access.accountId,
      refresh_expires_in: Math.floor((refresh.endsAtMs - core.clock.nowMs()) / 1000),
      refresh_token: refresh.token,
      scope: access.scopes.join(','),
      token_type: 'Bearer',
    },
    { 'cache-control': 'no-store' },
  );
}

/** Every token of the grant is dead when the empty answer arrives. */
export function answerRevoke(tiktok: Tiktok, { request }: Call): Answer {
  const { core, state } = tiktok;
  const form = formOf(request);
  if (form === null) return failed(tiktok, 'invalid_request', NOT_A_FORM);
  const client = clientProblem(tiktok, form);
  if (client !== null) return client;
  const token = state.accessTokens.get(form.get('token') ?? '');
  const account = token === null ? null : core.accounts.find('tiktok', token.accountId);
  if (token === null || account === null || core.clock.nowMs() >= token.endsAtMs) {
    return failed(tiktok, 'invalid_request', 'The access token is invalid or expired.');
  }
  removeAuthorization(tiktok, account, DEVELOPER_REVOKED);
  return { status: 200, body: '' };
}

/** Null: sent as something else. */
export function formOf(request: WireRequest): URLSearchParams | null {
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')) return null;
  return new URLSearchParams(request.body.toString('utf8'));
}

function clientProblem(tiktok: Tiktok, form: URLSearchParams): Answer | null {
  const { tiktokClientKey, tiktokClientSecret } = tiktok.core.credentials;
  if (form.get('client_key') !== tiktokClientKey || form.get('client_secret') !== tiktokClientSecret) {
    return failed(tiktok, 'invalid_client', 'Client key or secret is incorrect.');
  }
  return null;
}

function failed({ core }: Tiktok, error: string, description: string): Answer {
  const logId = newLogId(core.chance, core.clock.nowMs());
  return oauthAnswer(tiktokSettings(core).oauthErrorStatus, error, description, logId);
}
