import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporarySandbox, type TemporarySandbox } from '../sandbox/testing/temporary-sandbox.ts';
import type { EnvironmentFacts } from '../src/domain/facts.ts';
import { SANDBOX_CREDENTIALS } from '../src/main/config.ts';
import { assessDueEntries, noteSetUp } from '../src/pipeline/assess-due-entries.ts';
import { freePort, startPunctual, type Loose, type TestPunctual, type TestUser } from './support/punctual.ts';

/** A server with an Instagram app of its own, in development, and none for TikTok; only its platform is imitated. */
let instagram: TemporarySandbox;
let punctual: TestPunctual;
let user: TestUser;
beforeAll(async () => {
  const [port, start] = [await freePort(), '2026-11-23T09:00:00Z'];
  let nowMs = () => Date.parse(start);
  instagram = await temporarySandbox({ port, realNowMs: () => nowMs() });
  const address = `http://localhost:${port}`;
  punctual = await startPunctual({
    start,
    env: {
      SANDBOX: 'off',
      INSTAGRAM_APP_ID: SANDBOX_CREDENTIALS.instagramAppId,
      INSTAGRAM_APP_SECRET: SANDBOX_CREDENTIALS.instagramAppSecret,
      INSTAGRAM_AUTHORIZE_BASE_URL: address,
      INSTAGRAM_API_BASE_URL: address,
      INSTAGRAM_GRAPH_BASE_URL: address,
      INSTAGRAM_RUPLOAD_BASE_URL: address,
    },
  });
  nowMs = () => punctual.clock.now().epochMilliseconds;
  user = await punctual.signUp();
});
afterAll(async () => {
  await punctual.close();
  await instagram.close();
});

async function schedule(channel: 'ig' | 'tiktok', hours: number): Promise<string> {
  const { data } = await user.call('POST', '/v1/posts', {
    caption: `Out of the kiln ${hours}`,
    assetIds: [await user.uploadPhoto()],
    entries: [{ channel, scheduledAt: punctual.clock.now().add({ hours }).toString(), payload: {} }],
    intent: 'schedule',
  });
  return data.entries[0].id;
}
const codes = async (id: string): Promise<string[]> =>
  (await user.call('GET', `/v1/calendar/entries/${id}`)).data.issues.map((issue: Loose) => issue.code);
const standing = async () => (await user.call('GET', '/v1/accounts')).data[0].standing;

/** What a restart with other settings does first. */
async function restartWith(changes: Partial<EnvironmentFacts>): Promise<void> {
  const environment = { ...punctual.foundation.environment(), ...changes };
  const pipeline = { ...punctual.pipeline, environment: () => environment };
  await noteSetUp(pipeline);
  await assessDueEntries(pipeline);
}

test('an app in development is told at each post until one of the account has gone out, and at the account always', async () => {
  await noteSetUp(punctual.pipeline);
  await user.link('ig');
  const [first, next] = [await schedule('ig', 1), await schedule('ig', 30)];
  expect(await standing()).toBe('development');
  expect([await codes(first), await codes(next)]).toEqual([['app_in_development'], ['app_in_development']]);
  await punctual.runUntil(punctual.clock.now().add({ hours: 1, minutes: 2 }));
  expect(await instagram.posts()).toHaveLength(1);
  expect([await standing(), await codes(next), await codes(await schedule('ig', 40))]).toEqual(['development', [], []]);

  // Another login may be one to another app.
  await user.link('ig');
  expect(await codes(next)).toEqual(['app_in_development']);
});

test('an approved app is known to be one after the restart, without waiting for the next look at the account', async () => {
  const next = await schedule('ig', 50);
  expect(await codes(next)).toEqual(['app_in_development']);
  await restartWith({ appStanding: { ig: 'live' } });
  expect([await standing(), await codes(next)]).toEqual(['live', []]);
  await restartWith({});
  expect([await standing(), await codes(next)]).toEqual(['development', ['app_in_development']]);
});

test('a channel that the server has no app for says so long before the hour', async () => {
  expect((await user.call('GET', '/v1/me')).data.features.channels).toEqual(['ig']);
  expect(await codes(await schedule('tiktok', 20))).toContain('channel_publishing_off');
  const instagramPost = await schedule('ig', 51);
  await restartWith({ channelEnabled: { ig: false, tiktok: false } });
  expect((await codes(instagramPost))[0]).toBe('channel_publishing_off');
  await restartWith({});
  expect(await codes(instagramPost)).toEqual(['app_in_development']);
});
