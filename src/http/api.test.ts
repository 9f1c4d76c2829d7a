import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes, type RouteId } from '../contract/routes.ts';
import type { Route } from '../contract/route.ts';
import { startPunctual, userOf, type Loose, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';
import { uploadWhole } from '../../test/support/uploads.ts';

let punctual: TestPunctual;
let owner: TestUser;
let other: TestUser;

beforeAll(async () => {
  punctual = await startPunctual({ env: { SIGN_UP_OPEN: 'true' } });
  owner = await punctual.signUp('owner@example.com');
  other = await punctual.signUp('other@example.com');
});
afterAll(() => punctual.close());

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const inMinutes = (minutes: number): string => punctual.clock.now().add({ minutes }).toString();
async function draft(user: TestUser, fields: object = {}) {
  const answer = await user.call('POST', '/v1/posts', {
    caption: 'A bowl',
    entries: [{ channel: 'ig', scheduledAt: inMinutes(60), payload: {} }],
    ...fields,
  });
  expect(answer.error).toBeNull();
  return answer.data;
}

describe('every answer', () => {
  test('is an envelope with a request id, errors included', async () => {
    const good = await owner.call('GET', '/v1/me');
    expect(good).toMatchObject({ status: 200, error: null, data: { email: 'owner@example.com' } });
    expect(good.meta.requestId).toBe(good.headers.get('x-request-id'));
    const bad = await owner.call('GET', '/v1/nothing-here');
    expect(bad).toMatchObject({ status: 404, data: null, error: { code: 'NOT_FOUND' } });
    expect(bad.meta.requestId).toBeTruthy();
  });

  test('needs a session or a key, also under unknown paths', async () => {
    const nobody = userOf(punctual.url, '');
    for (const path of ['/v1/me', '/v1/posts', '/v1/nothing-here', '/v1/events']) {
      expect(await nobody.call('GET', path), path).toMatchObject({ status: 401, error: { code: 'UNAUTHENTICATED' } });
    }
  });

  test('obeys an API key until it is withdrawn', async () => {
    const made = await owner.call('POST', '/v1/api-keys', { name: 'script' });
    const nobody = userOf(punctual.url, '');
    const authorization = `Bearer ${made.data.secret}`;
    expect((await nobody.call('GET', '/v1/me', undefined, { authorization })).data.email).toBe('owner@example.com');
    await owner.call('DELETE', `/v1/api-keys/${made.data.id}`);
    expect((await nobody.call('GET', '/v1/me', undefined, { authorization })).status).toBe(401);
  });

  test('is refused to a page of another site, whatever cookie it brings', async () => {
    const answer = await owner.call('POST', '/v1/posts', { caption: 'x' }, { origin: 'https://evil.example' });
    expect(answer).toMatchObject({ status: 403, error: { code: 'FOREIGN_ORIGIN' } });
  });
});

describe('every route of the table', () => {
  test('is served under its path, verbs after a colon included', async () => {
    for (const id of Object.keys(routes) as RouteId[]) {
      const route: Route = routes[id];
      const path = route.path
        .replaceAll('{id}', '01a20a79-f5c1-75f4-9b27-821f5e22b442')
        .replaceAll('{channel}', 'ig')
        .replaceAll(/\{\w+\}/g, '01a20a79-f5c1-75f4-9b27-821f5e22b442');
      const answer = await owner.call(
        route.method,
        path,
        route.body === undefined || route.method === 'GET' ? undefined : {},
      );
      expect(answer.error?.message ?? '', `${route.method} ${path}`).not.toBe('There is nothing here.');
    }
  });
});

describe('bad input', () => {
  test('an unknown field is named, and nothing is written', async () => {
    const before = (await owner.call('GET', '/v1/posts')).data.length;
    const answer = await owner.call('POST', '/v1/posts', { caption: 'x', captoin: 'y' });
    expect(answer).toMatchObject({ status: 400, error: { code: 'INVALID_INPUT' } });
    expect(answer.error?.details.fields).toEqual([expect.objectContaining({ path: 'captoin' })]);
    expect((await owner.call('GET', '/v1/posts')).data).toHaveLength(before);
  });

  test('an unknown field of a payload is named by its place', async () => {
    const answer = await owner.call('POST', '/v1/posts', {
      entries: [{ channel: 'tiktok', scheduledAt: null, payload: { privacy: 'public' } }],
    });
    expect(answer.error?.details.fields[0].path).toBe('entries.0.payload.privacy');
  });

  test('a time in the past cannot be scheduled', async () => {
    const entries = [{ channel: 'ig', scheduledAt: inMinutes(-60), payload: {} }];
    expect(await owner.call('POST', '/v1/posts', { caption: 'x', entries, intent: 'schedule' })).toMatchObject({
      status: 422,
      error: { code: 'TIME_IN_PAST' },
    });
  });

  test('scheduling needs a time', async () => {
    const entries = [{ channel: 'ig', scheduledAt: null, payload: {} }];
    expect(await owner.call('POST', '/v1/posts', { caption: 'x', entries, intent: 'schedule' })).toMatchObject({
      status: 422,
      error: { code: 'TIME_REQUIRED' },
    });
  });

  test('a body that is no JSON gets a clear answer', async () => {
    const response = await fetch(`${punctual.url}/v1/posts`, {
      method: 'POST',
      headers: { cookie: owner.cookie, 'content-type': 'application/json' },
      body: '{"caption":',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ data: null, error: { code: 'INVALID_INPUT' } });
  });

  test('an offset that is none', async () => {
    const post = await draft(owner);
    for (const offset of ['tomorrow', 'PT0S', '']) {
      expect(
        (await owner.call('POST', '/v1/calendar/entries:bulk-shift', { ids: [post.entries[0].id], offset })).status,
      ).toBe(422);
    }
  });
});

describe('what belongs to somebody else', () => {
  test('does not exist: posts, entries, jobs, assets', async () => {
    const assetId = await owner.uploadPhoto();
    const post = await draft(owner, { assetIds: [assetId], intent: 'schedule' });
    const [entry] = post.entries;
    const attempts: [string, string, object?][] = [
      ['GET', `/v1/posts/${post.id}`],
      ['PATCH', `/v1/posts/${post.id}`, { caption: 'mine now' }],
      ['DELETE', `/v1/posts/${post.id}`],
      ['GET', `/v1/calendar/entries/${entry.id}`],
      ['PATCH', `/v1/calendar/entries/${entry.id}`, { scheduledAt: inMinutes(90) }],
      ['POST', '/v1/publishing/jobs', { calendarEntryId: entry.id }],
      ['PATCH', `/v1/publishing/jobs/${entry.job.id}`, { cancel: true }],
      ['POST', `/v1/publishing/jobs/${entry.job.id}:retry`],
      ['GET', `/v1/assets/${assetId}`],
      ['DELETE', `/v1/assets/${assetId}`],
    ];
    for (const [method, path, body] of attempts)
      expect((await other.call(method, path, body)).status, `${method} ${path}`).toBe(404);
    expect(await other.call('POST', '/v1/posts', { assetIds: [assetId] })).toMatchObject({
      status: 422,
      error: { code: 'UNKNOWN_ASSET' },
    });
    const shift = await other.call('POST', '/v1/calendar/entries:bulk-shift', { ids: [entry.id], offset: 'P1D' });
    expect(shift).toMatchObject({ status: 422, error: { code: 'SHIFT_REFUSED' } });
    expect((await owner.call('GET', `/v1/calendar/entries/${entry.id}`)).data.scheduledAt).toBe(entry.scheduledAt);
  });
});

describe('scheduling', () => {
  const elsewhere: [string, (entry: Loose) => [string, string, object]][] = [
    ['moved', (entry) => ['PATCH', `/v1/calendar/entries/${entry.id}`, { scheduledAt: inMinutes(90) }]],
    ['shifted', (entry) => ['POST', '/v1/calendar/entries:bulk-shift', { ids: [entry.id], offset: 'PT1H' }]],
    [
      'ordered for another time',
      (entry) => ['PATCH', `/v1/publishing/jobs/${entry.job.id}`, { scheduledAt: inMinutes(90) }],
    ],
    ['cancelled', (entry) => ['PATCH', `/v1/publishing/jobs/${entry.job.id}`, { cancel: true }]],
  ];
  test.each(elsewhere)('who opened the post before an entry was %s is told so when saving it', async (_how, change) => {
    const post = await draft(owner, { intent: 'schedule' });
    const [entry] = post.entries;
    expect((await owner.call(...change(entry))).status).toBe(200);
    const changed = (await owner.call('GET', `/v1/calendar/entries/${entry.id}`)).data;
    expect(changed.version).toBeGreaterThan(entry.version);
    const entries = post.entries.map(({ channel, scheduledAt, payload }: Loose) => ({ channel, scheduledAt, payload }));
    const save = { version: post.version, entries, intent: 'schedule' };
    expect(await owner.call('PATCH', `/v1/posts/${post.id}`, save)).toMatchObject({
      status: 409,
      error: { code: 'VERSION_CONFLICT' },
    });
    expect((await owner.call('GET', `/v1/calendar/entries/${entry.id}`)).data).toEqual(changed);
  });

  test('who knows an entry from before its post was edited is told so when moving it', async () => {
    const post = await draft(owner);
    await owner.call('PATCH', `/v1/posts/${post.id}`, { title: 'Another bowl' });
    const { id, version } = post.entries[0];
    const move = await owner.call('PATCH', `/v1/calendar/entries/${id}`, { scheduledAt: inMinutes(70), version });
    expect(move).toMatchObject({ status: 409, error: { details: { entry: { title: 'Another bowl' } } } });
  });

  test('what has not been tried cannot be retried: that would publish it days early', async () => {
    const post = await draft(owner, { intent: 'schedule' });
    const [entry] = post.entries;
    expect(await owner.call('POST', `/v1/publishing/jobs/${entry.job.id}:retry`)).toMatchObject({
      status: 409,
      error: { code: 'NOTHING_TO_RETRY' },
    });
    expect((await owner.call('GET', `/v1/calendar/entries/${entry.id}`)).data.job).toEqual(entry.job);
  });

  test('the same entry twice is one job', async () => {
    const post = await draft(owner);
    const order = { calendarEntryId: post.entries[0].id };
    const [first, second] = await Promise.all([
      owner.call('POST', '/v1/publishing/jobs', order),
      owner.call('POST', '/v1/publishing/jobs', order),
    ]);
    expect(first.status).toBe(201);
    expect(second.data.id).toBe(first.data.id);
    expect((await owner.call('GET', `/v1/publishing/jobs?calendarEntryId=${order.calendarEntryId}`)).data).toHaveLength(
      1,
    );
  });

  test('an order that is repeated when its hour has come answers the same job, also while it is being sent', async () => {
    const post = await draft(owner);
    const order = { calendarEntryId: post.entries[0].id, scheduledAt: inMinutes(5) };
    const { data: job } = await owner.call('POST', '/v1/publishing/jobs', order);
    await punctual.clock.advanceBy({ minutes: 6 });
    expect(await owner.call('POST', '/v1/publishing/jobs', order)).toMatchObject({ status: 201, data: { id: job.id } });
    const set = (status: string) =>
      sql`UPDATE publish_jobs SET status = ${status} WHERE id = ${job.id}`.execute(punctual.foundation.database);
    await set('publishing');
    expect(await owner.call('POST', '/v1/publishing/jobs', order)).toMatchObject({ status: 201, data: { id: job.id } });
    const moved = await owner.call('POST', '/v1/publishing/jobs', { ...order, scheduledAt: inMinutes(50) });
    expect(moved).toMatchObject({ status: 409, error: { code: 'JOB_IN_FLIGHT' } });
    await set('needs_attention');
    expect(await owner.call('POST', '/v1/publishing/jobs', order)).toMatchObject({
      status: 422,
      error: { code: 'TIME_IN_PAST' },
    });
  });

  test('a second editor is told, and shown the newer entry', async () => {
    const post = await draft(owner);
    const path = `/v1/calendar/entries/${post.entries[0].id}`;
    const { version } = post.entries[0];
    expect((await owner.call('PATCH', path, { scheduledAt: inMinutes(70), version })).status).toBe(200);
    const late = await owner.call('PATCH', path, { scheduledAt: inMinutes(80), version });
    expect(late).toMatchObject({ status: 409, error: { code: 'VERSION_CONFLICT' } });
    expect(late.error?.details.entry.scheduledAt).toBe(inMinutes(70));
  });

  test('two who change different fields of an entry at once both find theirs in it', async () => {
    const post = await draft(owner);
    const path = `/v1/calendar/entries/${post.entries[0].id}`;
    await Promise.all([
      owner.call('PATCH', path, { payload: { firstComment: 'Glazed twice' } }),
      owner.call('PATCH', path, { payload: { shareToFeed: false } }),
      owner.call('PATCH', path, { payload: { aiGenerated: true } }),
    ]);
    expect((await owner.call('GET', path)).data.payload).toMatchObject({
      firstComment: 'Glazed twice',
      shareToFeed: false,
      aiGenerated: true,
    });
  });

  test('a change that is refused for a part of it leaves nothing of it behind', async () => {
    const post = await draft(owner, { intent: 'schedule' });
    const path = `/v1/calendar/entries/${post.entries[0].id}`;
    const change = { payload: { firstComment: 'Glazed twice' }, scheduledAt: inMinutes(-5) };
    expect(await owner.call('PATCH', path, change)).toMatchObject({ status: 422, error: { code: 'TIME_IN_PAST' } });
    expect((await owner.call('GET', path)).data).toEqual(post.entries[0]);
  });

  test('cancelling makes it a draft again', async () => {
    const post = await draft(owner, { intent: 'schedule' });
    expect((await owner.call('PATCH', `/v1/publishing/jobs/${post.entries[0].job.id}`, { cancel: true })).status).toBe(
      200,
    );
    expect((await owner.call('GET', `/v1/calendar/entries/${post.entries[0].id}`)).data).toMatchObject({
      state: 'draft',
      job: null,
    });
  });

  test('publish now is refused while its flag is off', async () => {
    const post = await draft(owner);
    expect(await owner.call('POST', `/v1/calendar/entries/${post.entries[0].id}:publish-now`)).toMatchObject({
      status: 403,
      error: { code: 'FEATURE_OFF' },
    });
  });
});

describe('bulk shift', () => {
  test('moves all or none, previews without writing, and is undone as one', async () => {
    const posts = [await draft(owner, { intent: 'schedule' }), await draft(owner, { intent: 'schedule' })];
    const ids = posts.map((post) => post.entries[0].id);
    const times = async () =>
      Promise.all(ids.map(async (id) => (await owner.call('GET', `/v1/calendar/entries/${id}`)).data.scheduledAt));
    const before = await times();
    const preview = await owner.call('POST', '/v1/calendar/entries:bulk-shift', { ids, offset: 'P1D', dryRun: true });
    expect(preview.data.moved).toHaveLength(2);
    expect(preview.data.undo).toBeNull();
    expect(await times()).toEqual(before);

    const refused = await owner.call('POST', '/v1/calendar/entries:bulk-shift', { ids, offset: '-P1D' });
    expect(refused).toMatchObject({ status: 422, error: { code: 'SHIFT_REFUSED' } });
    expect(refused.error?.details.refused[0]).toMatchObject({ code: 'TIME_IN_PAST' });
    expect(await times()).toEqual(before);

    const shifted = await owner.call('POST', '/v1/calendar/entries:bulk-shift', { ids, offset: 'P1D' });
    expect(shifted.data.moved).toHaveLength(2);
    expect(await times()).toEqual(before.map((time) => Temporal.Instant.from(time).add({ hours: 24 }).toString()));
    expect((await owner.call('POST', `/v1/undo/${shifted.data.undo.id}`)).status).toBe(200);
    expect(await times()).toEqual(before);
    expect(await owner.call('POST', `/v1/undo/${shifted.data.undo.id}`)).toMatchObject({
      status: 409,
      error: { code: 'UNDO_EXPIRED' },
    });
  });

  test('to the next slots: in their order, the two channels of a post together, all or none', async () => {
    const both = ['ig', 'tiktok'].map((channel) => ({ channel, scheduledAt: inMinutes(90), payload: {} }));
    const [early, pair] = [
      await draft(owner, { intent: 'schedule' }),
      await draft(owner, { intent: 'schedule', entries: both }),
    ];
    const ids = [...pair.entries, ...early.entries].map(({ id }) => id);
    const path = '/v1/calendar/entries:to-next-slots';
    const preview = await owner.call('POST', path, { ids, dryRun: true });
    const moved = await owner.call('POST', path, { ids });
    expect(moved.data.moved).toEqual(preview.data.moved);
    const to = new Map<string, string>(moved.data.moved.map((move: { id: string; to: string }) => [move.id, move.to]));
    const [first, second, third] = [early.entries[0], ...pair.entries].map(({ id }) => to.get(id) ?? '');
    expect(second).toBe(third);
    expect(Temporal.Instant.compare(first ?? '', second ?? '')).toBe(-1);
    expect((await owner.call('POST', `/v1/undo/${moved.data.undo.id}`)).status).toBe(200);

    const unknown = crypto.randomUUID();
    const refused = await owner.call('POST', path, { ids: [...ids, unknown] });
    expect(refused).toMatchObject({ status: 422, error: { code: 'SHIFT_REFUSED' } });
    expect((await owner.call('GET', `/v1/calendar/entries/${ids[0]}`)).data.scheduledAt).toBe(inMinutes(90));
  });

  test('to the next slots: the hours at which the account’s own posts did well count', async () => {
    const { database, clock } = punctual.foundation;
    const creator = await punctual.signUp('slots@example.com');
    await creator.link('ig', { body: { timezone: 'Europe/Madrid' } });
    // A hundred posts: those of the evening were seen ten thousand times as often as those of the morning.
    await sql`
      INSERT INTO post_insights (account_id, external_id, user_id, published_at, format, views, measured_at)
      SELECT a.id, 'own-' || n, a.user_id,
        (date_trunc('day', ${clock.now()}::timestamptz AT TIME ZONE a.timezone) - make_interval(days => n + 2)
          + make_interval(hours => CASE n % 2 WHEN 0 THEN 18 + n % 5 ELSE 8 + n % 7 END)) AT TIME ZONE a.timezone,
        'image', CASE n % 2 WHEN 0 THEN 100000 ELSE 10 END, ${clock.now()}::timestamptz
      FROM channel_accounts a, generate_series(0, 99) n WHERE a.user_id = (SELECT id FROM users WHERE email = 'slots@example.com')`.execute(
      database,
    );
    const post = await draft(creator, { intent: 'schedule' });
    const [{ id }] = post.entries;
    const { data } = await creator.call('POST', '/v1/calendar/entries:to-next-slots', { ids: [id], dryRun: true });
    const to = Temporal.Instant.from(data.moved[0].to).toZonedDateTimeISO('Europe/Madrid');
    expect(to.hour).toBeGreaterThan(15);
  });

  test('an undo that later edits have overtaken is refused and changes nothing', async () => {
    const post = await draft(owner, { intent: 'schedule' });
    const { id } = post.entries[0];
    const shifted = await owner.call('POST', '/v1/calendar/entries:bulk-shift', { ids: [id], offset: 'PT2H' });
    await owner.call('PATCH', `/v1/calendar/entries/${id}`, { scheduledAt: inMinutes(500) });
    expect(await owner.call('POST', `/v1/undo/${shifted.data.undo.id}`)).toMatchObject({
      status: 409,
      error: { code: 'UNDO_OVERTAKEN' },
    });
    expect((await owner.call('GET', `/v1/calendar/entries/${id}`)).data.scheduledAt).toBe(inMinutes(500));
  });
});

describe('deleting a post', () => {
  test('can be undone, its job and time included', async () => {
    const post = await draft(owner, { intent: 'schedule', assetIds: [await owner.uploadPhoto()] });
    const deleted = await owner.call('DELETE', `/v1/posts/${post.id}`);
    expect((await owner.call('GET', `/v1/posts/${post.id}`)).status).toBe(404);
    expect((await owner.call('POST', `/v1/undo/${deleted.data.undo.id}`)).status).toBe(200);
    const back = await owner.call('GET', `/v1/posts/${post.id}`);
    expect(back.data).toMatchObject({ id: post.id, caption: 'A bowl', assetIds: post.assetIds });
    expect(back.data.entries[0]).toMatchObject({
      id: post.entries[0].id,
      scheduledAt: post.entries[0].scheduledAt,
      job: { id: post.entries[0].job.id },
    });
  });
});

describe('uploads', () => {
  test('what is not what it says is refused, and leaves no asset', async () => {
    const before = (await owner.call('GET', '/v1/assets')).data.length;
    const answer = await uploadWhole(
      punctual.url,
      owner.cookie,
      Buffer.from('<html><script>alert(1)</script></html>'),
      'photo.jpg',
      'image/jpeg',
    );
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ data: null, error: { code: 'UNSUPPORTED_MEDIA' } });
    expect((await owner.call('GET', '/v1/assets')).data).toHaveLength(before);
  });

  test('over the limit for its kind is refused before a byte is sent', async () => {
    const answer = await fetch(`${punctual.url}/v1/uploads`, {
      method: 'POST',
      headers: {
        cookie: owner.cookie,
        'tus-resumable': '1.0.0',
        'upload-length': '50000001',
        'upload-metadata': `filename ${base64('big.jpg')},filetype ${base64('image/jpeg')}`,
      },
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ error: { code: 'TOO_LARGE' } });
  });

  test('shows facts, a thumbnail and what the file is good for', async () => {
    const id = await owner.uploadPhoto({ width: 1200, height: 800 });
    const { data } = await owner.call('GET', `/v1/assets/${id}`);
    expect(data).toMatchObject({
      kind: 'image',
      mimeType: 'image/jpeg',
      width: 1200,
      height: 800,
      fit: { ig: [], tiktok: [] },
    });
    const thumbnail = await fetch(new URL(data.thumbnailUrl, punctual.url));
    expect(thumbnail.headers.get('content-type')).toBe('image/webp');
    const part = await fetch(new URL(data.url, punctual.url), { headers: { range: 'bytes=0-1' } });
    expect(part.status).toBe(206);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(new Uint8Array([0xff, 0xd8]));
    expect((await fetch(new URL(`${data.url}x`, punctual.url))).status).toBe(404);
  });
});

