/** The consent page of www.tiktok.com and what it sends back (tiktok.md 2.1). */
import type { Account } from '../core/accounts.ts';
import { page, redirect } from '../core/answers.ts';
import { consentPage, consentProblem } from '../core/consent.ts';
import type { Answer, WireRequest } from '../platform.ts';
import { newCode } from './ids.ts';
import { SCOPES } from './scopes.ts';
import { tiktokSettings } from './settings.ts';
import type { Code, Tiktok } from './state.ts';

interface AuthorizeRequest {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
}

/** `GET /v2/auth/authorize/`. Always shown, as with `disable_auto_auth=1`. */
export function showConsent(tiktok: Tiktok, request: WireRequest): Answer {
  const asked = readAuthorize(tiktok, request);
  if (!asked.ok) return page(400, consentProblem('TikTok', asked.problem));
  return page(
    200,
    consentPage({
      platformTitle: 'TikTok',
      appName: 'The app',
      action: request.url.pathname + request.url.search,
      accent: '#d6224a',
      accounts: tiktok.core.accounts.list('tiktok').map((account) => ({ account, label: labelOf(account) })),
      scopes: SCOPES.filter(({ name }) => asked.value.scopes.includes(name)),
      hidden: {},
    }),
  );
}

function labelOf(account: Account): string {
  const kind = account.private ? 'private account' : 'public account';
  return `${account.displayName} (@${account.username}), ${kind}`;
}

/** `POST /v2/auth/authorize/`: the person decided. */
export function decideConsent(tiktok: Tiktok, request: WireRequest): Answer {
  const asked = readAuthorize(tiktok, request);
  if (!asked.ok) return page(400, consentProblem('TikTok', asked.problem));
  const { core, state } = tiktok;
  const form = new URLSearchParams(request.body.toString('utf8'));
  if (form.get('decision') !== 'allow') {
    return back(asked.value, { error: 'access_denied', error_description: 'The user denied the request.' });
  }
  const account = core.accounts.find('tiktok', form.get('account') ?? '');
  if (account === null) return page(400, consentProblem('TikTok', 'Please choose an account.'));
  const ticked = form.getAll('scope');
  const code: Code = {
    code: newCode(core.chance),
    accountId: account.id,
    redirectUri: asked.value.redirectUri,
    // The basic scope cannot be unticked.
    scopes: asked.value.scopes.filter((scope) => scope === 'user.info.basic' || ticked.includes(scope)),
    challenge: asked.value.challenge,
    expiresAtMs: core.clock.nowMs() + tiktokSettings(core).codeSeconds * 1000,
    used: false,
  };
  state.codes.put(code.code, code, { owner: account.id });
  return back(asked.value, { code: code.code, scopes: code.scopes.join(',') });
}

function back(asked: AuthorizeRequest, values: Readonly<Record<string, string>>): Answer {
  const all = { ...values, ...(asked.state === null ? {} : { state: asked.state }) };
  const query = Object.entries(all).map(([name, value]) => `${name}=${percentEncoded(value)}`);
  return redirect(`${asked.redirectUri}?${query.join('&')}`);
}

/** `*` and `!` too, so that a code taken from the raw query is visibly wrong. */
function percentEncoded(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function readAuthorize(
  { core }: Tiktok,
  request: WireRequest,
): { ok: true; value: AuthorizeRequest } | { ok: false; problem: string } {
  const query = Object.fromEntries(request.url.searchParams);
  const settings = tiktokSettings(core);
  if (query['client_key'] !== core.credentials.tiktokClientKey) return refused('client_key is missing or unknown.');
  if (query['response_type'] !== 'code') return refused('response_type must be "code".');
  const redirectUri = query['redirect_uri'] ?? '';
  const problem = redirectProblem(redirectUri);
  if (problem !== null) return refused(problem);
  if (settings.redirectUris.length > 0 && !settings.redirectUris.includes(redirectUri)) {
    return refused('redirect_uri is not registered for this app.');
  }
  const scopes = (query['scope'] ?? '').split(',').filter((scope) => scope !== '');
  const unknown = scopes.filter((scope) => !SCOPES.some(({ name }) => name === scope));
  if (scopes.length === 0 || unknown.length > 0) {
    return refused(`scope is empty or not comma-separated or unknown: ${unknown.join(' ') || '(none)'}`);
  }
  const challenge = query['code_challenge'] ?? null;
  if (challenge !== null && query['code_challenge_method'] !== 'S256') {
    return refused('code_challenge_method must be S256.');
  }
  if (challenge === null && settings.requirePkce === 'loopback' && isLoopback(redirectUri)) {
    return refused('code_challenge is required for desktop apps.');
  }
  return { ok: true, value: { redirectUri, state: query['state'] ?? null, scopes, challenge } };
}

/** Absolute, static, no query, no fragment, < 512 characters; https, or a loopback host with a port. */
function redirectProblem(redirectUri: string): string | null {
  const url = URL.parse(redirectUri);
  if (url === null || redirectUri.length >= 512) return 'redirect_uri is missing or not a URL.';
  if (redirectUri.includes('?') || redirectUri.includes('#')) return 'redirect_uri must have no query and no fragment.';
  if (url.protocol === 'https:') return null;
  const local = url.protocol === 'http:' && isLoopback(redirectUri) && url.port !== '';
  return local ? null : 'redirect_uri must be https, or http on localhost with a port.';
}

function isLoopback(address: string): boolean {
  return ['localhost', '127.0.0.1'].includes(URL.parse(address)?.hostname ?? '');
}

function refused(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}
