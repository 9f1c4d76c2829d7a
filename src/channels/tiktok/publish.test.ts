import { describe, expect, test } from 'vitest';
import {
  CREATOR,
  fakeMedia,
  fakeTiktok,
  fakeTools,
  ok,
  order,
  refusal,
  run,
  SETTINGS,
  statusIs,
  type FakeAnswer,
} from '../../../test/conformance/tiktok-fake.ts';
import type { Progress, PublishRequest } from '../adapter.ts';
import { createTiktokAdapter } from './index.ts';

const PHOTOS = [1, 2].map((number) =>
  fakeMedia({ assetId: `photo-${number}`, kind: 'image', mimeType: 'image/jpeg', durationMs: null }),
);
const PROCESSING = { phase: 'processing', publishId: 'p-1', since: '2026-11-23T09:00:00Z', status: null };

function stage(more: Partial<typeof SETTINGS> = {}) {
  const fake = fakeTiktok();
  const uploadUrl = 'https://open-upload.tiktokapis.com/v?t=1';
  fake.answer('/v', new Response('', { status: 201 }));
  fake.answer('/creator_info/', ok(CREATOR));
  fake.answer('/init/', ok({ publish_id: 'p-1', upload_url: uploadUrl }));
  fake.answer('/status/', statusIs('PUBLISH_COMPLETE'));
  const tools = fakeTools(fake);
  const { publisher } = createTiktokAdapter({ ...SETTINGS, ...more }, tools);
  const bodyOf = (path: string): unknown =>
    JSON.parse(fake.calls.find(({ url }) => url.pathname.includes(path))?.body ?? 'null');
  const publish = (request: PublishRequest, progress: Progress = {}) => run(publisher.publish(request, progress));
  return { fake, tools, bodyOf, publish };
}

describe('what is sent', () => {
  test('a video with its choices, all toggles as booleans', async () => {
    const { publish, bodyOf, fake } = stage();
    const choices = { allowStitch: true, aiGenerated: true, commercialDisclosure: true, brandContent: true };
    await publish(order(choices, { coverTimeMs: 1500 }));
    expect(fake.paths().slice(0, 2)).toEqual(['creator_info/query', 'video/init']);
    expect(bodyOf('/video/init/')).toEqual({
      post_info: {
        privacy_level: 'PUBLIC_TO_EVERYONE',
        title: 'A bowl #clay',
        disable_comment: true,
        disable_duet: true,
        disable_stitch: false,
        brand_content_toggle: true,
        brand_organic_toggle: false,
        is_aigc: true,
        video_cover_timestamp_ms: 1500,
      },
      source_info: { source: 'FILE_UPLOAD', video_size: 1000, chunk_size: 1000, total_chunk_count: 1 },
    });
  });

  test('brand toggles are off while the disclosure is off, and no cover means the first frame', async () => {
    const { publish, bodyOf } = stage();
    await publish(order({ commercialDisclosure: false, brandContent: true, brandOrganic: true }));
    const post = { post_info: { brand_content_toggle: false, brand_organic_toggle: false } };
    expect(bodyOf('/video/init/')).toMatchObject(post);
    expect(JSON.stringify(bodyOf('/video/init/'))).not.toContain('cover');
  });

  test('photos by URL, with caption as description', async () => {
    const { publish, bodyOf } = stage();
    await publish(order({ title: 'Bowls', allowComment: true, photoCoverIndex: 1 }, { media: PHOTOS }));
    expect(bodyOf('/content/init/')).toEqual({
      media_type: 'PHOTO',
      post_mode: 'DIRECT_POST',
      post_info: {
        privacy_level: 'PUBLIC_TO_EVERYONE',
        title: 'Bowls',
        description: 'A bowl #clay',
        disable_comment: false,
        auto_add_music: false,
        brand_content_toggle: false,
        brand_organic_toggle: false,
      },
      source_info: {
        source: 'PULL_FROM_URL',
        photo_images: ['https://media.example/photo-1', 'https://media.example/photo-2'],
        photo_cover_index: 1,
      },
    });
  });

  test('drafts without choices, and without asking what the creator may post', async () => {
    const { publish, bodyOf, fake } = stage();
    await publish(order({ mode: 'inbox' }));
    expect(fake.paths()[0]).toBe('video/init');
    expect(Object.keys(Object(bodyOf('/inbox/video/init/')))).toEqual(['source_info']);
    await publish(order({ mode: 'inbox', title: 'Bowls' }, { media: PHOTOS }));
    expect(bodyOf('/content/init/')).toMatchObject({
      post_mode: 'MEDIA_UPLOAD',
      post_info: { title: 'Bowls', description: 'A bowl #clay' },
    });
  });

  test('a video by URL only where that is preferred; by ourselves where the address is not verified', async () => {
    const { publish, fake, bodyOf } = stage({ preferPull: true });
    await publish(order());
    const source = { source: 'PULL_FROM_URL', video_url: 'https://media.example/asset-1' };
    expect(bodyOf('/video/init/')).toMatchObject({ source_info: source });

    fake.calls.length = 0;
    const task = ok({ publish_id: 'p-2', upload_url: 'https://open-upload.tiktokapis.com/v?t=1' });
    fake.answer('/init/', refusal('url_ownership_unverified', 403), task);
    const { result, checkpoints } = await publish(order());
    expect(result.kind).toBe('waiting');
    expect(checkpoints.at(-1)?.progress).toMatchObject({ phase: 'processing', publishId: 'p-2' });
    expect(JSON.parse(fake.calls[2]?.body ?? '')).toMatchObject({ source_info: { source: 'FILE_UPLOAD' } });
  });

  test('photos from an address that is not verified need a person', async () => {
    const { publish, fake } = stage();
    fake.answer('/init/', refusal('url_ownership_unverified', 403));
    const { result } = await publish(order({}, { media: PHOTOS }));
    expect(result).toMatchObject({ kind: 'needsPerson', failure: { failureClass: 'permanent' } });
  });
});

