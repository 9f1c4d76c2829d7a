import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  ALL_SCOPES,
  call,
  consent,
  errorOf,
  exchange,
  InstagramClient,
  link,
  REDIRECT_URI,
} from '../testing/instagram-client.ts';
import { temporarySandbox } from '../testing/temporary-sandbox.ts';
import type { TemporarySandbox } from '../testing/temporary-sandbox.ts';

let sandbox: TemporarySandbox;
beforeAll(async () => {
  sandbox = await temporarySandbox();
});
beforeEach(() => sandbox.control('POST', 'reset'));
afterAll(() => sandbox.close());

async function code(): Promise<string> {
  return (await consent(sandbox.url)).searchParams.get('code') ?? '';
}

function longUrl(token: string, secret = 'sandbox-instagram-secret'): string {
  const query = { grant_type: 'ig_exchange_token', client_secret: secret, access_token: token };
  return `${sandbox.url}/access_token?${new URLSearchParams(query).toString()}`;
}

function refreshUrl(token: string): string {
  return `${sandbox.url}/refresh_access_token?grant_type=ig_refresh_token&access_token=${token}`;
}

describe('consent', () => {
  const query = {
    client_id: '1234567890',
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'instagram_business_basic instagram_business_content_publish',
    state: 's',
  };
  const show = (changes: Record<string, string> = {}) =>
    call(`${sandbox.url}/oauth/authorize?${new URLSearchParams({ ...query, ...changes }).toString()}`);

  test('one form: accounts as radios, scopes ticked, two decisions', async () => {
    const { status, text } = await show();
    expect(status).toBe(200);
    expect(text.match(/<form/g)).toHaveLength(1);
    expect(text).toMatch(/type="radio"\s+name="account"\s+value="17841\d{12}"\s+checked/);
    expect(text).toContain('Lucía Ceramics (@lucia.ceramics)');
    expect(text.match(/type="checkbox"\s+name="scope"[^>]*checked/g)).toHaveLength(2);
    expect(text.match(/name="decision" value="(allow|deny)"/g)).toHaveLength(2);
    expect(text).not.toContain('<script');
  });

  test('denied', async () => {
    const back = await consent(sandbox.url, { decision: 'deny', state: 'xyz' });
    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'The user denied your request',
      state: 'xyz',
    });
    expect(back.hash).toBe('');
  });

  test.each([
    [{ client_id: '1' }, 'unknown client_id'],
    [{ response_type: 'token' }, 'response_type'],
    [{ redirect_uri: 'nowhere' }, 'redirect_uri'],
    [{ scope: 'business_basic' }, 'Invalid Scopes: business_basic'],
  ])('a bad request is refused on the page: %j', async (changes, message) => {
    const { status, text } = await show(changes);
    expect(status).toBe(400);
    expect(text).toContain(message);
  });

  test('only registered redirect URIs, when there are any', async () => {
    await sandbox.control('POST', 'settings', { ig: { redirectUris: ['https://app.example/callback'] } });
    expect((await show()).status).toBe(400);
    expect((await show({ redirect_uri: 'https://app.example/callback' })).status).toBe(200);
  });

  test('unticked scopes are not granted', async () => {
    const shown = await show();
    const form = new URLSearchParams({
      account: /name="account"\s+value="([^"]+)"/.exec(shown.text)?.[1] ?? '',
      scope: 'instagram_business_basic',
      decision: 'allow',
    });
    const answer = await call(`${sandbox.url}/oauth/authorize?${new URLSearchParams(query).toString()}`, {
      method: 'POST',
      body: form,
    });
    const granted = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
    expect((await exchange(sandbox.url, granted)).body['permissions']).toEqual(['instagram_business_basic']);
  });
});

describe('code exchange', () => {
  test('a code works once', async () => {
    const once = await code();
    expect((await exchange(sandbox.url, once)).status).toBe(200);
    const twice = await exchange(sandbox.url, once);
    expect(twice.status).toBe(400);
    expect(twice.body).toEqual({
      error_type: 'OAuthException',
      code: 400,
      error_message: 'Matching code was not found or was already used',
    });
  });

  test('the #_ is not part of the code, and a code lives an hour', async () => {
    expect((await exchange(sandbox.url, `${await code()}#_`)).status).toBe(400);
    const old = await code();
    await sandbox.advance('PT61M');
    expect((await exchange(sandbox.url, old)).status).toBe(400);
  });

  test.each([
    [{ redirect_uri: `${REDIRECT_URI}/` }, 'redirect_uri is identical'],
    [{ client_id: '1' }, 'Invalid platform app'],
    [{ client_secret: 'x' }, 'client secret'],
    [{ grant_type: 'password' }, 'grant_type'],
  ])('refused: %j', async (changes, message) => {
    const answer = await exchange(sandbox.url, await code(), changes);
    expect(answer.status).toBe(400);
    expect(answer.body['error_message']).toContain(message);
  });

  test('multipart is accepted, JSON is not', async () => {
    const fields = {
      client_id: '1234567890',
      client_secret: 'sandbox-instagram-secret',
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT_URI,
    };
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, code: await code() })) form.append(name, value);
    const url = `${sandbox.url}/oauth/access_token`;
    expect((await call(url, { method: 'POST', body: form })).status).toBe(200);
    const body = JSON.stringify({ ...fields, code: await code() });
    const asJson = await call(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(asJson.status).toBe(400);
  });

  test('the other documented shape', async () => {
    await sandbox.control('POST', 'settings', { ig: { tokenShape: 'wrapped' } });
    const answer = await exchange(sandbox.url, await code());
    expect(answer.body['data']).toMatchObject([
      { user_id: expect.stringMatching(/^17841\d{12}$/), permissions: ALL_SCOPES },
    ]);
  });
});

