import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TemporarySandbox } from '../testing/temporary-sandbox.ts';
import { video } from '../testing/videos.ts';
import { frozenSandbox } from './testing/frozen-sandbox.ts';
import { paddedVideo } from './testing/padded-video.ts';
import { call, dataOf, errorOf, link, POST_INFO, putChunk } from './testing/tiktok-client.ts';
import type { TiktokClient } from './testing/tiktok-client.ts';

const PUBLIC = { privacy_level: 'PUBLIC_TO_EVERYONE' };
const MEGABYTE = 1_000_000;

let sandbox: TemporarySandbox;
let client: TiktokClient;
/** Two seconds, a few kilobytes. */
let clip: Buffer;

beforeEach(async () => {
  sandbox = await frozenSandbox();
  client = await link(sandbox.url);
  clip = await video({ seconds: 2 });
});
afterEach(() => sandbox.close());

function settings(tiktok: Record<string, unknown>): Promise<unknown> {
  return sandbox.control('POST', 'settings', { tiktok });
}

function account(username: string, isPrivate: boolean, extra: Record<string, unknown> = {}): Promise<unknown> {
  return sandbox.control('POST', 'accounts', { channel: 'tiktok', username, private: isPrivate, extra });
}

test('a private video from creator_info to the list of posts', async () => {
  const creator = await client.creatorInfo();
  expect(dataOf(creator)).toMatchObject({
    creator_username: 'lucia.ceramica',
    creator_nickname: 'Lucía Cerámica',
    privacy_level_options: ['SELF_ONLY'],
    comment_disabled: false,
    duet_disabled: true,
    stitch_disabled: true,
    max_video_post_duration_sec: 600,
  });

  const { answer, publishId, uploadUrl } = await client.initFile(clip.length);
  expect(answer.body['error']).toMatchObject({ code: 'ok', message: '' });
  expect(publishId).toMatch(/^v_pub_file~v2-1\.\d+$/);
  expect(uploadUrl.length).toBeLessThanOrEqual(256);
  expect(await client.status(publishId)).toEqual({ status: 'PROCESSING_UPLOAD', uploaded_bytes: 0 });

  const put = await putChunk(uploadUrl, clip, 0, clip.length);
  expect([put.status, put.headers.get('content-range')]).toEqual([201, `bytes 0-${clip.length}/${clip.length}`]);
  expect(await client.status(publishId)).toEqual({ status: 'PROCESSING_UPLOAD', uploaded_bytes: clip.length });

  await sandbox.advance('PT20S');
  const complete = { status: 'PUBLISH_COMPLETE', publicaly_available_post_id: [], uploaded_bytes: clip.length };
  expect(await client.status(publishId)).toEqual(complete);
  await sandbox.advance('P1D');
  client = await link(sandbox.url);
  expect(await client.status(publishId)).toEqual(complete);
  expect(dataOf(await client.videos())['videos']).toEqual([]);

  const hash = createHash('sha256').update(clip).digest('hex');
  expect(await sandbox.posts()).toMatchObject([
    {
      channel: 'tiktok',
      account: 'lucia.ceramica',
      kind: 'video',
      caption: POST_INFO.title,
      visibility: 'SELF_ONLY',
      mediaHash: hash,
      publishId,
      disableComment: true,
      brandContent: false,
      published: true,
      availableAt: null,
    },
  ]);
  expect((await sandbox.requests('?endpoint=upload_last'))[0]?.['body']).toEqual({ bytes: clip.length, sha256: hash });
});