describe('right before publishing', () => {
  test.each([
    ['spam_risk_too_many_posts', 200, 'needsPerson', 'rate'],
    ['spam_risk_user_banned_from_posting', 200, 'needsPerson', 'permanent'],
    ['reached_active_user_cap', 200, 'needsPerson', 'rate'],
    ['access_token_invalid', 401, 'needsPerson', 'token'],
    ['rate_limit_exceeded', 429, 'retry', 'rate'],
    ['internal_error', 500, 'retry', 'transient'],
  ])('creator_info says %s (%i): %s, and nothing is sent', async (code, status, kind, failureClass) => {
    const { publish, fake } = stage();
    fake.answer('/creator_info/', refusal(code, status));
    const { result, checkpoints } = await publish(order());
    expect(result).toMatchObject({ kind, failure: { failureClass, platformCode: code } });
    expect([fake.calls.length, checkpoints]).toEqual([1, []]);
  });

  test('a lost creator_info is asked for once more', async () => {
    const { publish, fake } = stage();
    fake.answer('/creator_info/', 'lost', ok(CREATOR));
    expect((await publish(order())).result.kind).toBe('waiting');
    fake.answer('/creator_info/', new Response('<html>', { status: 502 }));
    const { result, checkpoints } = await publish(order());
    expect([result.kind, checkpoints]).toEqual(['retry', []]);
  });

  test('what no longer fits is said, and nothing is sent', async () => {
    const { publish, fake } = stage();
    fake.answer('/creator_info/', ok({ ...CREATOR, comment_disabled: true }));
    const { result } = await publish(order({ allowComment: true }));
    expect(result).toMatchObject({ kind: 'needsPerson', failure: { failureClass: 'content' } });
    expect(fake.calls).toHaveLength(1);
  });
});

describe('init', () => {
  test.each<FakeAnswer>(['lost', new Response('<html>', { status: 502 })])(
    'of an upload is asked again at once when lost',
    async (answer) => {
      const { publish, fake } = stage();
      const task = ok({ publish_id: 'p-2', upload_url: 'https://open-upload.tiktokapis.com/v?t=1' });
      fake.answer('/init/', answer, task);
      const { checkpoints, result } = await publish(order());
      expect(result.kind).toBe('waiting');
      expect(checkpoints.at(-1)?.progress).toMatchObject({ publishId: 'p-2' });
    },
  );

  test('of an upload that stays lost is a retry, with nothing left behind', async () => {
    const { publish, fake } = stage();
    fake.answer('/init/', 'lost');
    const { checkpoints, result } = await publish(order());
    expect(result).toMatchObject({ kind: 'retry', failure: { failureClass: 'transient' } });
    expect(checkpoints.at(-1)?.progress).toEqual({ phase: 'nothing_sent' });
  });

  test.each([
    'lost',
    refusal('internal_error', 500),
    refusal('internal_error', 200),
    new Response('', { status: 503 }),
    new Response('{"data":{"publish_id":"p-1"'),
  ] as const)('of a pull without a clear answer is unknown, and stands so in what is stored', async (answer) => {
    const { publish, fake } = stage();
    fake.answer('/init/', answer);
    const { checkpoints, result } = await publish(order({}, { media: PHOTOS }));
    expect(result).toMatchObject({ kind: 'unknown', failure: { failureClass: 'unknown' } });
    expect(checkpoints.map(({ progress }) => progress['phase'])).toEqual(['pull_asked']);
    expect(fake.paths().filter((path) => path === 'content/init')).toHaveLength(1);
  });

  test.each([
    [refusal('rate_limit_exceeded', 429), 'retry'],
    [refusal('access_token_invalid', 401), 'needsPerson'],
    [refusal('invalid_param', 400), 'needsPerson'],
    ['not_sent' as const, 'retry'],
  ])('of a pull that was refused created nothing', async (answer, kind) => {
    const { publish, fake } = stage();
    fake.answer('/init/', answer);
    const { checkpoints, result } = await publish(order({}, { media: PHOTOS }));
    expect(result.kind).toBe(kind);
    expect(checkpoints.map(({ progress }) => progress['phase'])).toEqual(['pull_asked', 'nothing_sent']);
  });
});