describe('health', () => {
  test('is ready only while a worker gives signs of life', async () => {
    expect((await fetch(`${punctual.url}/healthz`)).status).toBe(200);
    const silent = await fetch(`${punctual.url}/readyz`);
    expect(silent.status).toBe(503);
    expect(await silent.json()).toMatchObject({
      checks: { database: 'ok', migrations: 'ok', worker: 'not seen lately' },
    });
    const { beat } = await import('../store/worker-heartbeat.ts');
    await beat(punctual.foundation.database, 'test', punctual.clock.now());
    expect((await fetch(`${punctual.url}/readyz`)).status).toBe(200);
    await punctual.clock.advanceBy({ seconds: 16 });
    expect((await fetch(`${punctual.url}/readyz`)).status).toBe(503);
    // By a clock that was an hour ahead then: it says nothing of now.
    await beat(punctual.foundation.database, 'test', punctual.clock.now().add({ hours: 1 }));
    expect((await fetch(`${punctual.url}/readyz`)).status).toBe(503);
  });

  test('counts', async () => {
    expect(await (await fetch(`${punctual.url}/metrics`)).text()).toContain('process_cpu_user_seconds_total');
  });
});

describe('history', () => {
  test('tells who changed what of a post', async () => {
    const post = await draft(owner);
    await owner.call('PATCH', `/v1/posts/${post.id}`, { caption: 'A better bowl' });
    const { data } = await owner.call('GET', `/v1/posts/${post.id}/history`);
    expect(data.events.map((event: { kind: string; by: string }) => [event.kind, event.by])).toEqual([
      ['created', 'Lucía'],
      ['edited', 'Lucía'],
    ]);
    expect((await other.call('GET', `/v1/posts/${post.id}/history`)).status).toBe(404);
  });
});

describe('one’s own data', () => {
  test('can be taken along, without secrets', async () => {
    await owner.link('ig');
    const { data } = await owner.call('GET', '/v1/me/export');
    expect(data.channel_accounts).toHaveLength(1);
    expect(JSON.stringify(data)).not.toMatch(/encrypted|IGAA|storage_key|lease_token/);
  });

  test('can be deleted for good, but only when meant', async () => {
    expect((await other.call('DELETE', '/v1/me', { confirmEmail: 'owner@example.com' })).status).toBe(403);
    expect((await other.call('DELETE', '/v1/me', { confirmEmail: 'other@example.com' })).status).toBe(200);
    expect((await other.call('GET', '/v1/me')).status).toBe(401);
    expect((await owner.call('GET', '/v1/me')).status).toBe(200);
  });
});
