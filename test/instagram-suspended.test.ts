import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from './support/punctual.ts';

/** What Instagram says of a creator when it refuses one post is told at the others before their hour (instagram.md 7, 11). */
describe('a creator of whom Instagram takes no more posts for now', () => {
  let punctual: TestPunctual;
  let user: TestUser;
  let photo: string;
  beforeAll(async () => {
    punctual = await startPunctual();
    user = await punctual.signUp();
    photo = await user.uploadPhoto();
  });
  beforeEach(async () => {
    await punctual.foundation.database.deleteFrom('posts').execute();
    await punctual.sandbox.control('POST', 'reset');
    await punctual.clock.advanceBy({ hours: 48 });
    await user.link('ig', { body: { replace: true } });
  });
  afterAll(() => punctual.close());

  async function schedule(hours: number): Promise<string> {
    const { data } = await user.call('POST', '/v1/posts', {
      caption: `Out of the kiln ${hours}`,
      assetIds: [photo],
      entries: [
        {
          channel: 'ig',
          scheduledAt: punctual.clock
            .now()
            .add({ minutes: hours * 60 })
            .toString(),
          payload: {},
        },
      ],
      intent: 'schedule',
    });
    return data.entries[0].id;
  }
  const read = async (id: string): Promise<Loose> => (await user.call('GET', `/v1/calendar/entries/${id}`)).data;
  const codes = async (id: string): Promise<string[]> => (await read(id)).issues.map((issue: Loose) => issue.code);
  const run = (duration: Temporal.DurationLike) => punctual.runUntil(punctual.clock.now().add(duration));
  const refuse = (endpoint: string, fault: object) =>
    punctual.sandbox.fault({ channel: 'ig', endpoint, kind: 'error', times: 1, ...fault });
  async function askAfresh(): Promise<Loose> {
    const [account] = (await user.call('GET', '/v1/accounts')).data;
    return (await user.call('POST', `/v1/accounts/${account.id}:refresh`)).data;
  }

  test('since the limit of the day is reached has the next posts warned, until Instagram counts fewer', async () => {
    const [first, soon, later] = [await schedule(1), await schedule(1.5), await schedule(5)];
    await refuse('media_publish', { code: 9, subcode: 2207042 });
    await run({ hours: 1, minutes: 5 });
    // It has a time of its own, when a place should be free (spec.md 5.3).
    expect((await read(first)).state).toBe('retrying');
    expect(await codes(soon)).toEqual(['posting_suspended']);
    expect((await read(soon)).issues[0].message).toContain('Instagram takes no more posts');
    expect(await codes(later)).toEqual([]);
    expect((await askAfresh()).suspendedUntil).toBeNull();
    expect(await codes(soon)).toEqual([]);
    await run({ hours: 1 });
    expect((await read(soon)).state).toBe('published');
  });

  test('since others have used the limit up stays warned while it stands, whoever asks, and no longer', async () => {
    await punctual.sandbox.control('POST', 'settings', { ig: { publishingLimit: 1 } });
    await schedule(1);
    await run({ hours: 1, minutes: 1 });
    expect(await punctual.sandbox.posts()).toHaveLength(1);
    // Nothing of ours tells any more that the place is taken: as if another app had posted it.
    await punctual.foundation.database.deleteFrom('posts').execute();
    const [first, soon, later] = [await schedule(1), await schedule(20), await schedule(50)];
    await run({ hours: 1, minutes: 1 });
    expect((await read(first)).state).toBe('retrying');
    expect((await askAfresh()).suspendedUntil).not.toBeNull();
    // And the day's one place will be the first one's, when it is tried again.
    expect(await codes(soon)).toEqual(['posting_suspended', 'quota_exceeded']);
    expect(await codes(later)).toEqual([]);
    await run({ hours: 23 });
    expect((await askAfresh()).suspendedUntil).toBeNull();
    expect(await codes(soon)).toContain('held_up');
    await run({ hours: 27 });
    expect((await read(later)).state).toBe('published');
  });

  test.each([
    ['blocked for its policies', 'media', { code: 368 }, 6, 'published'],
    // Whether it went out had to be found out first, and a retry hours after that would be too late.
    ['blocked as spam', 'media_publish', { code: 4, subcode: 2207051 }, 3, 'needs_attention'],
  ])(
    'since it was %s has the posts of the next hours held up, whatever its limit says',
    async (_, endpoint, fault, hours, inTheEnd) => {
      const [first, soon, later] = [await schedule(1), await schedule(2), await schedule(2 + hours)];
      await refuse(endpoint, fault);
      await run({ hours: 1, minutes: 20 });
      await askAfresh();
      expect(await codes(soon)).toEqual(['posting_suspended']);
      expect(await codes(later)).toEqual([]);
      await run({ hours: 1 + hours });
      expect((await read(soon)).state).toBe('needs_attention');
      expect((await read(later)).state).toBe('published');
      expect((await read(first)).state).toBe(inTheEnd);
    },
  );
});