describe('taking up what another worker left', () => {
  test.each([
    {},
    { phase: 'nothing_sent' },
    { phase: 'task_asked' },
    { phase: 'uploading', publishId: 'p-0', sentBytes: 500 },
  ])('%j: begun anew, since nothing can come of the old task', async (progress) => {
    const { publish, fake } = stage();
    const { result, checkpoints } = await publish(order(), progress);
    expect(result.kind).toBe('waiting');
    expect(checkpoints.at(-1)?.progress).toMatchObject({ publishId: 'p-1' });
    expect(fake.paths()).toContain('video/init');
  });

  test.each([
    { phase: 'last_chunk', publishId: 'p-0', sizeBytes: 9, since: PROCESSING.since, sendingUntil: PROCESSING.since },
    { phase: 'pull_asked', attempt: 1, since: PROCESSING.since },
  ])('%j: unknown, without a call', async (progress) => {
    const { publish, fake } = stage();
    const { result, checkpoints } = await publish(order(), progress);
    expect(result).toMatchObject({ kind: 'unknown', failure: { failureClass: 'unknown' } });
    expect([fake.calls, checkpoints]).toEqual([[], []]);
  });

  test('a post that is out stays out', async () => {
    const { publish, fake } = stage();
    const out = { phase: 'out', publishId: 'p-1', delivered: 'post', since: PROCESSING.since, postId: '71' };
    const permalink = 'https://www.tiktok.com/@lucia/video/71';
    expect((await publish(order(), out)).result).toEqual({
      kind: 'published',
      externalId: '71',
      permalink,
      followUpAt: null,
    });
    expect(fake.calls).toEqual([]);
  });

  test('what this adapter never wrote is a bug', async () => {
    await expect(stage().publish(order(), { phase: 'somewhere' })).rejects.toThrow('Invalid');
  });
});

