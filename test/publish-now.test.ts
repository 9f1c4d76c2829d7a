import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from './support/punctual.ts';

/** With both flags of spec.md 9 set otherwise than by default. */
const FLAGS = { PUBLISH_NOW_ENABLED: 'true', CHANNEL_PUBLISH_ENABLED: 'ig' };

let punctual: TestPunctual;
let user: TestUser;

beforeAll(async () => {
  punctual = await startPunctual({ env: FLAGS });
  user = await punctual.signUp();
  await user.link('ig');
});
afterAll(() => punctual.close());

async function schedule(
  minutes: number,
  caption: string,
  entry: object = { channel: 'ig', payload: {} },
  fields: object = {},
) {
  const scheduledAt = punctual.clock.now().add({ minutes }).toString();
  const assetIds = [await user.uploadPhoto()];
  const body = { caption, assetIds, entries: [{ ...entry, scheduledAt }], intent: 'schedule', ...fields };
  return (await user.call('POST', '/v1/posts', body)).data;
}
const read = async (id: string) => (await user.call('GET', `/v1/calendar/entries/${id}`)).data;
const wait = (minutes: number) => punctual.runUntil(punctual.clock.now().add({ minutes }));
const timesLive = async (caption: string) =>
  (await punctual.sandbox.posts()).filter((post) => post['caption'] === caption).length;

describe('publish now', () => {
  test('sends at once, and once, also when asked twice; what is live is not sent again', async () => {
    const [entry] = (await schedule(600, 'Impatient')).entries;
    const asked = punctual.clock.now().toString();
    const publish = () => user.call('POST', `/v1/calendar/entries/${entry.id}:publish-now`);
    const answers = await Promise.all([publish(), publish()]);
    expect(answers.map((answer) => answer.status)).toEqual([202, 202]);
    await wait(2);
    expect(await read(entry.id)).toMatchObject({ state: 'published', scheduledAt: asked });
    expect(await timesLive('Impatient')).toBe(1);
    expect(await publish()).toMatchObject({ status: 409, error: { code: 'ALREADY_PUBLISHED' } });
  });

  test('brings out all that an account held up, at once', async () => {
    const posts = [await schedule(5, 'Held up'), await schedule(6, 'Held up too')];
    const [account] = (await user.call('GET', '/v1/accounts')).data;
    await user.call('DELETE', `/v1/accounts/${account.id}`);
    await wait(10);
    await user.link('ig');
    const { data } = await user.call('POST', '/v1/publishing/jobs:reschedule-held-up', { channel: 'ig', mode: 'now' });
    expect(data.moved.map((move: Loose) => move.id)).toEqual(posts.map((post) => post.entries[0].id));
    await wait(3);
    for (const post of posts) expect(await read(post.entries[0].id)).toMatchObject({ state: 'published' });
    expect([await timesLive('Held up'), await timesLive('Held up too')]).toEqual([1, 1]);
  });
});

test('a post that is being sent can be changed by no way there is, and goes out as it was', async () => {
  const cover = await user.uploadPhoto();
  const post = await schedule(5, 'As it was', undefined, { cover: { assetId: cover } });
  const [entry] = post.entries;
  await punctual.clock.advanceBy({ minutes: 5 });
  await punctual.settle();
  const sending = await read(entry.id);
  expect(sending).toMatchObject({ state: 'publishing', job: { status: 'publishing' } });

  const later = punctual.clock.now().add({ hours: 5 }).toString();
  const job = `/v1/publishing/jobs/${entry.job.id}`;
  const attempts: [string, string, object?][] = [
    ['PATCH', `/v1/calendar/entries/${entry.id}`, { scheduledAt: later }],
    ['PATCH', `/v1/calendar/entries/${entry.id}`, { payload: { caption: 'Another' } }],
    ['PATCH', `/v1/posts/${post.id}`, { caption: 'Another' }],
    ['PATCH', `/v1/posts/${post.id}`, { entries: [] }],
    ['PATCH', `/v1/posts/${post.id}`, { intent: 'publish_now' }],
    ['DELETE', `/v1/posts/${post.id}`],
    ['DELETE', `/v1/assets/${post.assetIds[0]}?force=true`],
    ['DELETE', `/v1/assets/${cover}?force=true`],
    ['PATCH', job, { scheduledAt: later }],
    ['PATCH', job, { cancel: true }],
    ['POST', '/v1/publishing/jobs', { calendarEntryId: entry.id, scheduledAt: later }],
    ['POST', `${job}:retry`],
    ['POST', `/v1/calendar/entries/${entry.id}:publish-now`],
  ];
  for (const [method, path, body] of attempts) {
    const { status, error } = await user.call(method, path, body);
    expect([status, error?.code], `${method} ${path}`).toEqual([409, 'JOB_IN_FLIGHT']);
  }
  const shift = await user.call('POST', '/v1/calendar/entries:bulk-shift', { ids: [entry.id], offset: 'P1D' });
  expect(shift).toMatchObject({ status: 422, error: { details: { refused: [{ code: 'JOB_IN_FLIGHT' }] } } });
  const heldUp = { entryIds: [entry.id], mode: 'now' };
  expect((await user.call('POST', '/v1/publishing/jobs:reschedule-held-up', heldUp)).data.moved).toEqual([]);

  expect(await read(entry.id)).toEqual(sending);
  await wait(3);
  expect(await read(entry.id)).toMatchObject({ state: 'published' });
  expect([await timesLive('As it was'), await timesLive('Another')]).toEqual([1, 0]);
});

test('on a channel that is switched off nothing is sent, and the post says why beforehand', async () => {
  await user.link('tiktok');
  const payload = { mode: 'inbox' };
  const post = await schedule(5, 'Not here', { channel: 'tiktok', payload });
  expect(post.entries[0].readiness).toBe('needs_attention');
  expect(post.entries[0].issues[0]).toMatchObject({ code: 'channel_publishing_off', action: 'configure' });
  await wait(10);
  expect(await read(post.entries[0].id)).toMatchObject({ state: 'needs_attention', job: { attemptCount: 0 } });
  const calls = await punctual.sandbox.requests('?channel=tiktok');
  expect(
    calls.filter(
      (call) => String(call['path']).includes('/post/publish/') && !String(call['path']).includes('creator_info'),
    ),
  ).toEqual([]);
});