test('a public video gets a 19-digit id, unquoted, after moderation; then video/list shows it', async () => {
  await settings({ audited: true });
  client = await link(sandbox.url, { account: 'luciaentiktok' });
  expect(dataOf(await client.creatorInfo())).toMatchObject({
    privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
    duet_disabled: false,
    stitch_disabled: false,
  });
  await settings({ processingMs: [10_000, 10_000], moderationMs: [30_000, 30_000] });
  const publishId = await client.publish(clip, PUBLIC);
  await sandbox.advance('PT9.999S');
  expect(await client.status(publishId)).toMatchObject({ status: 'PROCESSING_UPLOAD' });
  await sandbox.advance('PT0.001S');
  expect(await client.status(publishId)).toMatchObject({
    status: 'PUBLISH_COMPLETE',
    publicaly_available_post_id: [],
  });
  expect(dataOf(await client.videos())['videos']).toEqual([]);
  await sandbox.advance('PT30S');

  const told = await client.statusAnswer(publishId);
  const id = /"publicaly_available_post_id":\[(7\d{18})\]/.exec(told.text)?.[1] ?? '';
  expect(id).not.toBe('');
  expect(Number.isSafeInteger(Number(id))).toBe(false);

  const listed = dataOf(await client.videos())['videos'];
  expect(listed).toEqual([
    {
      id,
      create_time: Date.parse('2026-11-23T09:00:10Z') / 1000,
      title: POST_INFO.title,
      video_description: POST_INFO.title,
      duration: 2,
      share_url: expect.stringMatching(new RegExp(`/@luciaentiktok/video/${id}$`)),
    },
  ]);
  const page = await call(`${sandbox.url}/@luciaentiktok/video/${id}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Un cuenco nuevo');
  expect((await call(`${sandbox.url}/@lucia.ceramica/video/${id}`)).status).toBe(404);
  expect((await call(`${sandbox.url}/@luciaentiktok/photo/${id}`)).status).toBe(404);
  expect((await call(`${sandbox.url}/@luciaentiktok`)).text).toContain('Un cuenco nuevo');
  expect((await call(`${sandbox.url}/_sandbox/posts`)).text).toContain(`"id":${id},`);
});

test('unaudited: a public account is refused whatever the privacy, a private one unless SELF_ONLY', async () => {
  const other = await link(sandbox.url, { account: 'luciaentiktok' });
  const refusal = [403, 'unaudited_client_can_only_post_to_private_accounts'];
  expect(dataOf(await other.creatorInfo())['privacy_level_options']).toEqual(['SELF_ONLY']);
  expect(errorOf((await other.initFile(1000)).answer)).toEqual(refusal);
  expect(errorOf((await other.initFile(1000, { info: PUBLIC })).answer)).toEqual(refusal);
  const followers = { privacy_level: 'FOLLOWER_OF_CREATOR' };
  expect(errorOf((await client.initFile(1000, { info: followers })).answer)).toEqual(refusal);
  await settings({ unauditedOptions: 'all' });
  expect(dataOf(await client.creatorInfo())['privacy_level_options']).toEqual([
    'FOLLOWER_OF_CREATOR',
    'MUTUAL_FOLLOW_FRIENDS',
    'SELF_ONLY',
  ]);
});

test('privacy must be given and be one of the options', async () => {
  const mismatch = [403, 'privacy_level_option_mismatch'];
  expect(errorOf((await client.initFile(1000, { info: { privacy_level: 'EVERYBODY' } })).answer)).toEqual(mismatch);
  expect(errorOf((await client.initFile(1000, { info: { privacy_level: undefined } })).answer)).toEqual(mismatch);
  await settings({ audited: true });
  expect(errorOf((await client.initFile(1000, { info: PUBLIC })).answer)).toEqual(mismatch);
  const followers = { privacy_level: 'FOLLOWER_OF_CREATOR' };
  expect((await client.initFile(1000, { info: followers })).answer.status).toBe(200);
});

test.each([
  ['a flag in quotes', { disable_duet: 'true' }],
  ['a flag as a number', { brand_content_toggle: 0 }],
  ['null for a flag', { is_aigc: null }],
  ['a title that is no text', { title: 5 }],
  ['a cover time in fractions', { video_cover_timestamp_ms: 1.5 }],
  ['a title of 2201 UTF-16 units', { title: '🏺'.repeat(1100) + 'x' }],
  ['branded content for oneself alone', { brand_content_toggle: true }],
])('init refuses %s', async (_name, info) => {
  expect(errorOf((await client.initFile(1000, { info })).answer)).toEqual([400, 'invalid_param']);
});

test('2200 UTF-16 units are a title, also when they are 1100 pairs', async () => {
  const { answer } = await client.initFile(1000, { info: { title: '🏺'.repeat(1100) } });
  expect(answer.status).toBe(200);
});

test('init wants JSON', async () => {
  const answer = await call(`${sandbox.url}/v2/post/publish/video/init/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: JSON.stringify({ post_info: POST_INFO }),
  });
  expect(errorOf(answer)).toEqual([400, 'invalid_param']);
});

test('what the creator disabled stays disabled', async () => {
  await account('luciaentiktok', false, { commentDisabled: true, stitchDisabled: true });
  await settings({ audited: true });
  const other = await link(sandbox.url, { account: 'luciaentiktok' });
  expect(dataOf(await other.creatorInfo())).toMatchObject({
    comment_disabled: true,
    duet_disabled: false,
    stitch_disabled: true,
  });
  await other.publish(clip, { ...PUBLIC, disable_comment: false, disable_duet: false, disable_stitch: false });
  expect(await sandbox.posts()).toMatchObject([{ disableComment: true, disableDuet: false, disableStitch: true }]);
});

