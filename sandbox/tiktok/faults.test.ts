import { afterEach, beforeEach, expect, test } from 'vitest';
import { isObject } from '../core/answers.ts';
import type { JsonObject, TemporarySandbox } from '../testing/temporary-sandbox.ts';
import { video } from '../testing/videos.ts';
import { frozenSandbox } from './testing/frozen-sandbox.ts';
import { paddedVideo } from './testing/padded-video.ts';
import { call, dataOf, errorOf, exchange, link, putChunk, refresh } from './testing/tiktok-client.ts';
import type { Answered, TiktokClient } from './testing/tiktok-client.ts';

const PUBLIC = { privacy_level: 'PUBLIC_TO_EVERYONE' };
const HALF = 8_000_000;

let sandbox: TemporarySandbox;
let client: TiktokClient;
let clip: Buffer;

beforeEach(async () => {
  sandbox = await frozenSandbox({ settings: { tiktok: { audited: true } } });
  client = await link(sandbox.url, { account: 'luciaentiktok' });
  clip = await video({ seconds: 2 });
});
afterEach(() => sandbox.close());

function fault(endpoint: string, kind: string, more: JsonObject = {}): Promise<void> {
  return sandbox.fault({ channel: 'tiktok', endpoint, kind, times: 1, ...more });
}

test.each([
  ['invalid_param', 400],
  ['invalid_params', 400],
  ['app_version_check_failed', 400],
  ['invalid_publish_id', 400],
  ['token_not_authorized_for_specified_publish_id', 400],
  ['publish_not_cancellable', 400],
  ['invalid_file_upload', 400],
  ['scope_permission_missed', 400],
  ['access_token_invalid', 401],
  ['scope_not_authorized', 401],
  ['spam_risk_too_many_posts', 403],
  ['spam_risk_user_banned_from_posting', 403],
  ['spam_risk_too_many_pending_share', 403],
  ['reached_active_user_cap', 403],
  ['unaudited_client_can_only_post_to_private_accounts', 403],
  ['url_ownership_unverified', 403],
  ['privacy_level_option_mismatch', 403],
  ['rate_limit_exceeded', 429],
  ['internal_error', 500],
])('the error %s is HTTP %i in the envelope, and no work is done', async (code, status) => {
  await fault('init', 'error', { code });
  const { answer } = await client.initFile(clip.length);
  expect(errorOf(answer)).toEqual([status, code]);
  expect(answer.body).toMatchObject({ data: {}, error: { message: expect.any(String), log_id: expect.any(String) } });
  expect((await client.initFile(clip.length)).answer.status).toBe(200);
});

test.each(['spam_risk_too_many_posts', 'spam_risk_user_banned_from_posting', 'reached_active_user_cap'])(
  'creator_info says %s with HTTP 200',
  async (code) => {
    await fault('creator_info', 'error', { code });
    expect(errorOf(await client.creatorInfo())).toEqual([200, code]);
    await fault('creator_info', 'error', { code: 'access_token_invalid' });
    expect(errorOf(await client.creatorInfo())).toEqual([401, 'access_token_invalid']);
  },
);

test('any error can come with HTTP 200', async () => {
  await fault('init', 'error', { code: 'internal_error', status: 200 });
  expect(errorOf((await client.initFile(1000)).answer)).toEqual([200, 'internal_error']);
});

