import { describe, expect, test } from 'vitest';
import {
  fakeMedia,
  fakeTiktok,
  fakeTools,
  ok,
  order,
  refusal,
  SETTINGS,
  statusIs,
  type FakeAnswer,
  type FakeMedia,
} from '../../../test/conformance/tiktok-fake.ts';
import type { Progress, PublishRequest } from '../adapter.ts';
import { createTiktokAdapter } from './index.ts';

const BEGAN = '2026-11-23T09:00:00Z';
const CREATED = Temporal.Instant.from(BEGAN).epochMilliseconds / 1000 + 20;
const LAST_CHUNK = {
  phase: 'last_chunk',
  publishId: 'p-1',
  sizeBytes: 1000,
  since: BEGAN,
  sendingUntil: '2026-11-23T09:01:00Z',
};
const PROCESSING = { phase: 'processing', publishId: 'p-1', since: BEGAN, status: 'PROCESSING_UPLOAD' };
const PULL = { phase: 'pull_asked', attempt: 1, since: BEGAN };
const NOTHING_SENT = { phase: 'nothing_sent' };

interface Listed {
  id?: string;
  create_time?: number;
  title?: string;
  video_description?: string;
  duration?: number;
}

/** Ids bare, as TikTok writes them. */
function listing(...videos: Listed[]): Response {
  const texts = videos.map(({ id = '7080213458555737986', ...video }) => {
    const rest = { create_time: CREATED, title: '', video_description: 'A bowl #clay', duration: 12, ...video };
    return `{"id":${id},${JSON.stringify(rest).slice(1)}`;
  });
  return ok(`{"videos":[${texts.join(',')}],"cursor":1,"has_more":false}`);
}

function stage(status: FakeAnswer = statusIs('PROCESSING_UPLOAD'), list: FakeAnswer = listing()) {
  const fake = fakeTiktok();
  fake.answer('/status/', status);
  fake.answer('/video/list/', list);
  const tools = fakeTools(fake);
  const { publisher } = createTiktokAdapter(SETTINGS, tools);
  const ask = (progress: Progress, request: PublishRequest = order()) => publisher.confirm(request, progress);
  const after = (duration: Temporal.DurationLike) => tools.clock.advanceBy(duration);
  return { fake, tools, ask, after };
}

describe('FILE_UPLOAD, lost at init or before the last chunk: nothing can have gone out', () => {
  test.each([{}, NOTHING_SENT, { phase: 'task_asked' }, { phase: 'uploading', publishId: 'p-1', sentBytes: 5 }])(
    '%j',
    async (progress) => {
      const { ask, fake } = stage();
      expect(await ask(progress)).toMatchObject({
        outcome: { kind: 'notLive', failure: { failureClass: 'transient' }, notBefore: null },
        progress: NOTHING_SENT,
      });
      expect(fake.calls).toEqual([]);
    },
  );
});

