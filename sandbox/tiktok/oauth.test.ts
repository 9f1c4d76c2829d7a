import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TemporarySandbox } from '../testing/temporary-sandbox.ts';
import { frozenSandbox } from './testing/frozen-sandbox.ts';
import {
  authorizeUrl,
  call,
  consent,
  dataOf,
  errorOf,
  exchange,
  link,
  refresh,
  TiktokClient,
  tokenCall,
  VERIFIER,
} from './testing/tiktok-client.ts';

let sandbox: TemporarySandbox;

beforeEach(async () => {
  sandbox = await frozenSandbox();
});
afterEach(() => sandbox.close());

async function codeOf(choices: Parameters<typeof consent>[1] = {}): Promise<string> {
  return new URL(await consent(sandbox.url, choices)).searchParams.get('code') ?? '';
}

test('the consent page offers both accounts by name and kind, and every scope asked for', async () => {
  const shown = await call(authorizeUrl(sandbox.url, { scopes: 'user.info.basic,video.publish' }));
  expect(shown.status).toBe(200);
  expect(shown.text).toContain('Lucía Cerámica (@lucia.ceramica), private account');
  expect(shown.text).toContain('Lucía en TikTok (@luciaentiktok), public account');
  expect([...shown.text.matchAll(/name="scope"\s+value="([^"]+)"/g)].map(([, scope]) => scope)).toEqual([
    'user.info.basic',
    'video.publish',
  ]);
});

test('the callback carries an encoded code with * and !, the granted scopes and the state', async () => {
  const location = await consent(sandbox.url, { ticked: ['video.publish'] });
  expect(location).toMatch(/^http:\/\/localhost:3000\/oauth\/tiktok\/callback\?code=[\w-]+%2A\d{3}%21\d{4}\.u1&/);
  const back = new URL(location).searchParams;
  expect(back.get('code')).toMatch(/\*.*!/);
  // The basic scope cannot be unticked.
  expect(back.get('scopes')).toBe('user.info.basic,video.publish');
  expect(back.get('state')).toBe('state 1');
});

test('a refusal comes back as access_denied', async () => {
  const back = new URL(await consent(sandbox.url, { decision: 'deny' })).searchParams;
  expect(back.get('error')).toBe('access_denied');
  expect(back.get('error_description')).not.toBeNull();
  expect(back.get('state')).toBe('state 1');
  expect(back.get('code')).toBeNull();
});

test.each([
  ['a wrong client_key', { client_key: 'somebody' }],
  ['client_id instead of client_key', { client_key: '', client_id: 'sandboxclientkey' }],
  ['scopes separated by spaces', { scope: 'user.info.basic video.publish' }],
  ['a redirect with a query', { redirect_uri: 'https://app.example/callback?x=1' }],
  ['plain http elsewhere', { redirect_uri: 'http://app.example/callback' }],
  ['localhost without a port', { redirect_uri: 'http://localhost/callback' }],
  ['a challenge without its method', { code_challenge_method: 'plain' }],
])('no consent page for %s', async (_name, query) => {
  expect((await call(authorizeUrl(sandbox.url, { query }))).status).toBe(400);
});

