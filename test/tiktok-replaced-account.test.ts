import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeVideo } from './fixtures/make-video.ts';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from './support/punctual.ts';

let punctual: TestPunctual;
let user: TestUser;
let video: string;
beforeAll(async () => {
  punctual = await startPunctual();
  user = await punctual.signUp();
  const file = { width: 720, height: 1280, seconds: 4, framesPerSecond: 30, container: 'mp4' } as const;
  video = await user.upload(await makeVideo({ ...file, moovFirst: true }), 'reel.mp4', 'video/mp4');
  await punctual.sandbox.control('POST', 'settings', { tiktok: { audited: true } });
  await user.link('tiktok', { account: 'priva' });
});
afterAll(() => punctual.close());

const CHOSEN = { privacyLevel: 'SELF_ONLY', musicConfirmed: true };
async function write(hours: number, payload: object, intent = 'schedule'): Promise<{ id: string; postId: string }> {
  const { data } = await user.call('POST', '/v1/posts', {
    caption: `Out of the kiln ${hours}`,
    assetIds: [video],
    entries: [{ channel: 'tiktok', scheduledAt: punctual.clock.now().add({ hours }).toString(), payload }],
    intent,
  });
  return { id: data.entries[0].id, postId: data.id };
}
const read = async (id: string): Promise<Loose> => (await user.call('GET', `/v1/calendar/entries/${id}`)).data;
const codes = async (id: string): Promise<string[]> => (await read(id)).issues.map((issue: Loose) => issue.code);
const AGAIN = ['privacy_not_chosen', 'music_not_confirmed'];

/** "Nothing is sent to TikTok before the user's express consent" (tiktok.md 11: U2, U7, U21). */
test('another TikTok account is posted to only after audience and music were agreed to for it', async () => {
  const live = await write(1, CHOSEN);
  await punctual.runUntil(punctual.clock.now().add({ hours: 1, minutes: 5 }));
  expect((await read(live.id)).state).toBe('published');
  const [ordered, draft, inbox] = [
    await write(1, CHOSEN),
    await write(2, CHOSEN, 'draft'),
    await write(3, { ...CHOSEN, mode: 'inbox' }),
  ];
  // The same account again changes nothing, linked anew or after a while without it.
  await user.link('tiktok', { account: 'priva' });
  const [account] = (await user.call('GET', '/v1/accounts')).data;
  await user.call('DELETE', `/v1/accounts/${account.id}`);
  await user.link('tiktok', { account: 'priva' });
  expect(await codes(ordered.id)).toEqual([]);

  const before = await read(ordered.id);
  await user.link('tiktok', { account: 'public', body: { replace: true } });
  expect([await codes(ordered.id), await codes(draft.id)]).toEqual([AGAIN, AGAIN]);
  expect((await read(inbox.id)).payload).toMatchObject(CHOSEN);
  expect((await read(live.id)).payload).toMatchObject(CHOSEN);
  expect((await read(ordered.id)).version).toBeGreaterThan(before.version);
  const history = (await user.call('GET', `/v1/posts/${ordered.postId}/history`)).data;
  expect(history.events.map((event: Loose) => event.kind)).toEqual(['created', 'consent', 'account_replaced']);

  await punctual.runUntil(punctual.clock.now().add({ hours: 1, minutes: 5 }));
  expect(await punctual.sandbox.posts()).toHaveLength(1);
  expect(await codes(ordered.id)).toEqual([...AGAIN, 'held_up']);
});

test('so it is where the other one is linked only after the first was unlinked', async () => {
  const ordered = await write(5, CHOSEN);
  const [account] = (await user.call('GET', '/v1/accounts')).data;
  await user.call('DELETE', `/v1/accounts/${account.id}`);
  await user.link('tiktok', { account: 'priva' });
  expect(await codes(ordered.id)).toEqual(AGAIN);
});