test('5xx with and without JSON', async () => {
  await fault('status', 'http', { status: 503 });
  const html = await client.statusAnswer('x');
  expect([html.status, html.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  await fault('status', 'http', { status: 502, body: '' });
  expect(await client.statusAnswer('x')).toMatchObject({ status: 502, text: '' });
  await fault('status', 'error', { code: 'internal_error', status: 504 });
  expect(errorOf(await client.statusAnswer('x'))).toEqual([504, 'internal_error']);
});

test('OAuth errors are flat', async () => {
  await fault('refresh', 'error', { code: 'invalid_grant' });
  const answer = await refresh(sandbox.url, client.refreshToken);
  expect(errorOf(answer)).toEqual([400, 'invalid_grant']);
  expect(Object.keys(answer.body).toSorted()).toEqual(['error', 'error_description', 'log_id']);
  await fault('token', 'error', { code: 'unauthorized_client' });
  expect(errorOf(await exchange(sandbox.url, 'x'))).toEqual([400, 'unauthorized_client']);
  // Nothing was done: the token still refreshes.
  expect((await refresh(sandbox.url, client.refreshToken)).status).toBe(200);
});

const REASONS = [
  'file_format_check_failed',
  'duration_check_failed',
  'frame_rate_check_failed',
  'picture_size_check_failed',
  'video_size_check_failed',
  'internal',
  'video_pull_failed',
  'photo_pull_failed',
  'publish_cancelled',
  'auth_removed',
  'spam_risk_too_many_posts',
  'spam_risk_text',
  'spam_risk',
  'spam_risk_user_banned_from_posting',
];

test.each(REASONS)('a publish fails with %s, and nothing is out', async (code) => {
  await fault('init', 'fail_reason', { code });
  const planned = await client.publish(clip);
  await fault('upload_last', 'fail_reason', { code });
  const atTheEnd = await client.publish(clip);
  expect(await client.status(planned)).toMatchObject({ status: 'PROCESSING_UPLOAD' });
  await sandbox.advance('PT20S');
  for (const id of [planned, atTheEnd]) {
    expect(await client.status(id)).toMatchObject({ status: 'FAILED', fail_reason: code });
  }
  const late = await client.publish(clip);
  await fault('status', 'fail_reason', { code });
  expect(await client.status(late)).toMatchObject({ status: 'FAILED', fail_reason: code });
  await sandbox.advance('PT1H');
  expect(await client.status(late)).toMatchObject({ status: 'FAILED', fail_reason: code });
  expect(await sandbox.posts()).toEqual([]);
});

test('init dropped before: nothing begun; dropped after: a task nobody can feed, so no post', async () => {
  for (const kind of ['drop_before', 'drop_after']) {
    await fault('init', kind);
    await expect(client.initFile(clip.length)).rejects.toThrow('fetch failed');
  }
  await sandbox.advance('PT2H');
  expect(await sandbox.posts()).toEqual([]);
  const log = await sandbox.requests('?endpoint=init');
  expect(log.map((request) => request['status'])).toEqual([null, null]);
  expect(log.map((request) => isObject(request['fault']) && request['fault']['kind'])).toEqual([
    'drop_before',
    'drop_after',
  ]);
});

test('the last chunk dropped before: still to be sent; dropped after: posted, once', async () => {
  const { publishId, uploadUrl } = await client.initFile(clip.length);
  await fault('upload_last', 'drop_before');
  await expect(putChunk(uploadUrl, clip, 0, clip.length)).rejects.toThrow('fetch failed');
  expect(await client.status(publishId)).toMatchObject({ uploaded_bytes: 0 });

  await fault('upload_last', 'drop_after');
  await expect(putChunk(uploadUrl, clip, 0, clip.length)).rejects.toThrow('fetch failed');
  expect(await client.status(publishId)).toEqual({ status: 'PROCESSING_UPLOAD', uploaded_bytes: clip.length });
  expect((await putChunk(uploadUrl, clip, 0, clip.length)).status).toBe(416);
  await sandbox.advance('PT20S');
  expect(await client.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
  expect(await sandbox.posts()).toHaveLength(1);
});

test('a chunk in the middle is not the last one', async () => {
  const film = await paddedVideo(2 * HALF);
  const { publishId, uploadUrl } = await client.initFile(film.length, { chunkBytes: HALF, count: 2 });
  await fault('upload', 'drop_after');
  await fault('upload_last', 'http', { status: 502 });
  await expect(putChunk(uploadUrl, film, 0, HALF)).rejects.toThrow('fetch failed');
  expect(await client.status(publishId)).toMatchObject({ uploaded_bytes: HALF });
  expect((await putChunk(uploadUrl, film, HALF, film.length)).status).toBe(502);
  expect(await client.status(publishId)).toMatchObject({ uploaded_bytes: HALF });
  expect((await putChunk(uploadUrl, film, HALF, film.length)).status).toBe(201);
});

test('416 with the progress already ahead', async () => {
  const film = await paddedVideo(2 * HALF);
  const { publishId, uploadUrl } = await client.initFile(film.length, { chunkBytes: HALF, count: 2 });
  await fault('upload', 'progress_ahead');
  const refused = await putChunk(uploadUrl, film, 0, HALF);
  expect([refused.status, refused.headers.get('content-range')]).toEqual([416, `bytes 0-${HALF}/${2 * HALF}`]);
  expect(await client.status(publishId)).toMatchObject({ uploaded_bytes: HALF });
  await fault('upload_last', 'progress_ahead');
  const last = await putChunk(uploadUrl, film, HALF, film.length);
  expect([last.status, last.headers.get('content-range')]).toEqual([416, `bytes 0-${2 * HALF}/${2 * HALF}`]);
  await sandbox.advance('PT20S');
  expect(await client.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
});

test('the upload url expires mid-way, for good', async () => {
  const film = await paddedVideo(2 * HALF);
  const { publishId, uploadUrl } = await client.initFile(film.length, { chunkBytes: HALF, count: 2 });
  await putChunk(uploadUrl, film, 0, HALF);
  await fault('upload_last', 'upload_expired');
  expect((await putChunk(uploadUrl, film, HALF, film.length)).status).toBe(403);
  expect((await putChunk(uploadUrl, film, HALF, film.length)).status).toBe(403);
  expect(await client.status(publishId)).toEqual({ status: 'PROCESSING_UPLOAD', uploaded_bytes: HALF });
});

test.each([400, 403, 404, 416, 500])('the upload host answers %i when told', async (status) => {
  const { uploadUrl } = await client.initFile(clip.length);
  await fault('upload_last', 'error', { status });
  const answer = await putChunk(uploadUrl, clip, 0, clip.length);
  expect([answer.status, answer.body]).toEqual([status, {}]);
  expect((await putChunk(uploadUrl, clip, 0, clip.length)).status).toBe(201);
});

test('status stuck in processing, while the post is out', async () => {
  const publishId = await client.publish(clip, PUBLIC);
  await fault('status', 'stuck_processing', { times: 2 });
  await sandbox.advance('PT1H');
  for (let look = 0; look < 2; look += 1) {
    expect(await client.status(publishId)).toEqual({ status: 'PROCESSING_UPLOAD', uploaded_bytes: clip.length });
  }
  expect(await client.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
});

test('invalid_publish_id for a valid id', async () => {
  const publishId = await client.publish(clip);
  await fault('status', 'error', { code: 'invalid_publish_id' });
  expect(errorOf(await client.statusAnswer(publishId))).toEqual([400, 'invalid_publish_id']);
  expect(errorOf(await client.statusAnswer(publishId))).toEqual([200, 'ok']);
});

test('the post id never arrives', async () => {
  await fault('upload_last', 'no_post_id');
  const publishId = await client.publish(clip, PUBLIC);
  const other = await client.publish(clip, PUBLIC);
  await sandbox.advance('PT23H');
  expect(await client.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE', publicaly_available_post_id: [] });
  await fault('status', 'no_post_id');
  expect(await client.status(other)).toMatchObject({ publicaly_available_post_id: [] });
  expect(await client.status(other)).toMatchObject({ publicaly_available_post_id: [expect.any(BigInt)] });
});

test('two post ids for one post; both links lead to it', async () => {
  const publishId = await client.publish(clip, PUBLIC);
  await sandbox.advance('PT1M20S');
  await fault('status', 'two_post_ids');
  const told = /"publicaly_available_post_id":\[(\d{19}),(\d{19})\]/.exec((await client.statusAnswer(publishId)).text);
  const [, first, second] = told ?? [];
  expect(first).not.toBe(second);
  expect(dataOf(await client.statusAnswer(publishId))['publicaly_available_post_id']).toHaveLength(2);
  for (const id of [first, second]) {
    expect((await call(`${sandbox.url}/@luciaentiktok/video/${id}`)).status).toBe(200);
  }
  expect(await sandbox.posts()).toHaveLength(1);
});

test.each([
  ['user_info', () => client.userInfo('open_id')],
  ['cancel', () => client.post('post/publish/cancel/', { publish_id: 'x' })],
  ['video_list', () => client.videos()],
  ['inbox_init', async () => (await client.initFile(1000, { inbox: true })).answer],
  ['content_init', async () => (await client.initPhotos(['x'])).answer],
  [
    'revoke',
    () =>
      call(`${sandbox.url}/v2/oauth/revoke/`, { method: 'POST', body: new URLSearchParams({ token: client.token }) }),
  ],
])('faults find %s by its name', async (endpoint, request: () => Promise<Answered>) => {
  await fault(endpoint, 'http', { status: 599 });
  expect((await request()).status).toBe(599);
  expect((await request()).status).not.toBe(599);
});

test('a fault for one account leaves the other alone, on the upload host too', async () => {
  const other = await link(sandbox.url);
  await sandbox.fault({ channel: 'tiktok', endpoint: '*', account: 'lucia.ceramica', kind: 'http', status: 503 });
  expect((await other.creatorInfo()).status).toBe(503);
  expect((await refresh(sandbox.url, other.refreshToken)).status).toBe(503);
  expect((await client.creatorInfo()).status).toBe(200);
  await sandbox.control('DELETE', 'faults');
  const { uploadUrl } = await other.initFile(clip.length);
  await sandbox.fault({ channel: 'tiktok', endpoint: 'upload_last', account: 'lucia.ceramica', kind: 'http' });
  expect((await putChunk(uploadUrl, clip, 0, clip.length)).status).toBe(500);
});

test('a kind at an endpoint where it means nothing is refused', async () => {
  await expect(fault('token', 'progress_ahead')).rejects.toThrow('means something only at upload, upload_last');
});
