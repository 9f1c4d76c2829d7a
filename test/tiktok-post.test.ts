import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeVideo } from './fixtures/make-video.ts';
import { startPunctual, type TestPunctual, type TestUser } from './support/punctual.ts';

const CHOICES = {
  privacyLevel: 'SELF_ONLY',
  allowComment: false,
  allowDuet: false,
  allowStitch: false,
  commercialDisclosure: false,
  brandOrganic: false,
  brandContent: false,
  aiGenerated: false,
  musicConfirmed: true,
};

describe('a TikTok post', () => {
  let punctual: TestPunctual;
  let user: TestUser;
  let video: string;

  beforeAll(async () => {
    punctual = await startPunctual();
    user = await punctual.signUp();
    await user.link('tiktok', { account: 'private' });
    video = await user.upload(
      await makeVideo({ width: 720, height: 1280, seconds: 4, framesPerSecond: 30, container: 'mp4', moovFirst: true }),
      'reel.mp4',
      'video/mp4',
    );
  });
  afterAll(() => punctual.close());

  async function schedule(minutes: number, caption: string, payload: object) {
    const at = punctual.clock.now().add({ minutes });
    const answer = await user.call('POST', '/v1/posts', {
      caption,
      assetIds: [video],
      entries: [{ channel: 'tiktok', scheduledAt: at.toString(), payload }],
      intent: 'schedule',
    });
    expect(answer.error).toBeNull();
    return { at, entry: answer.data.entries[0] };
  }
  const read = async (id: string) => (await user.call('GET', `/v1/calendar/entries/${id}`)).data;

  test('of an unaudited app goes out to a private account for its owner alone', async () => {
    const { at, entry } = await schedule(2, 'Throwing a bowl', CHOICES);
    expect(entry).toMatchObject({ readiness: 'ready', issues: [] });
    await punctual.runUntil(at.add({ minutes: 3 }));
    expect(await read(entry.id)).toMatchObject({ state: 'published', readiness: 'published' });
    const posts = (await punctual.sandbox.posts()).filter((post) => post['channel'] === 'tiktok');
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({ caption: 'Throwing a bowl', visibility: 'SELF_ONLY' });
  });

  test('says beforehand what has to be chosen by hand', async () => {
    const { entry } = await schedule(60, 'Undecided', {});
    expect(entry.readiness).toBe('needs_attention');
    expect(entry.issues.map((issue: { code: string }) => issue.code)).toEqual(
      expect.arrayContaining(['privacy_not_chosen', 'music_not_confirmed']),
    );
  });

  test('that the app may not make public is refused before the hour, not at it', async () => {
    const { entry } = await schedule(60, 'To everyone', { ...CHOICES, privacyLevel: 'PUBLIC_TO_EVERYONE' });
    expect(entry.readiness).toBe('needs_attention');
    expect(entry.issues[0].code).toBe('unaudited_privacy');
  });

  test('whose last answer was lost is not uploaded again', async () => {
    await punctual.sandbox.fault({ channel: 'tiktok', endpoint: 'upload_last', kind: 'drop_after', times: 1 });
    const { at, entry } = await schedule(3, 'Lost answer', CHOICES);
    await punctual.runUntil(at.add({ minutes: 20 }));
    expect((await read(entry.id)).state).toBe('published');
    expect((await punctual.sandbox.posts()).filter((post) => post['caption'] === 'Lost answer')).toHaveLength(1);
  });

  const account = async () =>
    (await user.call('GET', '/v1/accounts')).data.find((one: { channel: string }) => one.channel === 'tiktok');
  const refreshes = async () =>
    (await punctual.sandbox.requests()).filter((request) => request['endpoint'] === 'refresh').length;

  test.each([
    ['while TikTok processes it', []],
    ['while its fate is being found out', [{ endpoint: 'upload_last', kind: 'drop_after' }]],
  ])('whose token is refused %s gets a new one, and the account stays linked', async (when, before) => {
    const refreshedBefore = await refreshes();
    const refused = { endpoint: 'status', kind: 'error', code: 'access_token_invalid' };
    for (const fault of [...before, refused]) {
      await punctual.sandbox.fault({ channel: 'tiktok', times: 1, ...fault });
    }
    const { at, entry } = await schedule(3, `Refused ${when}`, CHOICES);
    await punctual.runUntil(at.add({ minutes: 4 }));
    expect(await read(entry.id)).toMatchObject({ state: 'published', job: { attemptCount: 1 } });
    expect(await account()).toMatchObject({ status: 'ok' });
    expect(await refreshes()).toBe(refreshedBefore + 1);
    expect((await punctual.sandbox.posts()).filter((post) => post['caption'] === `Refused ${when}`)).toHaveLength(1);
  });

  test('whose token is refused while no new one can be had is tried again, and the account stays linked', async () => {
    await punctual.sandbox.fault({ channel: 'tiktok', endpoint: 'refresh', kind: 'http', status: 503, times: 2 });
    await punctual.sandbox.fault({ channel: 'tiktok', endpoint: 'init', kind: 'error', code: 'access_token_invalid' });
    const { at, entry } = await schedule(3, 'No new token yet', CHOICES);
    await punctual.runUntil(at.add({ minutes: 2 }));
    expect(await read(entry.id)).toMatchObject({ state: 'retrying', job: { attemptCount: 1 } });
    expect(await account()).toMatchObject({ status: 'ok' });
    await punctual.sandbox.control('DELETE', 'faults');
    await punctual.runUntil(at.add({ minutes: 8 }));
    expect(await read(entry.id)).toMatchObject({ state: 'published', job: { attemptCount: 2 } });
  });

  test('as a draft waits in the creator’s inbox', async () => {
    const { at, entry } = await schedule(3, 'Finish me', { mode: 'inbox' });
    expect(entry.readiness).toBe('ready');
    await punctual.runUntil(at.add({ minutes: 3 }));
    expect((await read(entry.id)).state).toBe('published');
  });

  test('in a crowd of one minute keeps to every window of TikTok and loses none', async () => {
    await punctual.sandbox.control('POST', 'settings', { tiktok: { processingMs: [240_000, 240_000] } });
    const entries = await Promise.all(Array.from({ length: 9 }, (_, index) => schedule(10, `Crowd ${index}`, CHOICES)));
    await punctual.runUntil(punctual.clock.now().add({ minutes: 20 }));
    const refused = (await punctual.sandbox.requests()).filter((request) => request['status'] === 429);
    expect(refused.map((request) => request['endpoint'])).toEqual([]);
    const posts = (await punctual.sandbox.posts()).filter((post) => String(post['caption']).startsWith('Crowd'));
    expect(new Set(posts.map((post) => post['caption'])).size).toBe(9);
    expect(posts).toHaveLength(9);
    for (const { entry } of entries)
      expect((await read(entry.id)).job).toMatchObject({ status: 'published', attemptCount: 1 });
  });
});