describe('FILE_UPLOAD, lost at the last chunk', () => {
  test.each([
    ['internal', 'transient'],
    ['file_format_check_failed', 'media'],
  ])('FAILED (%s): a retry by its class (%s)', async (reason, failureClass) => {
    const { ask } = stage(statusIs('FAILED', { fail_reason: reason }));
    expect(await ask(LAST_CHUNK)).toMatchObject({
      outcome: { kind: 'notLive', failure: { failureClass, platformCode: reason } },
      progress: NOTHING_SENT,
    });
  });

  test('FAILED for too many posts: not before tomorrow', async () => {
    const { ask, tools } = stage(statusIs('FAILED', { fail_reason: 'spam_risk_too_many_posts' }));
    const notBefore = tools.clock.now().add({ hours: 24 });
    expect((await ask(LAST_CHUNK)).outcome).toMatchObject({ kind: 'notLive', notBefore });
  });

  test('PUBLISH_COMPLETE: done', async () => {
    const { ask } = stage(statusIs('PUBLISH_COMPLETE', { publicaly_available_post_id: [71] }));
    expect(await ask(LAST_CHUNK)).toMatchObject({
      outcome: { kind: 'live', externalId: '71', permalink: 'https://www.tiktok.com/@lucia/video/71' },
      progress: { phase: 'out', delivered: 'post', postId: '71' },
    });
  });

  test('SEND_TO_USER_INBOX: the draft is there', async () => {
    const { ask } = stage(statusIs('SEND_TO_USER_INBOX'));
    expect(await ask(LAST_CHUNK, order({ mode: 'inbox' }))).toMatchObject({
      outcome: { kind: 'live', externalId: null, permalink: null },
      progress: { delivered: 'inbox' },
    });
  });

  test('PROCESSING_UPLOAD without all bytes: wait while a PUT may still run, then nothing can come of it', async () => {
    const { ask, after } = stage(statusIs('PROCESSING_UPLOAD', { uploaded_bytes: 0 }));
    expect(await ask(LAST_CHUNK)).toMatchObject({ outcome: { kind: 'unknown' }, progress: LAST_CHUNK });
    await after({ minutes: 2, seconds: 59 });
    expect((await ask(LAST_CHUNK)).outcome.kind).toBe('unknown');
    await after({ seconds: 1 });
    expect(await ask(LAST_CHUNK)).toMatchObject({
      outcome: { kind: 'notLive', failure: { failureClass: 'transient' } },
      progress: NOTHING_SENT,
    });
  });

  test.each([{ uploaded_bytes: 1000 }, {}])('PROCESSING_UPLOAD, %j: wait', async (more) => {
    const { ask, after, tools } = stage(statusIs('PROCESSING_UPLOAD', more));
    await after({ minutes: 30 });
    const askAt = tools.clock.now().add({ minutes: 1 });
    expect(await ask(LAST_CHUNK)).toEqual({ outcome: { kind: 'unknown', askAt }, progress: LAST_CHUNK });
  });
});

describe('status unanswered: asked again, never sent again', () => {
  test.each([
    'lost' as const,
    'not_sent' as const,
    refusal('internal_error', 500),
    new Response('<html>', { status: 502 }),
  ])('as planned', async (status) => {
    for (const progress of [LAST_CHUNK, PROCESSING]) {
      const { ask } = stage(status);
      const askAt = Temporal.Instant.from('2026-11-23T09:00:03Z');
      expect(await ask(progress)).toEqual({ outcome: { kind: 'unknown', askAt }, progress });
    }
  });

  test('429: after a minute', async () => {
    const { ask, tools } = stage(refusal('rate_limit_exceeded', 429));
    const { outcome } = await ask(PROCESSING);
    expect(outcome).toEqual({ kind: 'unknown', askAt: tools.clock.now().add({ seconds: 75 }) });
  });

  test('a dead token: after the worker had time to refresh it', async () => {
    const { ask, tools } = stage(refusal('access_token_invalid', 401));
    const { outcome } = await ask(PROCESSING);
    expect(outcome).toEqual({ kind: 'unknown', askAt: tools.clock.now().add({ minutes: 5 }) });
  });
});