describe('tokens', () => {
  test('a short token dies after an hour, and only a short one is exchanged', async () => {
    const short = String((await exchange(sandbox.url, await code())).body['access_token']);
    expect((await call(longUrl(short, 'wrong'))).status).toBe(400);
    const long = String((await call(longUrl(short))).body['access_token']);
    expect((await call(longUrl(long))).status).toBe(400);
    await sandbox.advance('PT61M');
    expect(errorOf(await call(longUrl(short)))).toEqual({ code: 190, subcode: 463, status: 401 });
    expect((await call(`${sandbox.url}/v26.0/me?access_token=${long}`)).status).toBe(200);
  });

  test('refresh: refused under 24 hours, then a new life', async () => {
    const { token } = await link(sandbox.url);
    expect(errorOf(await call(refreshUrl(token)))).toMatchObject({ code: 100, status: 400 });
    await sandbox.advance('PT25H');
    const refreshed = await call(refreshUrl(token));
    expect(refreshed.body).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944, permissions: ALL_SCOPES });
    expect(refreshed.body['access_token']).not.toBe(token);
    await sandbox.advance('P59DT12H');
    expect((await call(refreshUrl(String(refreshed.body['access_token'])))).status).toBe(200);
    expect(errorOf(await call(refreshUrl(token)))).toMatchObject({ code: 190, subcode: 463 });
  });

  test('refresh may keep the token, or end the old one', async () => {
    const { token } = await link(sandbox.url);
    await sandbox.advance('PT25H');
    await sandbox.control('POST', 'settings', { ig: { refreshChangesToken: false } });
    expect((await call(refreshUrl(token))).body['access_token']).toBe(token);
    await sandbox.advance('PT25H');
    await sandbox.control('POST', 'settings', { ig: { refreshChangesToken: true, refreshEndsOldToken: true } });
    expect((await call(refreshUrl(token))).status).toBe(200);
    expect((await call(`${sandbox.url}/v26.0/me?access_token=${token}`)).status).toBe(401);
  });

  test('missing, unknown and dead tokens', async () => {
    expect(errorOf(await call(`${sandbox.url}/v26.0/me`))).toEqual({ code: 190, subcode: undefined, status: 401 });
    expect(errorOf(await call(`${sandbox.url}/v26.0/me?access_token=IGAAx`))).toMatchObject({ code: 190, status: 401 });
  });

  test('each scope opens its own endpoints only', async () => {
    const basic = await link(sandbox.url, 'instagram_business_basic');
    expect((await basic.get('me')).status).toBe(200);
    expect((await basic.get('me/media')).status).toBe(200);
    for (const refused of [
      await basic.container({ image_url: 'http://localhost/a.jpg' }),
      await basic.publish('17000000000000000'),
      await basic.get('me/content_publishing_limit'),
      await basic.get('17000000000000000/comments'),
      await basic.get('me/insights', { metric: 'online_followers', period: 'lifetime' }),
    ]) {
      expect(errorOf(refused)).toEqual({ code: 10, subcode: undefined, status: 403 });
    }
  });

  test("another account's nodes do not exist for us", async () => {
    const other = (await sandbox.control('POST', 'accounts', { channel: 'ig', username: 'other' })) as { id: string };
    const client = await link(sandbox.url);
    expect(errorOf(await client.get(`${other.id}/media`))).toMatchObject({ code: 100, subcode: 33 });
    expect(errorOf(await client.get(other.id))).toMatchObject({ code: 100, subcode: 33 });
    const linked = await consent(sandbox.url, { account: other.id });
    const token = String((await exchange(sandbox.url, linked.searchParams.get('code') ?? '')).body['access_token']);
    expect(
      (await new InstagramClient(sandbox.url, token, other.id).get('me', { fields: 'username' })).body['username'],
    ).toBe('other');
  });
});

test('me: the fields asked for, flat or wrapped; unknown fields and paths are Graph errors', async () => {
  const client = await link(sandbox.url);
  const fields =
    'user_id,username,name,account_type,profile_picture_url,followers_count,follows_count,media_count,biography,website';
  expect(Object.keys((await client.get('me', { fields })).body).toSorted()).toEqual(
    [...fields.split(','), 'id'].toSorted(),
  );
  expect(Object.keys((await client.get('me')).body)).toEqual(['id']);
  expect(errorOf(await client.get('me', { fields: 'shoe_size' }))).toMatchObject({ code: 100, status: 400 });
  await sandbox.control('POST', 'settings', { ig: { meShape: 'wrapped' } });
  expect((await client.get('me', { fields: 'username' })).body['data']).toMatchObject([{ username: 'lucia.ceramics' }]);
  expect(errorOf(await client.get('me/nothing/here'))).toMatchObject({ code: 2500 });
  expect((await call(`${sandbox.url}/26/me?access_token=${client.token}`)).status).toBe(404);
});
