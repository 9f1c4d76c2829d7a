import { describe, expect, it } from 'vitest';
import { say } from '../../domain/said.ts';
import { VirtualClock } from '../../../test/support/clock.ts';
import { createInstagramAdapter } from './index.ts';
import { FakeGraph, refusal, SETTINGS, type FakeAnswers } from './testing/fake-graph.ts';

const NOW = '2026-11-23T09:00:00Z';
const REDIRECT = 'https://app.test/oauth/ig/callback';
const USER_ID = '17841405822304914';
const LONG = { access_token: 'IGAAlong', token_type: 'bearer', expires_in: 5_183_944 };
const LIMIT = { data: [{ quota_usage: 2, config: { quota_total: 50, quota_duration: 86_400 } }] };

const ANSWERS: FakeAnswers = {
  // A bare user_id above 2^53, as live servers send it.
  'POST /oauth/access_token': {
    text: `{"access_token":"IGAAshort","user_id":${USER_ID},"permissions":["instagram_business_basic","instagram_business_content_publish"]}`,
  },
  'GET /access_token': { json: LONG },
  'GET /me': {
    text: `{"id":"24810000000000017","user_id":${USER_ID},"username":"lucia.ceramics","name":"Lucía","profile_picture_url":"https://cdn.test/a.jpg"}`,
  },
  [`GET /${USER_ID}/content_publishing_limit`]: { json: LIMIT },
};

function stage(answers: FakeAnswers = {}) {
  const graph = new FakeGraph({ ...ANSWERS, ...answers });
  const { connect } = createInstagramAdapter(SETTINGS, graph.tools(new VirtualClock(NOW)));
  const exchange = (code = 'the-code') => connect.exchange({ code, redirectUri: REDIRECT, codeVerifier: null });
  return { graph, connect, exchange };
}

describe('the consent page', () => {
  it('is asked for by the Instagram app id, with every wanted scope and the state', () => {
    const { connect } = stage();
    const { url, codeVerifier } = connect.authorize({ state: 's 1', redirectUri: REDIRECT, chooseAccount: false });
    const query = Object.fromEntries(new URL(url).searchParams);
    expect(url.startsWith('https://www.test/oauth/authorize?')).toBe(true);
    expect(query).toMatchObject({
      client_id: '1234567890',
      redirect_uri: REDIRECT,
      response_type: 'code',
      state: 's 1',
    });
    expect(query['scope']?.split(',')).toEqual(expect.arrayContaining([...connect.neededScopes]));
    expect(query['force_authentication']).toBeUndefined();
    expect(codeVerifier).toBeNull();
  });

  it('lets another account be chosen', () => {
    const { url } = stage().connect.authorize({ state: 's', redirectUri: REDIRECT, chooseAccount: true });
    expect(new URL(url).searchParams.get('force_authentication')).toBe('1');
  });
});

describe('linking', () => {
  it('takes the id from /me, to the last digit, and the life of the token from its answer', async () => {
    const { exchange } = stage();
    const answer = await exchange();
    expect(answer).toMatchObject({
      ok: true,
      value: {
        externalAccountId: USER_ID,
        alternativeAccountId: '24810000000000017',
        username: 'lucia.ceramics',
        displayName: 'Lucía',
        avatarUrl: 'https://cdn.test/a.jpg',
        scopes: ['instagram_business_basic', 'instagram_business_content_publish'],
        tokens: { accessToken: 'IGAAlong', refreshToken: null },
        capabilities: { quotaTotal: 50, quotaUsed: 2, quotaDurationSeconds: 86_400 },
      },
    });
    const expiresAt = answer.ok ? answer.value.tokens.expiresAt : null;
    expect(expiresAt?.toString()).toBe(Temporal.Instant.from(NOW).add({ seconds: 5_183_944 }).toString());
  });

  it('takes the wrapped shapes as well', async () => {
    const { exchange } = stage({
      'POST /oauth/access_token': {
        json: {
          data: [{ access_token: 'IGAAshort', user_id: USER_ID, permissions: 'instagram_business_basic,other' }],
        },
      },
      'GET /me': { json: { data: [{ user_id: USER_ID, username: 'lucia.ceramics' }] } },
    });
    expect(await exchange()).toMatchObject({
      ok: true,
      value: {
        externalAccountId: USER_ID,
        alternativeAccountId: null,
        displayName: 'lucia.ceramics',
        scopes: ['instagram_business_basic', 'other'],
      },
    });
  });

  it('sends a form, the code without what stands behind it, and the secret in no URL', async () => {
    const { exchange, graph } = stage();
    await exchange('AQBx-code#_');
    const [first] = graph.calls;
    expect(first?.address).toBe('https://api.test/oauth/access_token');
    expect(Object.fromEntries(first?.form ?? [])).toEqual({
      client_id: '1234567890',
      client_secret: 'app-secret',
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT,
      code: 'AQBx-code',
    });
    expect([...(first?.query ?? [])]).toEqual([]);
  });

  it('goes on where the limit cannot be read for want of a scope', async () => {
    const { exchange } = stage({ [`GET /${USER_ID}/content_publishing_limit`]: refusal(10) });
    expect(await exchange()).toMatchObject({ ok: true, value: { capabilities: { username: 'lucia.ceramics' } } });
  });

  it('says of a used code that it has to be begun again', async () => {
    const { exchange, graph } = stage({
      'POST /oauth/access_token': {
        status: 400,
        json: {
          error_type: 'OAuthException',
          code: 400,
          error_message: 'Matching code was not found or was already used',
        },
      },
    });
    const answer = await exchange();
    expect(answer).toMatchObject({ ok: false, failure: { failureClass: 'token', httpStatus: 400 } });
    expect(answer.ok ? '' : say(answer.failure.says, 'en')).toContain('already used');
    expect(graph.calls).toHaveLength(1);
  });

  it.each([
    ['POST /oauth/access_token', { status: 502, text: '<html>Sorry</html>' }],
    ['GET /access_token', { text: '{"access_tok' }],
    ['GET /me', { broken: 'ECONNRESET' }],
  ] as const)('fails as transient when %s brings nothing', async (route, answer) => {
    expect(await stage({ [route]: answer }).exchange()).toMatchObject({
      ok: false,
      failure: { failureClass: 'transient' },
    });
  });
});
