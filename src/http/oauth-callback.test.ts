import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  consent,
  startPunctual,
  userOf,
  type Loose,
  type TestPunctual,
  type TestUser,
} from '../../test/support/punctual.ts';

let punctual: TestPunctual;
let owner: TestUser;
let other: TestUser;

beforeAll(async () => {
  punctual = await startPunctual({ env: { SIGN_UP_OPEN: 'true' } });
  owner = await punctual.signUp('owner@example.com');
  other = await punctual.signUp('other@example.com');
});
afterAll(() => punctual.close());
beforeEach(async () => {
  await punctual.foundation.database.deleteFrom('channel_accounts').execute();
  await punctual.sandbox.control('DELETE', 'faults');
});

const accounts = async (user: TestUser): Promise<Loose[]> => (await user.call('GET', '/v1/accounts')).data;
async function comeBack(user: TestUser, back: URL): Promise<string> {
  return (await user.call('GET', `${back.pathname}${back.search}`)).headers.get('location') ?? '';
}
async function begin(user: TestUser): Promise<string> {
  return (await user.call('POST', '/v1/accounts/ig/link', {})).data.authorizeUrl;
}

describe('a state', () => {
  test('works once, for the session that began it', async () => {
    const back = await consent(await begin(owner));
    expect(await comeBack(other, back)).toContain('link_error=state_unknown');
    expect(await comeBack(userOf(punctual.url, ''), back)).toContain('link_error=state_unknown');
    expect(await accounts(other)).toEqual([]);
    // The attempts of others have not used it up.
    expect(await comeBack(owner, back)).toBe('/accounts?linked=ig');
    expect(await comeBack(owner, back)).toContain('link_error=state_unknown');
    expect(await accounts(owner)).toMatchObject([{ status: 'ok', timezone: 'UTC' }]);
  });

  test('of another channel, made up, missing or half an hour old links nothing', async () => {
    const back = await consent(await begin(owner));
    const tiktok = new URL(back.href.replace('/oauth/ig/', '/oauth/tiktok/'));
    expect(await comeBack(owner, tiktok)).toContain('link_error=state_unknown');
    for (const query of ['state=made-up&code=x', 'code=x', 'state=a&state=b&code=x']) {
      const location = await comeBack(owner, new URL(`/oauth/ig/callback?${query}`, punctual.url));
      expect(location, query).toContain('link_error=state_');
    }
    await punctual.clock.advanceBy({ minutes: 31 });
    expect(await comeBack(owner, back)).toContain('link_error=state_unknown');
    expect(await accounts(owner)).toEqual([]);
  });

  test('that comes back with a refusal, or without a code, says so', async () => {
    const denied = await consent(await begin(owner), { decision: 'deny' });
    expect(await comeBack(owner, denied)).toContain('link_error=denied');
    const bare = await consent(await begin(owner));
    bare.searchParams.delete('code');
    expect(await comeBack(owner, bare)).toContain('link_error=code_missing');
  });

  test('whose code the platform refuses says why, in the language of the user', async () => {
    const why = async () => {
      const location = await comeBack(owner, await consent(await begin(owner)));
      return new URL(location, punctual.url).searchParams.get('message');
    };
    await punctual.sandbox.fault({ channel: 'ig', endpoint: 'token', kind: 'http', status: 502 });
    expect(await why()).toMatch(/^Instagram gave an answer that cannot be read\./);
    await owner.call('PATCH', '/v1/me', { locale: 'es' });
    expect(await why()).toMatch(/^Instagram dio una respuesta que no se puede leer\./);
  });
});

describe('asking the platform about an account', () => {
  test.each([
    [{ code: 190, subcode: 458 }, 'revoked', 'account_revoked'],
    [{ code: 190, subcode: 463 }, 'expired', 'account_expired'],
  ])('that it refuses with %j makes it %s at once', async (error, status, code) => {
    await owner.link('ig');
    const post = await owner.call('POST', '/v1/posts', {
      caption: 'x',
      assetIds: [await owner.uploadPhoto()],
      entries: [{ channel: 'ig', scheduledAt: punctual.clock.now().add({ hours: 30 }).toString(), payload: {} }],
      intent: 'schedule',
    });
    await punctual.sandbox.fault({ channel: 'ig', endpoint: 'limit', kind: 'error', ...error });
    const [account] = await accounts(owner);
    expect((await owner.call('POST', `/v1/accounts/${account.id}:refresh`)).data.status).toBe(status);
    const entry = await owner.call('GET', `/v1/calendar/entries/${post.data.entries[0].id}`);
    expect(entry.data).toMatchObject({ readiness: 'token_expired', issues: [{ code }] });
  });
});

test('a zone that is none is refused, at linking and later', async () => {
  const name = '2026-01-01T00:00[Europe/Madrid]';
  for (const timezone of ['Mars/Olympus', '+02:00', name]) {
    const begun = await owner.call('POST', '/v1/accounts/ig/link', { timezone });
    expect(begun.status, timezone).toBeGreaterThanOrEqual(400);
    expect(begun.status).toBeLessThan(500);
  }
  await owner.link('ig');
  const [account] = await accounts(owner);
  const changed = await owner.call('PATCH', `/v1/accounts/${account.id}`, { timezone: name });
  expect([400, 422]).toContain(changed.status);
  expect((await accounts(owner))[0].timezone).toBe('Europe/Madrid');
});
