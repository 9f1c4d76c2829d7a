/** Long-lived tokens: exchange, refresh, and whether a token is good (instagram.md 2.3, 2.4). */
import { json, parametersOf, textParameter } from '../core/answers.ts';
import type { Answer, Call, WireRequest } from '../platform.ts';
import { catalogueError, graphAnswer, graphError } from './errors.ts';
import type { GraphError } from './errors.ts';
import { newToken, newTraceId } from './ids.ts';
import { instagramSettings } from './settings.ts';
import type { Instagram, Token } from './state.ts';

/** Seconds; "the number varies around 5 184 000". */
const LONG_LIFE_SECONDS = 5_183_944;

/** From the Authorization header (`Bearer`, on the upload host `OAuth`) or the parameter `access_token`. */
export function tokenText(request: WireRequest): string | null {
  const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  return header ?? textParameter(parametersOf(request), 'access_token');
}

/** The good token, or the 190 to answer with. */
export function readToken(
  { core, state }: Instagram,
  text: string | null,
): { ok: true; token: Token } | { ok: false; error: GraphError } {
  if (text === null || text === '')
    return refused(null, 'An active access token must be used to query information about the current user.');
  const token = state.tokens.get(text);
  if (token === null) return refused(null, 'Invalid OAuth access token - Cannot parse access token');
  if (token.deadSubcode !== null) {
    return { ok: false, error: catalogueError(190, token.deadSubcode === 0 ? null : token.deadSubcode) };
  }
  if (token.expiresAtMs <= core.clock.nowMs()) {
    return refused(
      463,
      `Error validating access token: Session has expired on ${new Date(token.expiresAtMs).toUTCString()}.`,
    );
  }
  return { ok: true, token };
}

function refused(subcode: number | null, message: string): { ok: false; error: GraphError } {
  return { ok: false, error: graphError(190, subcode, message, { status: 401 }) };
}

/** `GET /access_token?grant_type=ig_exchange_token`. */
export function exchangeForLongToken(instagram: Instagram, { request }: Call): Answer {
  const { core } = instagram;
  const parameters = parametersOf(request);
  const refuse = (error: GraphError): Answer => graphAnswer(error, newTraceId(core.chance));
  if (textParameter(parameters, 'grant_type') !== 'ig_exchange_token') {
    return refuse(graphError(100, null, 'Invalid parameter: grant_type must be ig_exchange_token'));
  }
  if (textParameter(parameters, 'client_secret') !== core.credentials.instagramAppSecret) {
    return refuse(graphError(100, null, 'Error validating client secret.'));
  }
  const read = readToken(instagram, tokenText(request));
  if (!read.ok) return refuse(read.error);
  if (read.token.kind !== 'short')
    return refuse(
      graphError(452, null, 'Session key invalid. This could be because the session key has an incorrect format.'),
    );
  const token = issueLongToken(instagram, read.token);
  return json(200, { access_token: token.token, token_type: 'bearer', expires_in: LONG_LIFE_SECONDS });
}

/** `GET /refresh_access_token?grant_type=ig_refresh_token`; refused under 24 hours with 400/100 (instagram.md 2.4). */
export function refreshToken(instagram: Instagram, { request }: Call): Answer {
  const { core, state } = instagram;
  const settings = instagramSettings(core);
  const refuse = (error: GraphError): Answer => graphAnswer(error, newTraceId(core.chance));
  if (textParameter(parametersOf(request), 'grant_type') !== 'ig_refresh_token') {
    return refuse(graphError(100, null, 'Invalid parameter: grant_type must be ig_refresh_token'));
  }
  const read = readToken(instagram, tokenText(request));
  if (!read.ok) return refuse(read.error);
  const { token: old } = read;
  if (old.kind !== 'long') return refuse(graphError(100, null, 'Only long-lived access tokens can be refreshed.'));
  if (!old.scopes.includes('instagram_business_basic')) return refuse(catalogueError(10, null));
  const ageMs = core.clock.nowMs() - old.issuedAtMs;
  if (ageMs < settings.refreshMinimumAgeSeconds * 1000) {
    return refuse(graphError(100, null, 'The access token must be at least 24 hours old to be refreshed.'));
  }
  const token = issueLongToken(instagram, old, settings.refreshChangesToken ? undefined : old.token);
  if (settings.refreshEndsOldToken && token.token !== old.token) {
    state.tokens.put(old.token, { ...old, deadSubcode: 467 });
  }
  return json(200, {
    access_token: token.token,
    token_type: 'bearer',
    expires_in: LONG_LIFE_SECONDS,
    permissions: token.scopes.join(','),
  });
}

function issueLongToken({ core, state }: Instagram, from: Token, text: string = newToken(core.chance)): Token {
  const now = core.clock.nowMs();
  const token: Token = {
    ...from,
    token: text,
    kind: 'long',
    issuedAtMs: now,
    expiresAtMs: now + LONG_LIFE_SECONDS * 1000,
  };
  state.tokens.put(text, token, { owner: token.accountId });
  return token;
}