describe('processing', () => {
  const profile = 'https://www.tiktok.com/@lucia';

  test('a public post is published before its id is known', async () => {
    const { publish, tools } = stage();
    const { result, checkpoints } = await publish(order(), PROCESSING);
    const followUpAt = tools.clock.now().add({ minutes: 1 });
    expect(result).toEqual({ kind: 'published', externalId: null, permalink: profile, followUpAt });
    expect(checkpoints).toMatchObject([{ progress: { phase: 'out', delivered: 'post', postId: null } }]);
  });

  test('its id keeps all digits', async () => {
    const { publish, fake } = stage();
    fake.answer('/status/', ok('{"status":"PUBLISH_COMPLETE","publicaly_available_post_id":[7080213458555737986]}'));
    expect((await publish(order(), PROCESSING)).result).toEqual({
      kind: 'published',
      externalId: '7080213458555737986',
      permalink: `${profile}/video/7080213458555737986`,
      followUpAt: null,
    });
    const photos = await publish(order({}, { media: PHOTOS }), PROCESSING);
    expect(photos.result).toMatchObject({ permalink: `${profile}/photo/7080213458555737986` });
  });

  test.each(['SELF_ONLY', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR'] as const)(
    '%s never gets an id',
    async (privacyLevel) => {
      const { publish } = stage();
      const { result } = await publish(order({ privacyLevel }), PROCESSING);
      expect(result).toEqual({ kind: 'published', externalId: null, permalink: profile, followUpAt: null });
    },
  );

  test('a draft is done when it lies in the inbox', async () => {
    const { publish, fake, tools } = stage();
    fake.answer('/status/', statusIs('SEND_TO_USER_INBOX'));
    const { result, checkpoints } = await publish(order({ mode: 'inbox' }), PROCESSING);
    const followUpAt = tools.clock.now().add({ hours: 1 });
    expect(result).toEqual({ kind: 'published', externalId: null, permalink: null, followUpAt });
    expect(checkpoints).toMatchObject([{ step: 'draft delivered', progress: { delivered: 'inbox' } }]);
  });

  test.each([
    ['internal', 'retry', 'transient'],
    ['photo_pull_failed', 'retry', 'transient'],
    ['duration_check_failed', 'needsPerson', 'media'],
    ['spam_risk_text', 'needsPerson', 'content'],
    ['spam_risk_too_many_posts', 'needsPerson', 'rate'],
    ['auth_removed', 'needsPerson', 'token'],
  ])('FAILED with %s: %s, %s; a new attempt begins anew', async (reason, kind, failureClass) => {
    const { publish, fake } = stage();
    fake.answer('/status/', statusIs('FAILED', { fail_reason: reason }));
    const { result, checkpoints } = await publish(order(), PROCESSING);
    expect(result).toMatchObject({ kind, failure: { failureClass, platformCode: reason, traceId: 'log-1' } });
    expect(checkpoints.at(-1)?.progress).toEqual({ phase: 'nothing_sent' });
  });

  test('goes on: asked again as planned, and each new word is written down once', async () => {
    const { publish, fake, tools } = stage();
    fake.answer('/status/', statusIs('PROCESSING_DOWNLOAD', { downloaded_bytes: 10 }));
    await tools.clock.advanceBy({ seconds: 3 });
    const first = await publish(order(), PROCESSING);
    expect(first.result).toEqual({ kind: 'waiting', until: Temporal.Instant.from('2026-11-23T09:00:08Z') });
    expect(first.checkpoints).toMatchObject([{ step: 'processing', evidence: { status: 'PROCESSING_DOWNLOAD' } }]);
    expect((await publish(order(), first.checkpoints[0]?.progress)).checkpoints).toEqual([]);
  });

  test('after an hour nobody knows', async () => {
    const { publish, fake, tools } = stage();
    fake.answer('/status/', statusIs('PROCESSING_UPLOAD'));
    await tools.clock.advanceBy({ minutes: 60 });
    const { result } = await publish(order(), { ...PROCESSING, status: 'PROCESSING_UPLOAD' });
    const askAt = tools.clock.now().add({ hours: 1 });
    expect(result).toMatchObject({ kind: 'unknown', failure: { failureClass: 'unknown' }, askAt });
  });

  test('a pull that takes longer than its hour is called off, and proven not to have gone out', async () => {
    const { publish, fake, tools } = stage();
    fake.answer('/status/', statusIs('PROCESSING_DOWNLOAD'));
    fake.answer('/cancel/', ok({}));
    await tools.clock.advanceBy({ minutes: 60 });
    const first = await publish(order(), { ...PROCESSING, status: 'PROCESSING_DOWNLOAD' });
    expect(first.result).toEqual({ kind: 'waiting', until: tools.clock.now().add({ seconds: 10 }) });
    expect(first.checkpoints.map(({ step }) => step)).toEqual(['cancelling', 'cancelled']);
    fake.answer('/status/', statusIs('FAILED', { fail_reason: 'publish_cancelled' }));
    const second = await publish(order(), first.checkpoints.at(-1)?.progress);
    expect(second.result).toMatchObject({ kind: 'needsPerson', failure: { platformCode: 'publish_cancelled' } });
    expect(second.checkpoints.at(-1)?.progress).toEqual({ phase: 'nothing_sent' });
  });

  test.each([
    ['is refused', 60, refusal('publish_not_cancellable', 400)],
    ['loses its answer', 60, 'lost' as const],
    ['was taken but shows nothing for five minutes', 66, ok({})],
  ])('calling a pull off that %s leaves the outcome open', async (_what, minutes, answer) => {
    const { publish, fake, tools } = stage();
    fake.answer('/status/', statusIs('PROCESSING_DOWNLOAD'));
    fake.answer('/cancel/', answer);
    await tools.clock.advanceBy({ minutes });
    const { result } = await publish(order(), { ...PROCESSING, status: 'PROCESSING_DOWNLOAD' });
    expect(result.kind).toBe('unknown');
  });

  test.each([
    ['lost' as const, 'waiting'],
    [refusal('internal_error', 500), 'waiting'],
    [refusal('rate_limit_exceeded', 429), 'waiting'],
    [refusal('invalid_publish_id', 400), 'unknown'],
    [refusal('access_token_invalid', 401), 'unknown'],
    [refusal('token_not_authorized_for_specified_publish_id', 400), 'unknown'],
  ])('a status that cannot be read never lets the post be sent again', async (answer, kind) => {
    const { publish, fake } = stage();
    fake.answer('/status/', answer);
    const { result, checkpoints } = await publish(order(), PROCESSING);
    expect(result.kind).toBe(kind);
    expect([fake.calls.length, checkpoints]).toEqual([1, []]);
  });

  test('a dead token is told apart, so that it is refreshed', async () => {
    const { publish, fake, tools } = stage();
    fake.answer('/status/', refusal('access_token_invalid', 401));
    const askAt = tools.clock.now().add({ minutes: 5 });
    const { result } = await publish(order(), PROCESSING);
    expect(result).toMatchObject({ kind: 'unknown', failure: { failureClass: 'token' }, askAt });
  });
});
