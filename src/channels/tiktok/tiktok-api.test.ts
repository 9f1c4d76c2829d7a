import { expect, test } from 'vitest';
import { z } from 'zod';
import { fakeTiktok, ok, refusal, SETTINGS, type FakeAnswer } from '../../../test/conformance/tiktok-fake.ts';
import type { CallWindow, RenewedToken } from '../adapter.ts';
import { tiktokApi } from './tiktok-api.ts';

const SHAPE = z.object({ status: z.string() });
const REFUSED = refusal('access_token_invalid', 401);
const DONE = ok({ status: 'PUBLISH_COMPLETE' });

function stage(renewed: RenewedToken, ...answers: FakeAnswer[]) {
  const fake = fakeTiktok();
  fake.answer('/status/', ...answers);
  let renewals = 0;
  const api = tiktokApi(SETTINGS, fake, { accessToken: 'act.old' }, () => {
    renewals += 1;
    return Promise.resolve(renewed);
  });
  return {
    ask: () => api.post('/v2/post/publish/status/fetch/', { publish_id: 'p' }, SHAPE),
    tokensSent: () => fake.calls.map(({ headers }) => headers.get('authorization')),
    renewals: () => renewals,
  };
}

test('a refused token is renewed, and the call made again with the new one, as all that follow', async () => {
  const { ask, tokensSent, renewals } = stage({ kind: 'renewed', accessToken: 'act.new' }, REFUSED, DONE);
  expect(await ask()).toMatchObject({ kind: 'ok' });
  expect(await ask()).toMatchObject({ kind: 'ok' });
  expect(tokensSent()).toEqual(['Bearer act.old', 'Bearer act.new', 'Bearer act.new']);
  expect(renewals()).toBe(1);
});

test('a token that is refused although it is new is not renewed again', async () => {
  const { ask, renewals } = stage({ kind: 'renewed', accessToken: 'act.new' }, REFUSED);
  expect(await ask()).toMatchObject({ kind: 'refused', error: { code: 'access_token_invalid' } });
  expect(await ask()).toMatchObject({ kind: 'refused' });
  expect(renewals()).toBe(1);
});

test('while no new token can be had, TikTok counts as not reached', async () => {
  const { ask, tokensSent } = stage({ kind: 'not_now' }, REFUSED);
  expect(await ask()).toEqual({ kind: 'not_sent', reason: 'token not renewed' });
  expect(tokensSent()).toHaveLength(1);
});

test('a token that is lost for good stays refused', async () => {
  const { ask, renewals } = stage({ kind: 'lost' }, REFUSED);
  expect(await ask()).toMatchObject({ kind: 'refused', error: { code: 'access_token_invalid' } });
  await ask();
  expect(renewals()).toBe(1);
});

test('a missing scope is nothing a new token would cure', async () => {
  const { ask, renewals } = stage({ kind: 'renewed', accessToken: 'act.new' }, refusal('scope_not_authorized', 401));
  expect(await ask()).toMatchObject({ kind: 'refused', error: { code: 'scope_not_authorized' } });
  expect(renewals()).toBe(0);
});

test('a call beyond its window is not sent; the answer says when there is room', async () => {
  const fake = fakeTiktok();
  fake.answer('/', DONE);
  const until = Temporal.Instant.from('2026-11-23T09:01:02Z');
  const windows: CallWindow[] = [];
  const takePlace = (window: CallWindow) => {
    windows.push(window);
    return Promise.resolve(until);
  };
  const api = tiktokApi(SETTINGS, fake, { accessToken: 'act.old', takePlace });
  expect(await api.post('/v2/post/publish/status/fetch/', {}, SHAPE)).toEqual({ kind: 'no_room', until });
  expect(await api.post('/v2/post/publish/cancel/', {}, SHAPE)).toMatchObject({ kind: 'ok' });
  expect(windows).toEqual([{ endpoint: 'status', calls: 30, seconds: 62 }]);
  expect(fake.calls).toHaveLength(1);
});
