import { z } from 'zod';
import type { AdapterTools, Answer, RefreshedTokens, Tokens } from '../adapter.ts';
import { oauthVerdictOn } from './errors.ts';
import type { TiktokSettings } from './settings.ts';
import { callOauth, type TiktokAnswer } from './tiktok-call.ts';

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  open_id: z.string().min(1),
  refresh_token: z.string().min(1),
  scope: z.string().catch(''),
});
type TokenAnswer = z.infer<typeof TokenAnswer>;

export interface GrantedTokens {
  openId: string;
  tokens: RefreshedTokens & { scopes: readonly string[] };
}

type Tools = Pick<AdapterTools, 'clock' | 'fetch' | 'random'>;

/** Trades the callback's code for tokens (tiktok.md 2.2). The code is sent as given: it has been URL-decoded already. */
export async function exchangeCode(
  settings: TiktokSettings,
  tools: Tools,
  { code, redirectUri, codeVerifier }: { code: string; redirectUri: string; codeVerifier: string | null },
): Promise<Answer<GrantedTokens>> {
  const answer = await askForTokens(settings, tools, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    ...(codeVerifier === null ? {} : { code_verifier: codeVerifier }),
  });
  if (answer.kind === 'ok') return { ok: true, value: grantedTokens(answer.value, tools) };
  return { ok: false, failure: oauthVerdictOn(answer, 'exchange').failure };
}

/**
 * Prolongs the tokens; the refresh token may change with it, and then only the new one counts (tiktok.md 2.2). A lost
 * answer may have changed it already: asked once more with the old one, a refusal then means that only linking helps.
 */
export async function refreshTokens(
  settings: TiktokSettings,
  tools: Tools,
  { refreshToken }: Pick<Tokens, 'refreshToken'>,
): Promise<Answer<RefreshedTokens>> {
  if (refreshToken === null) return { ok: false, failure: oauthVerdictOn(NO_REFRESH_TOKEN, 'refresh').failure };
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const first = await askForTokens(settings, tools, form);
  const isLost = first.kind === 'lost' || first.kind === 'unreadable';
  const answer = isLost ? await askForTokens(settings, tools, form) : first;
  if (answer.kind === 'ok') return { ok: true, value: grantedTokens(answer.value, tools).tokens };
  return { ok: false, failure: oauthVerdictOn(answer, 'refresh').failure };
}

const NO_REFRESH_TOKEN = {
  kind: 'refused',
  error: { code: 'invalid_grant', message: '', logId: null, httpStatus: 400 },
} as const;

/**
 * 30 to 60 minutes before the end, spread by chance so that accounts linked together do not come together; never
 * before half of a short token's life. `null`: a token without an end.
 */
export function refreshAt(
  { obtainedAt, expiresAt }: { obtainedAt: Temporal.Instant; expiresAt: Temporal.Instant | null },
  random: () => number,
): Temporal.Instant | null {
  if (expiresAt === null) return null;
  const lifeMs = expiresAt.epochMilliseconds - obtainedAt.epochMilliseconds;
  const leadMs = Math.min((30 + 30 * random()) * 60_000, lifeMs / 2);
  return expiresAt.subtract({ milliseconds: Math.round(Math.max(0, leadMs)) });
}

/** Withdraws the grant. TikTok wants a living access token for it, so a stale one is refreshed first (tiktok.md 2.3). */
export async function revokeTokens(
  settings: TiktokSettings,
  tools: Tools,
  tokens: Tokens,
): Promise<Answer<'revoked' | 'not_possible'>> {
  let { accessToken } = tokens;
  if (tokens.expiresAt !== null && Temporal.Instant.compare(tokens.expiresAt, tools.clock.now()) <= 0) {
    const refreshed = await refreshTokens(settings, tools, tokens);
    if (!refreshed.ok) return refreshed;
    ({ accessToken } = refreshed.value);
  }
  const url = `${settings.baseUrls.api}/v2/oauth/revoke/`;
  const form = { client_key: settings.clientKey, client_secret: settings.clientSecret, token: accessToken };
  const answer = await callOauth(tools, { url, form }, z.unknown());
  if (answer.kind === 'ok') return { ok: true, value: 'revoked' };
  return { ok: false, failure: oauthVerdictOn(answer, 'revoke').failure };
}

function askForTokens(
  settings: TiktokSettings,
  tools: Tools,
  grant: Record<string, string>,
): Promise<TiktokAnswer<TokenAnswer>> {
  const url = `${settings.baseUrls.api}/v2/oauth/token/`;
  const form = { client_key: settings.clientKey, client_secret: settings.clientSecret, ...grant };
  return callOauth(tools, { url, form }, TokenAnswer);
}

function grantedTokens(answer: TokenAnswer, { clock }: Tools): GrantedTokens {
  const obtainedAt = clock.now();
  return {
    openId: answer.open_id,
    tokens: {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token,
      obtainedAt,
      expiresAt: obtainedAt.add({ seconds: Math.floor(answer.expires_in) }),
      scopes: answer.scope
        .split(',')
        .map((scope) => scope.trim())
        .filter((scope) => scope !== ''),
    },
  };
}
