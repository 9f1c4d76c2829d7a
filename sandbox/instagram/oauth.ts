/** Consent, and code → short-lived token: www.instagram.com and api.instagram.com (instagram.md 2.1, 2.2). */
import { json, page, parametersOf, redirect, textParameter } from '../core/answers.ts';
import { consentPage, consentProblem } from '../core/consent.ts';
import type { Answer, Call, WireRequest } from '../platform.ts';
import { loginAnswer } from './errors.ts';
import { newCode, newToken } from './ids.ts';
import { SCOPES } from './scopes.ts';
import { instagramSettings } from './settings.ts';
import type { Code, Instagram } from './state.ts';

const HOUR_MS = 3_600_000;

interface AuthorizeRequest {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
}

/** `GET /oauth/authorize`. */
export function showConsent({ core }: Instagram, request: WireRequest): Answer {
  const asked = readAuthorize({ core }, Object.fromEntries(request.url.searchParams));
  if (!asked.ok) return page(400, consentProblem('Instagram', asked.problem));
  return page(
    200,
    consentPage({
      platformTitle: 'Instagram',
      appName: 'The app',
      // The query goes along in the address: a hidden `scope` field would untick nothing.
      action: request.url.pathname + request.url.search,
      accent: '#c2185b',
      accounts: core.accounts
        .list('ig')
        .map((account) => ({ account, label: `${account.displayName} (@${account.username})` })),
      scopes: SCOPES.filter((scope) => asked.value.scopes.includes(scope.name)),
      hidden: {},
    }),
  );
}

/** `POST /oauth/authorize`: the person decided. */
export function decideConsent({ core, state }: Instagram, request: WireRequest): Answer {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const asked = readAuthorize({ core }, Object.fromEntries(request.url.searchParams));
  if (!asked.ok) return page(400, consentProblem('Instagram', asked.problem));
  const { redirectUri, state: clientState, scopes } = asked.value;
  const back = (values: Record<string, string>): Answer => {
    const query = new URLSearchParams({ ...values, ...(clientState === null ? {} : { state: clientState }) });
    const separator = redirectUri.includes('?') ? '&' : '?';
    return redirect(`${redirectUri}${separator}${query.toString()}${'code' in values ? '#_' : ''}`);
  };

  if (form.get('decision') !== 'allow') {
    return back({
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'The user denied your request',
    });
  }
  const account = core.accounts.find('ig', form.get('account') ?? '');
  if (account === null) return page(400, consentProblem('Instagram', 'Please choose an account.'));
  const code: Code = {
    code: newCode(core.chance),
    accountId: account.id,
    redirectUri,
    scopes: form.getAll('scope').filter((scope) => scopes.includes(scope)),
    expiresAtMs: core.clock.nowMs() + HOUR_MS,
    used: false,
  };
  state.codes.put(code.code, code, { owner: account.id });
  return back({ code: code.code });
}

function readAuthorize(
  { core }: Pick<Instagram, 'core'>,
  query: Readonly<Record<string, string>>,
): { ok: true; value: AuthorizeRequest } | { ok: false; problem: string } {
  const { redirectUris } = instagramSettings(core);
  if (query['client_id'] !== core.credentials.instagramAppId)
    return refused('Invalid platform app: unknown client_id.');
  if (query['response_type'] !== 'code') return refused('response_type must be "code".');
  const redirectUri = query['redirect_uri'] ?? '';
  if (URL.parse(redirectUri) === null) return refused('redirect_uri is missing or not a URL.');
  if (redirectUris.length > 0 && !redirectUris.includes(redirectUri)) {
    return refused('Invalid redirect_uri: it is not registered for this app.');
  }
  const scopes = (query['scope'] ?? '').split(/[\s,]+/).filter((scope) => scope !== '');
  const unknown = scopes.filter((scope) => !SCOPES.some(({ name }) => name === scope));
  if (scopes.length === 0 || unknown.length > 0) return refused(`Invalid Scopes: ${unknown.join(', ') || '(none)'}`);
  return { ok: true, value: { redirectUri, state: query['state'] ?? null, scopes } };
}

function refused(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}

/** `POST /oauth/access_token` on api.instagram.com; form or multipart, not JSON. */
export function exchangeCode({ core, state }: Instagram, { request }: Call): Answer {
  if ((request.headers['content-type'] ?? '').startsWith('application/json')) {
    return loginAnswer('Missing required field client_id');
  }
  const parameters = parametersOf(request);
  const field = (name: string): string => textParameter(parameters, name) ?? '';
  for (const name of ['client_id', 'client_secret', 'grant_type', 'redirect_uri', 'code']) {
    if (field(name) === '') return loginAnswer(`Missing required field ${name}`);
  }
  if (field('client_id') !== core.credentials.instagramAppId) return loginAnswer('Invalid platform app');
  if (field('client_secret') !== core.credentials.instagramAppSecret)
    return loginAnswer('Error validating client secret.');
  if (field('grant_type') !== 'authorization_code') return loginAnswer('Invalid grant_type');

  const now = core.clock.nowMs();
  const code = state.codes.get(field('code'));
  if (code === null || code.used || code.expiresAtMs <= now) {
    return loginAnswer('Matching code was not found or was already used');
  }
  if (code.redirectUri !== field('redirect_uri')) {
    return loginAnswer(
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    );
  }
  state.codes.put(code.code, { ...code, used: true });
  const token = newToken(core.chance);
  state.tokens.put(
    token,
    {
      token,
      accountId: code.accountId,
      scopes: code.scopes,
      kind: 'short',
      issuedAtMs: now,
      expiresAtMs: now + HOUR_MS,
      deadSubcode: null,
    },
    { owner: code.accountId },
  );
  return json(200, tokenBody({ core }, token, code));
}

function tokenBody({ core }: Pick<Instagram, 'core'>, token: string, code: Code): unknown {
  const settings = instagramSettings(core);
  if (settings.tokenShape === 'wrapped') {
    return { data: [{ access_token: token, user_id: code.accountId, permissions: code.scopes.join(',') }] };
  }
  const permissions = settings.permissionsShape === 'array' ? code.scopes : code.scopes.join(',');
  // A bare 17-digit number, above 2^53: the shape that corrupts ids in careless clients (instagram.md 2.2).
  return { access_token: token, user_id: BigInt(code.accountId), permissions };
}
