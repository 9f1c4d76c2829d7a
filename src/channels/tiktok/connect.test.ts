import { describe, expect, test } from 'vitest';
import { CREATOR, fakeTiktok, fakeTools, ok, refusal, SETTINGS } from '../../../test/conformance/tiktok-fake.ts';
import { createConnector } from './connect.ts';

const TOKENS = {
  access_token: 'act.1',
  expires_in: 86_400,
  open_id: 'open-1',
  refresh_expires_in: 31_536_000,
  refresh_token: 'rft.1',
  scope: 'user.info.basic,user.info.profile,video.publish',
  token_type: 'Bearer',
};
const USER = {
  user: { open_id: 'open-1', avatar_url: 'https://a.example/1', display_name: 'Lucía', username: 'lucia' },
};
/** As the callback's query gives it after one decoding. */
const CODE = 'Zy9-x*3!2873.u1';
const HELD = {
  accessToken: 'act.1',
  refreshToken: 'rft.1',
  obtainedAt: Temporal.Instant.from('2026-11-23T08:00:00Z'),
  expiresAt: Temporal.Instant.from('2026-11-24T08:00:00Z'),
};

function connector(more: Partial<typeof SETTINGS> = {}) {
  const fake = fakeTiktok();
  fake.answer('/oauth/token/', Response.json(TOKENS));
  fake.answer('/user/info/', ok(USER));
  fake.answer('/creator_info/', ok(CREATOR));
  const tools = fakeTools(fake);
  const formOf = (index: number) => Object.fromEntries(new URLSearchParams(fake.calls[index]?.body));
  return { fake, tools, formOf, connect: createConnector({ ...SETTINGS, ...more }, tools) };
}

const EXCHANGE = { code: CODE, redirectUri: 'http://localhost:3000/c', codeVerifier: 'v'.repeat(43) };