describe('processing for more than an hour', () => {
  test('a public post is looked for on the profile', async () => {
    const { ask, after, fake } = stage(statusIs('PROCESSING_UPLOAD'), listing({}));
    await after({ minutes: 59 });
    expect((await ask(PROCESSING)).outcome.kind).toBe('unknown');
    expect(fake.paths()).not.toContain('video/list');
    await after({ minutes: 2 });
    expect(await ask(PROCESSING)).toMatchObject({
      outcome: {
        kind: 'live',
        externalId: '7080213458555737986',
        permalink: 'https://www.tiktok.com/@lucia/video/7080213458555737986',
      },
      progress: { phase: 'out', publishId: 'p-1' },
    });
    const list = fake.calls.find(({ url }) => url.pathname === '/v2/video/list/');
    const fields = 'id,create_time,title,video_description,duration,share_url';
    expect([list?.url.searchParams.get('fields'), list?.body]).toEqual([fields, '{"max_count":20}']);
  });

  test('asked hourly, and after a day a person decides', async () => {
    const { ask, after, tools } = stage();
    await after({ hours: 2 });
    expect((await ask(PROCESSING)).outcome).toEqual({
      kind: 'unknown',
      askAt: tools.clock.now().add({ hours: 1 }),
    });
    await after({ hours: 22 });
    expect(await ask(PROCESSING)).toMatchObject({
      outcome: { kind: 'personDecides', failure: { failureClass: 'unknown' }, candidates: [] },
      progress: PROCESSING,
    });
  });

  test('a private post is not looked for: no list would show it', async () => {
    const { ask, after, fake } = stage(statusIs('PROCESSING_UPLOAD'), listing({}));
    await after({ hours: 25 });
    const { outcome } = await ask(PROCESSING, order({ privacyLevel: 'SELF_ONLY' }));
    expect(outcome).toMatchObject({ kind: 'personDecides', candidates: [] });
    expect(fake.paths()).not.toContain('video/list');
  });

  test('an id that TikTok forgot: looked for at once', async () => {
    expect((await stage(refusal('invalid_publish_id'), listing({})).ask(PROCESSING)).outcome.kind).toBe('live');
    const { ask, tools } = stage(refusal('invalid_publish_id'));
    expect((await ask(PROCESSING)).outcome).toEqual({
      kind: 'unknown',
      askAt: tools.clock.now().add({ minutes: 15 }),
    });
  });
});

const look = async (...videos: Listed[]) => {
  const { ask } = stage(refusal('invalid_publish_id'), listing(...videos));
  return (await ask(PROCESSING)).outcome.kind;
};

describe('which post on the profile is ours', () => {
  test.each([
    ['its caption as description', {}, 'live'],
    ['its caption as title', { title: 'A bowl #clay', video_description: '' }, 'live'],
    ['other blanks', { video_description: 'A bowl\n\n#clay ' }, 'live'],
    ['a second of difference', { duration: 13 }, 'live'],
    ['another text', { video_description: 'A vase' }, 'unknown'],
    ['another length', { duration: 14 }, 'unknown'],
    ['an earlier birth', { create_time: CREATED - 120 }, 'unknown'],
  ])('%s: %s', async (_name, video, kind) => {
    expect(await look(video)).toBe(kind);
  });

  test('two alike: a person decides, and sees both', async () => {
    const { ask } = stage(refusal('invalid_publish_id'), listing({ id: '71' }, { id: '72' }));
    const { outcome } = await ask(PROCESSING);
    expect(outcome).toMatchObject({
      kind: 'personDecides',
      candidates: [
        { externalId: '71', permalink: 'https://www.tiktok.com/@lucia/video/71', createdAt: '2026-11-23T09:00:20Z' },
        { externalId: '72' },
      ],
    });
  });

  test('two alike, of which one is known to be another post: the other', async () => {
    const { ask } = stage(refusal('invalid_publish_id'), listing({ id: '71' }, { id: '72' }));
    const request = { ...order(), otherPostIds: () => Promise.resolve(new Set(['71'])) };
    expect((await ask(PROCESSING, request)).outcome).toMatchObject({ kind: 'live', externalId: '72' });
  });

  test('one alike, where another post with the same words is open too: either of them, so a person decides', async () => {
    const { ask, after } = stage(refusal('invalid_publish_id'), listing({ id: '71' }));
    const request = { ...order(), mayHaveTwin: () => Promise.resolve(true) };
    expect((await ask(PROCESSING, request)).outcome.kind).toBe('unknown');
    await after({ hours: 24 });
    const { outcome } = await ask(PROCESSING, request);
    expect(outcome).toMatchObject({ kind: 'personDecides', candidates: [{ externalId: '71' }] });
  });

  test('without words nothing is proven; a person sees what was found', async () => {
    const { ask, after } = stage(refusal('invalid_publish_id'), listing({ video_description: '' }));
    const request = order({}, { caption: '' });
    expect((await ask(PROCESSING, request)).outcome.kind).toBe('unknown');
    await after({ hours: 24 });
    const { outcome } = await ask(PROCESSING, request);
    expect(outcome).toMatchObject({ kind: 'personDecides', candidates: [{ externalId: '7080213458555737986' }] });
  });

  test.each([refusal('scope_not_authorized', 401), new Response('{"data":{"vid')])(
    'a list that cannot be read shows nothing',
    async (list) => {
      const { ask } = stage(refusal('invalid_publish_id'), list);
      expect((await ask(PROCESSING)).outcome.kind).toBe('unknown');
    },
  );
});