test('tokens: flat, act. and rft., 24 hours and 365 days', async () => {
  const { status, body } = await exchange(sandbox.url, await codeOf());
  expect(status).toBe(200);
  expect(body).toMatchObject({
    expires_in: 86_400,
    refresh_expires_in: 31_536_000,
    scope: 'user.info.basic,user.info.profile,video.list,video.publish,video.upload',
    token_type: 'Bearer',
  });
  expect(body['access_token']).toMatch(/^act\./);
  expect(body['refresh_token']).toMatch(/^rft\./);
  expect(body['open_id']).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('PKCE is hex: a base64url challenge, a wrong or a missing verifier do not verify', async () => {
  const base64url = createHash('sha256').update(VERIFIER).digest('base64url');
  const rfc7636 = await codeOf({ query: { code_challenge: base64url } });
  for (const answer of [
    await exchange(sandbox.url, rfc7636),
    await exchange(sandbox.url, await codeOf(), { code_verifier: 'w'.repeat(50) }),
    await exchange(sandbox.url, await codeOf(), { code_verifier: '' }),
  ]) {
    expect(errorOf(answer)).toEqual([400, 'invalid_request']);
    expect(answer.body['log_id']).toMatch(/^20261123/);
  }
});

test('without a challenge no verifier is asked for', async () => {
  const query = new URL(authorizeUrl(sandbox.url)).searchParams;
  query.delete('code_challenge');
  query.delete('code_challenge_method');
  const shown = await call(`${sandbox.url}/v2/auth/authorize/?${query.toString()}`);
  const account = /name="account"\s+value="([^"]+)"/.exec(shown.text)?.[1] ?? '';
  const answer = await call(`${sandbox.url}/v2/auth/authorize/?${query.toString()}`, {
    method: 'POST',
    body: new URLSearchParams({ account, decision: 'allow', scope: 'video.publish' }),
  });
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const tokens = await exchange(sandbox.url, code, { code_verifier: 'anything' });
  expect(tokens.body['scope']).toBe('user.info.basic,video.publish');
});

test('a code works once, for ten minutes, with its own redirect_uri, decoded exactly once', async () => {
  const code = await codeOf();
  const wrongRedirect = await exchange(sandbox.url, code, { redirect_uri: 'http://localhost:3000/other' });
  expect(wrongRedirect.body).toMatchObject({
    error: 'invalid_request',
    error_description: 'Redirect_uri is not matched with the uri when requesting code.',
  });
  const raw = code.replace('*', '%2A').replace('!', '%21');
  expect(errorOf(await exchange(sandbox.url, raw))).toEqual([400, 'invalid_grant']);
  expect((await exchange(sandbox.url, code)).status).toBe(200);
  expect(errorOf(await exchange(sandbox.url, code))).toEqual([400, 'invalid_grant']);

  const late = await codeOf();
  await sandbox.advance('PT10M');
  expect(errorOf(await exchange(sandbox.url, late))).toEqual([400, 'invalid_grant']);
});

