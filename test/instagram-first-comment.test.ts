import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from './support/punctual.ts';

/** Never in silence: a first comment that cannot be written now is written later, or said to be missing. */
describe('a first comment', () => {
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
    await punctual.foundation.database.deleteFrom('notifications').execute();
    await punctual.sandbox.control('POST', 'reset');
    await punctual.clock.advanceBy({ hours: 48 });
    await user.link('ig', { body: { replace: true } });
  });
  afterAll(() => punctual.close());

  async function schedule(hours: number, payload: object = {}): Promise<string> {
    const { data } = await user.call('POST', '/v1/posts', {
      caption: `Out of the kiln ${hours}`,
      assetIds: [photo],
      entries: [{ channel: 'ig', scheduledAt: punctual.clock.now().add({ hours }).toString(), payload }],
      intent: 'schedule',
    });
    return data.entries[0].id;
  }
  const read = async (id: string): Promise<Loose> => (await user.call('GET', `/v1/calendar/entries/${id}`)).data;
  const codes = async (id: string): Promise<string[]> => (await read(id)).issues.map((issue: Loose) => issue.code);
  const run = (duration: Temporal.DurationLike) => punctual.runUntil(punctual.clock.now().add(duration));
  const account = async () => (await user.call('GET', '/v1/accounts')).data[0];
  const comments = async () =>
    (await punctual.sandbox.posts()).flatMap((post: Loose) => post.comments.map((each: Loose) => each.text));
  const alerts = async (): Promise<Loose[]> => (await user.call('GET', '/v1/notifications')).data.items;
  const refuse = (fault: object) =>
    punctual.sandbox.fault({ channel: 'ig', endpoint: 'comments', kind: 'error', times: 1, ...fault });

  test('that meets the end of the login warns the account and its posts, and is written once it is linked again', async () => {
    const [live, next] = [await schedule(1, { firstComment: 'Ask me anything' }), await schedule(30)];
    await refuse({ code: 190, subcode: 460 });
    await run({ hours: 2 });
    expect((await account()).status).toBe('expired');
    expect(await codes(next)).toContain('account_expired');
    expect(await read(live)).toMatchObject({ state: 'published', readiness: 'published' });
    expect(await codes(live)).toEqual(['first_comment_waits']);
    expect(await comments()).toEqual([]);

    await run({ hours: 20 });
    await user.link('ig');
    await run({ minutes: 5 });
    expect(await comments()).toEqual(['Ask me anything']);
    expect([await codes(live), await codes(next)]).toEqual([[], []]);
    await run({ hours: 80 });
    expect(await comments()).toEqual(['Ask me anything']);
  });

  test('is not written any more three days after its post, and said to be missing', async () => {
    const live = await schedule(1, { firstComment: 'Ask me anything' });
    await refuse({ code: 190, subcode: 460 });
    await run({ hours: 80 });
    expect(await codes(live)).toEqual(['first_comment_missing']);
    await user.link('ig');
    await run({ hours: 10 });
    expect(await comments()).toEqual([]);
    expect(await codes(live)).toEqual(['first_comment_missing']);
  });

  test('that Instagram refuses is said to be missing, at the post and in an alert', async () => {
    const live = await schedule(1, { firstComment: 'Ask me anything' });
    await refuse({ code: 100, message: 'No' });
    await run({ hours: 2 });
    expect((await account()).status).toBe('ok');
    expect(await codes(live)).toEqual(['first_comment_missing']);
    const [alert] = await alerts();
    expect(alert).toMatchObject({ kind: 'first_comment_missing', resolvedAt: null });
    expect(alert.message).toMatch(/^“Out of the kiln 1”: The post is live without its first comment\./);
  });

  test('is not written as somebody else who is linked in the meantime', async () => {
    const live = await schedule(1, { firstComment: 'Ask me anything' });
    await refuse({ code: 190, subcode: 460 });
    await run({ hours: 2 });
    await punctual.sandbox.control('POST', 'accounts', { channel: 'ig', username: 'second.kiln' });
    await user.link('ig', { account: 'second.kiln', body: { replace: true } });
    await run({ hours: 1 });
    expect([await comments(), await codes(live)]).toEqual([[], ['first_comment_waits']]);
    await user.link('ig', { account: 'lucia.ceramics', body: { replace: true } });
    await run({ hours: 1 });
    expect(await comments()).toEqual(['Ask me anything']);
  });

  test('of an account that is unlinked at once waits for it as well', async () => {
    const live = await schedule(1, { firstComment: 'Ask me anything' });
    await refuse({ code: 17, times: 3 });
    await run({ hours: 1, minutes: 1 });
    expect((await read(live)).state).toBe('published');
    const { id } = await account();
    await user.call('DELETE', `/v1/accounts/${id}`);
    await run({ hours: 1 });
    expect(await codes(live)).toEqual(['first_comment_waits']);
    await user.link('ig');
    await run({ hours: 1 });
    expect([await comments(), await codes(live)]).toEqual([['Ask me anything'], []]);
  });
});