test.each([
  ['the official example, rounded down', 50_000_123, 10_000_000, 5, 200],
  ['the same rounded up', 50_000_123, 10_000_000, 6, 400],
  ['a small one whole', 4_999_999, 4_999_999, 1, 200],
  ['a small one in pieces', 4_999_999, 2_500_000, 1, 400],
  ['64 MB whole', 64 * MEGABYTE, 64 * MEGABYTE, 1, 200],
  ['more than 64 MB whole', 65 * MEGABYTE, 65 * MEGABYTE, 1, 400],
  ['more than 64 MB in one chunk with remainder', 100 * MEGABYTE, 60 * MEGABYTE, 1, 400],
  ['a last chunk of almost two', 95 * MEGABYTE, 32 * MEGABYTE, 2, 200],
  ['chunks under 5 MB', 20 * MEGABYTE, 4 * MEGABYTE, 5, 400],
  ['4 GB', 4000 * MEGABYTE, 32 * MEGABYTE, 125, 200],
  ['more than 4 GB', 4000 * MEGABYTE + 1, 32 * MEGABYTE, 125, 400],
  ['a chunk larger than the video', 10 * MEGABYTE, 11 * MEGABYTE, 1, 400],
  ['5 MB under one reading only', 50 * MEGABYTE, 5 * MEGABYTE, 10, 400],
  ['64 MB under one reading only', 67_108_864 * 2, 67_108_864, 2, 400],
])('chunk plan: %s', async (_name, sizeBytes, chunkBytes, count, status) => {
  const { answer } = await client.initFile(sizeBytes, { chunkBytes, count });
  expect(errorOf(answer)).toEqual([status, status === 200 ? 'ok' : 'invalid_param']);
});

test('the reading of MB can be chosen', async () => {
  await settings({ megabytes: 'decimal' });
  expect((await client.initFile(50 * MEGABYTE, { chunkBytes: 5 * MEGABYTE, count: 10 })).answer.status).toBe(200);
  await settings({ megabytes: 'binary' });
  expect((await client.initFile(67_108_864 * 2, { chunkBytes: 67_108_864, count: 2 })).answer.status).toBe(200);
});