describe('linking', () => {
  test('trades the code as it is, with its stars and exclamation marks', async () => {
    const { connect, fake, formOf } = connector();
    await connect.exchange(EXCHANGE);
    expect(formOf(0)).toEqual({
      client_key: 'key-1',
      client_secret: 'secret-1',
      grant_type: 'authorization_code',
      code: CODE,
      redirect_uri: 'http://localhost:3000/c',
      code_verifier: 'v'.repeat(43),
    });
    expect(fake.calls[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
  });

  test('sends no verifier where no challenge was sent', async () => {
    const { connect, formOf } = connector();
    await connect.exchange({ ...EXCHANGE, codeVerifier: null });
    expect(formOf(0)).not.toHaveProperty('code_verifier');
  });

  test('brings tokens, scopes, and who it is', async () => {
    const { connect, tools } = connector();
    expect(await connect.exchange(EXCHANGE)).toMatchObject({
      ok: true,
      value: {
        externalAccountId: 'open-1',
        username: 'lucia',
        displayName: 'Lucía',
        avatarUrl: 'https://a.example/1',
        tokens: { accessToken: 'act.1', refreshToken: 'rft.1', expiresAt: tools.clock.now().add({ hours: 24 }) },
        scopes: ['user.info.basic', 'user.info.profile', 'video.publish'],
        capabilities: { private: false, maxVideoDurationSeconds: 60 },
      },
    });
  });

  test('asks only for what was granted; the name then comes from creator_info', async () => {
    const { connect, fake } = connector();
    fake.answer('/oauth/token/', Response.json({ ...TOKENS, scope: 'user.info.basic,video.publish' }));
    fake.answer('/user/info/', ok({ user: { open_id: 'open-1', display_name: 'Lucía C.' } }));
    const linked = await connect.exchange(EXCHANGE);
    expect(fake.calls[1]?.url.searchParams.get('fields')).toBe('open_id,avatar_url,display_name');
    expect(linked).toMatchObject({ ok: true, value: { username: 'lucia', displayName: 'Lucía C.' } });
  });

  test('does not need the creator to be able to post right now', async () => {
    const { connect, fake } = connector();
    fake.answer('/creator_info/', refusal('spam_risk_too_many_posts', 200));
    expect(await connect.exchange(EXCHANGE)).toMatchObject({ ok: true, value: { capabilities: {}, standing: null } });
  });

  test.each([
    ['a used code', Response.json({ error: 'invalid_grant', error_description: 'x' }, { status: 400 }), 'token'],
    ['a wrong secret', Response.json({ error: 'invalid_client' }, { status: 401 }), 'permanent'],
    ['an error with HTTP 200', Response.json({ error: 'invalid_request' }), 'permanent'],
    ['an outage', new Response('', { status: 502 }), 'transient'],
    ['tokens without an access token', Response.json({ ...TOKENS, access_token: undefined }), 'transient'],
  ])('%s: refused, and nothing more is asked', async (_name, response, failureClass) => {
    const { connect, fake } = connector();
    fake.answer('/oauth/token/', response);
    expect(await connect.exchange(EXCHANGE)).toMatchObject({ ok: false, failure: { failureClass } });
    expect(fake.calls).toHaveLength(1);
  });
});

describe('refreshing', () => {
  test('brings both tokens, since the refresh token may have changed', async () => {
    const { connect, fake, formOf } = connector();
    fake.answer('/oauth/token/', Response.json({ ...TOKENS, access_token: 'act.2', refresh_token: 'rft.2' }));
    expect(await connect.refresh(HELD)).toMatchObject({
      ok: true,
      value: { accessToken: 'act.2', refreshToken: 'rft.2' },
    });
    expect(formOf(0)).toMatchObject({ grant_type: 'refresh_token', refresh_token: 'rft.1' });
  });

  test('a lost answer is asked for once more with the old token', async () => {
    const { connect, fake, formOf } = connector();
    fake.answer('/oauth/token/', 'lost', Response.json({ ...TOKENS, access_token: 'act.2' }));
    expect(await connect.refresh(HELD)).toMatchObject({ ok: true, value: { accessToken: 'act.2' } });
    expect([formOf(0)['refresh_token'], formOf(1)['refresh_token']]).toEqual(['rft.1', 'rft.1']);
  });

  test('if it had changed already, only linking helps', async () => {
    const { connect, fake } = connector();
    fake.answer('/oauth/token/', 'lost', Response.json({ error: 'invalid_grant' }, { status: 400 }));
    expect(await connect.refresh(HELD)).toMatchObject({ ok: false, failure: { failureClass: 'token' } });
  });

  test.each(['lost', 'not_sent'] as const)('an outage leaves the account alone: %s', async (answer) => {
    const { connect, fake } = connector();
    fake.answer('/oauth/token/', answer);
    expect(await connect.refresh(HELD)).toMatchObject({ ok: false, failure: { failureClass: 'transient' } });
    expect(fake.calls).toHaveLength(answer === 'lost' ? 2 : 1);
  });

  test('needs a refresh token', async () => {
    const { connect, fake } = connector();
    const refreshed = await connect.refresh({ ...HELD, refreshToken: null });
    expect(refreshed).toMatchObject({ ok: false, failure: { failureClass: 'token' } });
    expect(fake.calls).toEqual([]);
  });

  test.each([
    [0, 30],
    [0.5, 45],
    [0.999, 60],
  ])('is due between 30 and 60 minutes before the end: chance %f, %i minutes', (chance, minutes) => {
    const { fake, tools } = connector();
    const connect = createConnector(SETTINGS, { ...tools, fetch: fake.fetch, random: () => chance });
    const due = connect.refreshAt(HELD);
    expect(due?.until(HELD.expiresAt).total('minutes')).toBeCloseTo(minutes, 0);
  });

  test('a short token is refreshed halfway, one without end never', () => {
    const { connect } = connector();
    const expiresAt = HELD.obtainedAt.add({ minutes: 20 });
    expect(connect.refreshAt({ ...HELD, expiresAt })?.toString()).toBe('2026-11-23T08:10:00Z');
    expect(connect.refreshAt({ ...HELD, expiresAt: null })).toBeNull();
  });
});

describe('revoking', () => {
  test('gives the access token back', async () => {
    const { connect, fake, formOf } = connector();
    fake.answer('/oauth/revoke/', new Response(''));
    expect(await connect.revoke(HELD)).toEqual({ ok: true, value: 'revoked' });
    expect(formOf(0)).toEqual({ client_key: 'key-1', client_secret: 'secret-1', token: 'act.1' });
  });

  test('refreshes a stale one first', async () => {
    const { connect, fake, formOf } = connector();
    fake.answer('/oauth/token/', Response.json({ ...TOKENS, access_token: 'act.2' }));
    fake.answer('/oauth/revoke/', new Response(''));
    const expiresAt = Temporal.Instant.from('2026-11-23T08:59:00Z');
    expect(await connect.revoke({ ...HELD, expiresAt })).toEqual({ ok: true, value: 'revoked' });
    expect(formOf(1)['token']).toBe('act.2');
  });

  test('says when it was refused', async () => {
    const { connect, fake } = connector();
    fake.answer('/oauth/revoke/', Response.json({ error: 'invalid_client' }, { status: 401 }));
    expect(await connect.revoke(HELD)).toMatchObject({ ok: false, failure: { failureClass: 'permanent' } });
  });
});

describe('capabilities', () => {
  const CREDENTIALS = { externalAccountId: 'open-1', username: 'lucia', accessToken: 'act.1' };

  test('are read with the token in the header and no body', async () => {
    const { connect, fake } = connector();
    expect(await connect.readCapabilities(CREDENTIALS)).toMatchObject({
      ok: true,
      value: { capabilities: { nickname: 'Lucía', checkedAt: '2026-11-23T09:00:00Z' }, standing: null },
    });
    expect(fake.calls[0]?.headers.get('authorization')).toBe('Bearer act.1');
    expect(fake.calls[0]?.body).toBe('');
  });

  test('of an account that granted drafts only are not known, and that is no failure', async () => {
    const { connect, fake } = connector();
    fake.answer('/creator_info/', refusal('scope_not_authorized', 401));
    expect(await connect.readCapabilities(CREDENTIALS)).toEqual({
      ok: true,
      value: { capabilities: { checkedAt: '2026-11-23T09:00:00Z' }, standing: null },
    });
  });

  test.each([
    ['access_token_invalid', 401, 'token'],
    ['spam_risk_too_many_posts', 200, 'rate'],
    ['internal_error', 500, 'transient'],
  ])('%s: %i, %s', async (code, status, failureClass) => {
    const { connect, fake } = connector();
    fake.answer('/creator_info/', refusal(code, status));
    expect(await connect.readCapabilities(CREDENTIALS)).toMatchObject({ ok: false, failure: { failureClass } });
  });
});
