import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeVideo } from './fixtures/make-video.ts';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from './support/punctual.ts';

/** What TikTok says of a creator when it refuses: shown before the hour, and never answered by posting a day late. */
describe('a creator whom TikTok refuses', () => {
  let punctual: TestPunctual;
  let user: TestUser;
  let video: string;

  beforeAll(async () => {
    punctual = await startPunctual();
    user = await punctual.signUp();
    const file = { width: 720, height: 1280, seconds: 4, framesPerSecond: 30, container: 'mp4' } as const;
    video = await user.upload(await makeVideo({ ...file, moovFirst: true }), 'reel.mp4', 'video/mp4');
  });
  beforeEach(async () => {
    await punctual.foundation.database.deleteFrom('posts').execute();
    await punctual.sandbox.control('POST', 'reset');
    await punctual.clock.advanceBy({ hours: 48 });
    await user.link('tiktok', { account: 'priva', body: { replace: true } });
  });
  afterAll(() => punctual.close());

  async function schedule(hours: number, privacyLevel = 'SELF_ONLY'): Promise<string> {
    const answer = await user.call('POST', '/v1/posts', {
      caption: 'Out of the kiln',
      assetIds: [video],
      entries: [
        {
          channel: 'tiktok',
          scheduledAt: punctual.clock.now().add({ hours }).toString(),
          payload: { privacyLevel, musicConfirmed: true },
        },
      ],
      intent: 'schedule',
    });
    return answer.data.entries[0].id;
  }
  const read = async (id: string): Promise<Loose> => (await user.call('GET', `/v1/calendar/entries/${id}`)).data;
  const codes = async (id: string): Promise<string[]> => (await read(id)).issues.map((issue: Loose) => issue.code);
  const refuseAt = (endpoint: string, fault: object) =>
    punctual.sandbox.fault({ channel: 'tiktok', endpoint, kind: 'error', times: 1, ...fault });
  async function askAfresh() {
    const { data } = await user.call('GET', '/v1/accounts');
    const account = data.find((one: Loose) => one.channel === 'tiktok');
    return user.call('POST', `/v1/accounts/${account.id}:refresh`);
  }

  test('for today is told so when the composer asks, until TikTok answers again (U3)', async () => {
    await refuseAt('creator_info', { code: 'spam_risk_too_many_posts' });
    const { data } = await askAfresh();
    expect(data.suspendedUntil).toBe(punctual.clock.now().add({ hours: 24 }).toString());
    expect((await askAfresh()).data.suspendedUntil).toBeNull();
  });

  test('for good is told so in words, not taken for an outage (U3)', async () => {
    await refuseAt('creator_info', { code: 'spam_risk_user_banned_from_posting' });
    const { status, error } = await askAfresh();
    expect([status, error?.code]).toEqual([403, 'FORBIDDEN']);
    expect(error?.message).toContain('barred');
  });

  test('at the hour learns at once what that means for the posts of the next day', async () => {
    const [first, soon, later] = [await schedule(1), await schedule(5), await schedule(30)];
    await refuseAt('init', { code: 'spam_risk_too_many_posts' });
    await punctual.runUntil(punctual.clock.now().add({ hours: 1, minutes: 1 }));
    expect(await codes(first)).toEqual(['refused_for_now', 'posting_suspended']);
    expect(await codes(soon)).toEqual(['posting_suspended']);
    expect(await codes(later)).toEqual([]);
  });

  test('since the app is not audited is not let run into it again, until a day has passed', async () => {
    await punctual.sandbox.control('POST', 'settings', { tiktok: { unauditedOptions: 'all' } });
    await user.link('tiktok', { account: 'public', body: { replace: true } });
    const [first, next] = [await schedule(1, 'PUBLIC_TO_EVERYONE'), await schedule(30, 'PUBLIC_TO_EVERYONE')];
    expect(await codes(next)).toEqual([]);
    await punctual.runUntil(punctual.clock.now().add({ hours: 1, minutes: 1 }));
    expect((await read(first)).issues[0].message).toContain('not audited');
    expect(await codes(next)).toEqual(['unaudited_public_account', 'unaudited_privacy']);
    expect((await askAfresh()).data.standing).toBe('unaudited');

    await punctual.sandbox.control('POST', 'settings', { tiktok: { audited: true } });
    await punctual.runUntil(punctual.clock.now().add({ hours: 30 }));
    expect((await read(next)).state).toBe('published');
  });

  test('for the posts of a day is not taken for another account that is linked in its place', async () => {
    const posts = await Promise.all(Array.from({ length: 15 }, () => schedule(1)));
    const next = await schedule(2);
    expect(await codes(next)).toEqual(['quota_exceeded']);
    await punctual.runUntil(punctual.clock.now().add({ hours: 1, minutes: 10 }));
    expect(new Set(await Promise.all(posts.map(async (id) => (await read(id)).state)))).toEqual(new Set(['published']));
    expect(await codes(next)).toEqual(['quota_exceeded']);

    const other = { channel: 'tiktok', username: 'second.kiln', displayName: 'Second kiln', private: true };
    await punctual.sandbox.control('POST', 'accounts', other);
    await user.link('tiktok', { account: 'second.kiln', body: { replace: true } });
    expect(await codes(next)).not.toContain('quota_exceeded');
  });

  test('after the bytes were in, and only the question brought it out, is not posted for a day later', async () => {
    const id = await schedule(1);
    await refuseAt('upload_last', { kind: 'drop_after' });
    await refuseAt('status', { kind: 'drop_before', times: 2 });
    await refuseAt('status', { kind: 'fail_reason', code: 'spam_risk_too_many_posts' });
    await punctual.runUntil(punctual.clock.now().add({ hours: 2 }));
    expect(await read(id)).toMatchObject({ state: 'needs_attention', job: { nextAttemptAt: null } });
    expect(await codes(id)).toContain('refused_for_now');
  });
});