test('the official example goes up in five chunks; the fifth takes the remainder', async () => {
  const film = await paddedVideo(50_000_123);
  const { publishId, uploadUrl } = await client.initFile(film.length, { chunkBytes: 10_000_000, count: 5 });
  for (const chunk of [0, 1, 2, 3]) {
    const put = await putChunk(uploadUrl, film, chunk * 10_000_000, (chunk + 1) * 10_000_000);
    expect([put.status, put.headers.get('content-range')]).toEqual([206, `bytes 0-${chunk + 1}0000000/50000123`]);
  }
  expect(await client.status(publishId)).toEqual({ status: 'PROCESSING_UPLOAD', uploaded_bytes: 40_000_000 });
  const last = await putChunk(uploadUrl, film, 40_000_000, 50_000_123);
  expect([last.status, last.headers.get('content-range')]).toEqual([201, 'bytes 0-50000123/50000123']);
  await sandbox.advance('PT20S');
  expect(await client.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE', uploaded_bytes: 50_000_123 });
  expect(await sandbox.posts()).toMatchObject([{ mediaHash: createHash('sha256').update(film).digest('hex') }]);
});

test('the upload host minds headers, order and its hour', async () => {
  const film = await paddedVideo(16_000_000);
  const { uploadUrl } = await client.initFile(film.length, { chunkBytes: 8_000_000, count: 2 });
  const half = 8_000_000;
  const put = async (first: number, end: number, headers: Record<string, string> = {}): Promise<number> =>
    (await putChunk(uploadUrl, film, first, end, headers)).status;

  // A client that sends its token to the upload host leaks it.
  expect(await put(0, half, { authorization: `Bearer ${client.token}` })).toBe(400);
  expect(await put(0, half, { 'content-type': 'application/octet-stream' })).toBe(400);
  expect(await put(0, half, { 'content-range': 'bytes 0-7999999/17000000' })).toBe(400);
  expect(await put(0, half, { 'content-range': 'bytes 0-7999998/16000000' })).toBe(400);
  expect(await put(0, half, { 'content-range': 'bytes=0-7999999/16000000' })).toBe(400);
  expect(await put(0, 6_000_000)).toBe(400);
  const early = await putChunk(uploadUrl, film, half, film.length);
  expect([early.status, early.headers.get('content-range')]).toEqual([416, 'bytes 0-0/16000000']);
  expect((await putChunk(uploadUrl.replace(/\w$/, '-'), film, 0, half)).status).toBe(404);

  expect(await put(0, half)).toBe(206);
  const repeated = await putChunk(uploadUrl, film, 0, half);
  expect([repeated.status, repeated.headers.get('content-range')]).toEqual([416, 'bytes 0-8000000/16000000']);
  await settings({ repeatedChunk: 206, uploadedRange: 'last_byte' });
  const accepted = await putChunk(uploadUrl, film, 0, half);
  expect([accepted.status, accepted.headers.get('content-range')]).toEqual([206, 'bytes 0-7999999/16000000']);

  await sandbox.advance('PT59M59S');
  await settings({ rejectUploadAuthorization: false });
  expect(await put(half, film.length, { authorization: `Bearer ${client.token}` })).toBe(201);
});

test('after an hour the upload url is dead, and a new init is a new task', async () => {
  const { uploadUrl } = await client.initFile(clip.length);
  await sandbox.advance('PT1H');
  expect((await putChunk(uploadUrl, clip, 0, clip.length)).status).toBe(403);
  expect(await sandbox.posts()).toEqual([]);
  const next = await client.initFile(clip.length);
  expect((await putChunk(next.uploadUrl, clip, 0, clip.length)).status).toBe(201);
  expect(await sandbox.posts()).toHaveLength(1);
});

test('two equal inits are two posts', async () => {
  const first = await client.publish(clip);
  const second = await client.publish(clip);
  await sandbox.advance('PT1M');
  expect(first).not.toBe(second);
  expect(await sandbox.posts()).toHaveLength(2);
});

test.each([
  ['no video', async () => Buffer.alloc(5_000, 'a'), 'file_format_check_failed'],
  ['a video of half a second', () => video({ seconds: 0.5 }), 'duration_check_failed'],
  [
    'one longer than this creator may',
    () => video({ seconds: 61, framesPerSecond: 24, bytesPerFrame: 9 }),
    'duration_check_failed',
  ],
  ['ten frames a second', () => video({ framesPerSecond: 10 }), 'frame_rate_check_failed'],
  ['a stamp', () => video({ width: 320, height: 568 }), 'picture_size_check_failed'],
])('processing fails for %s', async (_name, make, reason) => {
  await account('lucia.ceramica', true, { maxVideoSeconds: 60 });
  const publishId = await client.publish(await make());
  expect(await client.status(publishId)).toMatchObject({ status: 'PROCESSING_UPLOAD' });
  await sandbox.advance('PT20S');
  expect(await client.status(publishId)).toMatchObject({ status: 'FAILED', fail_reason: reason });
  expect(await sandbox.posts()).toEqual([]);
});

test('processing and moderation can last for ever', async () => {
  await settings({ audited: true, moderationMs: 'never' });
  const other = await link(sandbox.url, { account: 'luciaentiktok' });
  const unseen = await other.publish(clip, PUBLIC);
  await settings({ processingMs: 'never' });
  const stuck = await other.publish(clip, PUBLIC);
  await sandbox.advance('PT23H');
  expect(await other.status(unseen)).toMatchObject({ status: 'PUBLISH_COMPLETE', publicaly_available_post_id: [] });
  expect(await other.status(stuck)).toMatchObject({ status: 'PROCESSING_UPLOAD', uploaded_bytes: clip.length });
  expect(dataOf(await other.videos())['videos']).toEqual([]);
});

test('status knows only its own publishes', async () => {
  const publishId = await client.publish(clip);
  const other = await link(sandbox.url, { account: 'luciaentiktok' });
  expect(errorOf(await other.statusAnswer(publishId))).toEqual([400, 'token_not_authorized_for_specified_publish_id']);
  expect(errorOf(await client.statusAnswer('v_pub_file~v2-1.1'))).toEqual([400, 'invalid_publish_id']);
  expect(errorOf(await client.post('post/publish/status/fetch/', {}))).toEqual([400, 'invalid_param']);
});

test('video/list pages from the newest, by a cursor in milliseconds', async () => {
  await settings({ audited: true, processingMs: [0, 0], moderationMs: [0, 0] });
  const other = await link(sandbox.url, { account: 'luciaentiktok' });
  for (const title of ['one', 'two', 'three']) {
    await other.publish(clip, { ...PUBLIC, title });
    await sandbox.advance('PT1M');
  }
  const first = dataOf(await other.post('video/list/?fields=title', { max_count: 2 }));
  expect(first).toEqual({
    videos: [{ title: 'three' }, { title: 'two' }],
    cursor: Date.parse('2026-11-23T09:01:00Z'),
    has_more: true,
  });
  const rest = dataOf(await other.post('video/list/?fields=title', { max_count: 2, cursor: first['cursor'] }));
  expect(rest).toMatchObject({ videos: [{ title: 'one' }], has_more: false });
  expect(errorOf(await other.post('video/list/?fields=title', { max_count: 21 }))).toEqual([400, 'invalid_params']);
});

test('six inits a minute, in a window that slides', async () => {
  const init = async (): Promise<number> => (await client.initFile(1000)).answer.status;
  for (let count = 0; count < 6; count += 1) {
    expect(await init()).toBe(200);
    await sandbox.advance('PT5S');
  }
  expect(errorOf((await client.initFile(1000)).answer)).toEqual([429, 'rate_limit_exceeded']);
  await sandbox.advance('PT29.999S');
  expect(await init()).toBe(429);
  await sandbox.advance('PT0.001S');
  expect(await init()).toBe(200);
  expect(await init()).toBe(429);
  // Another endpoint has a window of its own.
  expect((await client.initFile(1000, { inbox: true })).answer.status).toBe(200);
});

test.each([
  ['creator_info', 20, (one: TiktokClient) => one.creatorInfo()],
  ['status', 30, (one: TiktokClient) => one.statusAnswer('none')],
  ['user_info', 600, (one: TiktokClient) => one.userInfo('open_id')],
])('%s: %i calls a minute', async (_name, limit, request) => {
  const statuses = new Set<number>();
  for (let count = 0; count < limit; count += 1) statuses.add((await request(client)).status);
  expect(statuses.has(429)).toBe(false);
  expect(errorOf(await request(client))).toEqual([429, 'rate_limit_exceeded']);
  await sandbox.advance('PT1M');
  expect((await request(client)).status).not.toBe(429);
});

test('fifteen posts of a creator in 24 hours; creator_info says so with HTTP 200', async () => {
  await settings({ postsByOtherApps: 13 });
  await client.publish(clip);
  await sandbox.advance('PT1H');
  await client.publish(clip);
  const refusal = await client.creatorInfo();
  expect(errorOf(refusal)).toEqual([200, 'spam_risk_too_many_posts']);
  expect(errorOf((await client.initFile(1000)).answer)).toEqual([403, 'spam_risk_too_many_posts']);
  await sandbox.advance('PT22H59M59S');
  expect(errorOf(await client.creatorInfo())).toEqual([200, 'spam_risk_too_many_posts']);
  await sandbox.advance('PT21S');
  client = await link(sandbox.url);
  expect(errorOf(await client.creatorInfo())).toEqual([200, 'ok']);
});

test('the cap also ends what was begun before it was reached', async () => {
  await settings({ dailyPostCap: 1 });
  const { publishId, uploadUrl } = await client.initFile(clip.length);
  await client.publish(clip);
  await putChunk(uploadUrl, clip, 0, clip.length);
  await sandbox.advance('PT20S');
  expect(await client.status(publishId)).toMatchObject({ status: 'FAILED', fail_reason: 'spam_risk_too_many_posts' });
  expect(await sandbox.posts()).toHaveLength(1);
});

test('an unaudited app posts for five creators a day', async () => {
  for (let number = 1; number <= 6; number += 1) await account(`creator${number}`, true);
  const creators: TiktokClient[] = [];
  for (let number = 1; number <= 6; number += 1)
    creators.push(await link(sandbox.url, { account: `creator${number}` }));
  for (const creator of creators.slice(0, 5)) expect((await creator.initFile(1000)).answer.status).toBe(200);
  const [first, sixth] = [creators[0] ?? client, creators[5] ?? client];
  expect(errorOf((await sixth.initFile(1000)).answer)).toEqual([403, 'reached_active_user_cap']);
  expect(errorOf(await sixth.creatorInfo())).toEqual([200, 'reached_active_user_cap']);
  expect((await first.initFile(1000)).answer.status).toBe(200);
  await settings({ audited: true });
  expect((await sixth.initFile(1000)).answer.status).toBe(200);
});

test('a banned creator is told in creator_info and refused at init', async () => {
  await account('lucia.ceramica', true, { bannedFromPosting: true });
  expect(errorOf(await client.creatorInfo())).toEqual([200, 'spam_risk_user_banned_from_posting']);
  expect(errorOf((await client.initFile(1000)).answer)).toEqual([403, 'spam_risk_user_banned_from_posting']);
});
