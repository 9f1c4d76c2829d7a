import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from './support/punctual.ts';

let punctual: TestPunctual;
let user: TestUser;
beforeAll(async () => {
  punctual = await startPunctual();
  user = await punctual.signUp();
  await user.link('ig');
});
afterAll(() => punctual.close());

const accountStatus = async () => (await user.call('GET', '/v1/accounts')).data[0].status;

/** "A token that dies between the steps does not change this: relink, then ask" (instagram.md 12). */
test('a login that ends while Instagram is asked about a post is told at once, and relinking brings the answer', async () => {
  const begun = await user.call('POST', '/v1/posts', {
    caption: 'Out of the kiln',
    assetIds: [await user.uploadPhoto()],
    entries: [{ channel: 'ig', scheduledAt: punctual.clock.now().add({ hours: 1 }).toString(), payload: {} }],
    intent: 'schedule',
  });
  const read = async (): Promise<Loose> =>
    (await user.call('GET', `/v1/calendar/entries/${begun.data.entries[0].id}`)).data;
  const isAsked = async () => (await read()).issues.some((issue: Loose) => issue.code === 'outcome_being_checked');
  await punctual.sandbox.fault({ channel: 'ig', endpoint: 'media_publish', kind: 'drop_after', times: 1 });
  await punctual.runUntil(punctual.clock.now().add({ hours: 1 }));
  for (let seconds = 0; seconds < 40 && !(await isAsked()); seconds += 2) {
    await punctual.runUntil(punctual.clock.now().add({ seconds: 2 }));
  }
  expect(await isAsked()).toBe(true);

  await punctual.sandbox.control('POST', 'revoke', { channel: 'ig', account: 'lucia.ceramics', subcode: 460 });
  await punctual.runUntil(punctual.clock.now().add({ seconds: 30 }));
  expect(await accountStatus()).toBe('expired');
  expect((await read()).issues.map((issue: Loose) => issue.code)).toEqual(
    expect.arrayContaining(['outcome_being_checked', 'account_expired']),
  );

  await user.link('ig');
  await punctual.runUntil(punctual.clock.now().add({ minutes: 15 }));
  expect(await read()).toMatchObject({ state: 'published' });
  expect(await punctual.sandbox.posts()).toHaveLength(1);
  expect(await accountStatus()).toBe('ok');
});
