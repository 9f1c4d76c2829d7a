import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';

let punctual: TestPunctual;
let user: TestUser;

beforeAll(async () => {
  punctual = await startPunctual();
  user = await punctual.signUp();
  await user.link('ig');
});
afterAll(() => punctual.close());
beforeEach(async () => {
  const { database } = punctual.foundation;
  for (const table of ['posts', 'notifications', 'mail_digests'] as const) await database.deleteFrom(table).execute();
  await punctual.sandbox.control('DELETE', 'faults');
});

async function order(hours: number, fields: object = {}): Promise<Loose> {
  const answer = await user.call('POST', '/v1/posts', {
    title: 'Kiln day',
    caption: 'Out of the kiln',
    entries: [{ channel: 'ig', scheduledAt: inHours(hours).toString(), payload: {} }],
    intent: 'schedule',
    ...fields,
  });
  expect(answer.error).toBeNull();
  return answer.data;
}
const inHours = (hours: number): Temporal.Instant => punctual.clock.now().add({ minutes: Math.round(hours * 60) });
const list = async (): Promise<{ items: Loose[]; unread: number }> =>
  (await user.call('GET', '/v1/notifications')).data;
const open = async (): Promise<Loose[]> => (await list()).items.filter((item) => item.resolvedAt === null);
const read = (id: string) => user.call('POST', `/v1/notifications/${id}:read`);

describe('an entry that will not go out', () => {
  test('has an alert from the moment it is ordered, in words with its deadline, linked to the post', async () => {
    const post = await order(49);
    const [alert, ...others] = await open();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ kind: 'entry_not_ready', postId: post.id, count: 1, readAt: null });
    const hour = inHours(49).toZonedDateTimeISO('Europe/Madrid');
    const clock = `${String(hour.hour).padStart(2, '0')}:${String(hour.minute).padStart(2, '0')}`;
    expect(alert.message).toContain('“Kiln day” will not go out unless this is settled by');
    expect(alert.message).toContain(`${clock}: Add a photo or a video.`);
    expect((await list()).unread).toBe(1);
  });

  test('says nothing as long as it is a draft, and nothing any more when it is one again', async () => {
    const draft = await order(30, { intent: 'draft' });
    expect(await open()).toEqual([]);
    const { id } = draft.entries[0];
    const ordered = await user.call('POST', '/v1/publishing/jobs', { calendarEntryId: id });
    expect(ordered.status).toBeLessThan(300);
    expect(await open()).toHaveLength(1);
    await user.call('PATCH', `/v1/posts/${draft.id}`, { intent: 'draft' });
    expect(await open()).toEqual([]);
  });

  test('resolves its alert when the cause is gone: cured, or deleted', async () => {
    const [cured, deleted] = [await order(30), await order(31)];
    expect(await open()).toHaveLength(2);
    await user.call('PATCH', `/v1/posts/${cured.id}`, { assetIds: [await user.uploadPhoto()] });
    expect(await open()).toMatchObject([{ postId: deleted.id }]);
    const gone = await user.call('DELETE', `/v1/posts/${deleted.id}`);
    expect(await open()).toEqual([]);
    expect((await list()).unread).toBe(0);

    await user.call('POST', `/v1/undo/${gone.data.undo.id}`);
    expect(await open()).toMatchObject([{ postId: deleted.id }]);
  });

  test('is told of again at a checkpoint passed unmet, and once more at its hour; the same alert each time', async () => {
    await order(30);
    const [first] = await open();
    await read(first.id);
    expect((await list()).unread).toBe(0);

    await punctual.runUntil(inHours(5.9));
    expect((await list()).unread).toBe(0);
    await punctual.runUntil(inHours(0.2));
    const [second, ...others] = await open();
    expect(others).toEqual([]);
    expect(second).toMatchObject({ id: first.id, kind: 'checkpoint_missed', readAt: null, count: 1 });

    await read(first.id);
    await punctual.runUntil(inHours(18));
    expect((await open())[0]).toMatchObject({ id: first.id, kind: 'checkpoint_missed', readAt: null });
    await read(first.id);
    await punctual.runUntil(inHours(6.1));
    const [last, ...more] = await open();
    expect(more).toEqual([]);
    expect(last).toMatchObject({ id: first.id, readAt: null, count: 1 });
    expect(last.message).toContain('“Kiln day” did not go out (');
  });

  test('whose retries are used up says so, with the platform’s reason', async () => {
    await punctual.sandbox.fault({ channel: 'ig', endpoint: 'media', kind: 'error', code: 2 });
    const post = await order(1, { assetIds: [await user.uploadPhoto()] });
    await punctual.runUntil(inHours(2.5));
    const [alert] = await open();
    expect(alert).toMatchObject({ kind: 'retries_used_up', postId: post.id });
    expect(alert.message).toMatch(/did not go out .*Four attempts did not get it out\. \S+/);
  });

  test('whose outcome is being found out has none yet', async () => {
    await punctual.sandbox.fault({ channel: 'ig', endpoint: 'media_publish', kind: 'drop_after', times: 1 });
    await order(1, { assetIds: [await user.uploadPhoto()] });
    await punctual.runUntil(inHours(1.5));
    expect((await list()).items).toEqual([]);
  });
});

test('a change that is no news does not ring again, but the alert keeps up with the post', async () => {
  const post = await order(40);
  const [alert] = await open();
  await read(alert.id);
  await user.call('PATCH', `/v1/posts/${post.id}`, { title: 'Glaze day' });
  const [after] = await open();
  expect(after).toMatchObject({ id: alert.id, readAt: expect.any(String) });
  expect(after.message).toContain('“Glaze day”');
  const spanish = await user.call('GET', '/v1/notifications', undefined, { 'accept-language': 'es' });
  expect(spanish.data.items[0].message).toContain('«Glaze day» no saldrá si no se resuelve antes del');
});

test('all posts of an unlinked account are one alert, which shrinks and goes with them', async () => {
  const posts = [];
  for (let index = 0; index < 8; index += 1)
    posts.push(await order(30 + index, { assetIds: [await user.uploadPhoto()] }));
  const [account] = (await user.call('GET', '/v1/accounts')).data;
  await user.call('DELETE', `/v1/accounts/${account.id}`);
  expect(await open()).toMatchObject([
    {
      kind: 'account_lost',
      count: 8,
      postId: null,
      message: '8 posts will not go out. No Instagram account is linked.',
    },
  ]);
  await user.call('DELETE', `/v1/posts/${posts[0]?.id}`);
  expect(await open()).toMatchObject([{ count: 7 }]);
  await punctual.runUntil(inHours(10));
  // Checkpoints have passed: rung again, counted once each.
  expect(await open()).toMatchObject([{ count: 7 }]);
  await user.link('ig');
  expect(await open()).toEqual([]);
});