test('wrong secrets, grant types and content types are flat errors', async () => {
  const code = await codeOf();
  expect(errorOf(await exchange(sandbox.url, code, { client_secret: 'no' }))).toEqual([400, 'invalid_client']);
  expect(errorOf(await tokenCall(sandbox.url, { grant_type: 'password' }))).toEqual([400, 'unsupported_grant_type']);
  const asJson = await call(`${sandbox.url}/v2/oauth/token/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'authorization_code', code }),
  });
  expect(errorOf(asJson)).toEqual([400, 'invalid_request']);
  await sandbox.control('POST', 'settings', { tiktok: { oauthErrorStatus: 200 } });
  expect(errorOf(await exchange(sandbox.url, 'nonsense'))).toEqual([200, 'invalid_grant']);
});

test('a refresh rotates: the old refresh token is dead at once, the new one works', async () => {
  const client = await link(sandbox.url);
  const first = await refresh(sandbox.url, client.refreshToken);
  expect(first.body).toMatchObject({ open_id: client.openId, refresh_expires_in: 31_536_000 });
  expect(first.body['refresh_token']).not.toBe(client.refreshToken);
  expect(errorOf(await refresh(sandbox.url, client.refreshToken))).toEqual([400, 'invalid_grant']);
  expect((await refresh(sandbox.url, String(first.body['refresh_token']))).status).toBe(200);
});

test('with a grace the old refresh token works until it ends', async () => {
  await sandbox.control('POST', 'settings', { tiktok: { refreshGraceSeconds: 60 } });
  const client = await link(sandbox.url);
  await refresh(sandbox.url, client.refreshToken);
  await sandbox.advance('PT59S');
  expect((await refresh(sandbox.url, client.refreshToken)).status).toBe(200);
  await sandbox.advance('PT1S');
  expect((await refresh(sandbox.url, client.refreshToken)).status).toBe(400);
});

test('the answer of a refresh lost after rotation: the old token is gone with it', async () => {
  const client = await link(sandbox.url);
  await sandbox.fault({ channel: 'tiktok', endpoint: 'refresh', kind: 'drop_after', times: 1 });
  await expect(refresh(sandbox.url, client.refreshToken)).rejects.toThrow('fetch failed');
  expect(errorOf(await refresh(sandbox.url, client.refreshToken))).toEqual([400, 'invalid_grant']);
});

test('an access token ends after a day, a refresh token after a year', async () => {
  const client = await link(sandbox.url);
  await sandbox.advance('PT23H59M59S');
  expect((await client.userInfo('open_id')).status).toBe(200);
  await sandbox.advance('PT1S');
  expect(errorOf(await client.userInfo('open_id'))).toEqual([401, 'access_token_invalid']);
  await sandbox.advance('P364D');
  expect(errorOf(await refresh(sandbox.url, client.refreshToken))).toEqual([400, 'invalid_grant']);
});

test('revoke answers with an empty body and kills access and refresh token', async () => {
  const client = await link(sandbox.url);
  const fields = { client_key: 'sandboxclientkey', client_secret: 'sandbox-tiktok-secret', token: client.token };
  const revoked = await call(`${sandbox.url}/v2/oauth/revoke/`, { method: 'POST', body: new URLSearchParams(fields) });
  expect([revoked.status, revoked.text]).toEqual([200, '']);
  expect(errorOf(await client.creatorInfo())).toEqual([401, 'access_token_invalid']);
  expect(errorOf(await refresh(sandbox.url, client.refreshToken))).toEqual([400, 'invalid_grant']);
  const again = await call(`${sandbox.url}/v2/oauth/revoke/`, { method: 'POST', body: new URLSearchParams(fields) });
  expect(errorOf(again)).toEqual([400, 'invalid_request']);
});

test('user info tells what the scopes allow and refuses the rest', async () => {
  const client = await link(sandbox.url);
  const read = await client.userInfo('open_id,union_id,avatar_url,display_name,username,profile_deep_link');
  expect(read.body['error']).toMatchObject({ code: 'ok', message: '' });
  expect(dataOf(read)['user']).toMatchObject({
    open_id: client.openId,
    display_name: 'Lucía Cerámica',
    username: 'lucia.ceramica',
    profile_deep_link: expect.stringMatching(/\/@lucia\.ceramica$/),
  });
  expect(errorOf(await client.userInfo('follower_count'))).toEqual([401, 'scope_not_authorized']);
  expect(errorOf(await client.userInfo(''))).toEqual([400, 'invalid_params']);
  expect(errorOf(await client.userInfo('open_id,shoe_size'))).toEqual([400, 'invalid_params']);
});

test('endpoints want their scope', async () => {
  const client = await link(sandbox.url, { ticked: ['video.upload'] });
  expect(errorOf(await client.creatorInfo())).toEqual([401, 'scope_not_authorized']);
  expect(errorOf(await client.videos())).toEqual([401, 'scope_not_authorized']);
  expect(errorOf(await client.userInfo('username'))).toEqual([401, 'scope_not_authorized']);
  expect((await client.initFile(1000, { inbox: true })).answer.status).toBe(200);
});

test('without a good token, and without the trailing slash, nothing is answered', async () => {
  const stranger = new TiktokClient(sandbox.url, 'act.nobody', '', '');
  expect(errorOf(await stranger.creatorInfo())).toEqual([401, 'access_token_invalid']);
  const client = await link(sandbox.url);
  expect((await client.post('post/publish/status/fetch', {})).status).toBe(404);
});