function photos(...served: FakeMedia['servedHow'][]): FakeMedia[] {
  return served.map((servedHow) => {
    const photo = fakeMedia({ kind: 'image', mimeType: 'image/jpeg', durationMs: null });
    photo.servedHow = servedHow;
    return photo;
  });
}

describe('PULL_FROM_URL, lost at init', () => {
  test.each([
    ['nothing', ['nothing', 'nothing']],
    ['a part', ['whole', 'partly']],
  ] as const)('%s was fetched: closed at once, and after the hour certain', async (_name, served) => {
    const { ask, after, fake } = stage();
    const media = photos(...served);
    const first = await ask(PULL, order({}, { media }));
    const askAt = Temporal.Instant.from('2026-11-23T10:05:00Z');
    expect(first).toEqual({ outcome: { kind: 'unknown', askAt }, progress: PULL });
    expect(media.map(({ withdrawn }) => withdrawn)).toEqual([true, true]);
    await after({ minutes: 64 });
    expect((await ask(PULL, order({}, { media }))).outcome.kind).toBe('unknown');
    await after({ minutes: 1 });
    expect(await ask(PULL, order({}, { media }))).toMatchObject({
      outcome: { kind: 'notLive', failure: { failureClass: 'transient' }, notBefore: null },
      progress: NOTHING_SENT,
    });
    expect(fake.calls).toEqual([]);
  });

  test('everything was fetched: looked for', async () => {
    const { ask } = stage('lost', listing({ title: 'Bowls', duration: 0 }));
    expect(await ask(PULL, order({}, { media: photos('whole', 'whole') }))).toMatchObject({
      outcome: { kind: 'live', permalink: 'https://www.tiktok.com/@lucia/photo/7080213458555737986' },
      progress: { phase: 'out', publishId: null, postId: '7080213458555737986' },
    });
  });

  test('everything was fetched and nothing is found: asked for an hour, then a person decides', async () => {
    const { ask, after } = stage();
    const request = order({}, { media: photos('whole') });
    const askAt = Temporal.Instant.from('2026-11-23T09:01:00Z');
    expect((await ask(PULL, request)).outcome).toEqual({ kind: 'unknown', askAt });
    await after({ minutes: 59 });
    expect((await ask(PULL, request)).outcome.kind).toBe('unknown');
    await after({ minutes: 10 });
    expect(await ask(PULL, request)).toMatchObject({ outcome: { kind: 'personDecides' }, progress: PULL });
  });

  test('what finished after the first look counts as fetched', async () => {
    const { ask, after } = stage();
    const media = photos('partly');
    await ask(PULL, order({}, { media }));
    for (const photo of media) photo.servedHow = 'whole';
    await after({ minutes: 66 });
    expect((await ask(PULL, order({}, { media }))).outcome.kind).toBe('personDecides');
  });

  test('the URLs of another attempt prove nothing of this one', async () => {
    const { ask, after } = stage();
    await after({ minutes: 66 });
    const { outcome } = await ask(PULL, order({}, { media: photos('nothing'), attempt: 2 }));
    expect(outcome.kind).toBe('personDecides');
  });
});
