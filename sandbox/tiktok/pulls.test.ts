import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMediaServer } from '../testing/media-server.ts';
import type { MediaServer } from '../testing/media-server.ts';
import { jpeg, png } from '../testing/pictures.ts';
import type { TemporarySandbox } from '../testing/temporary-sandbox.ts';
import { video } from '../testing/videos.ts';
import { frozenSandbox } from './testing/frozen-sandbox.ts';
import { call, dataOf, errorOf, link } from './testing/tiktok-client.ts';
import type { TiktokClient } from './testing/tiktok-client.ts';

let sandbox: TemporarySandbox;
let client: TiktokClient;
let media: MediaServer;

beforeEach(async () => {
  media = await startMediaServer();
  sandbox = await frozenSandbox({ appUrl: media.url, settings: { tiktok: { webhooks: { enabled: false } } } });
  client = await link(sandbox.url);
});
afterEach(async () => {
  await sandbox.close();
  await media.close();
});

function settings(tiktok: Record<string, unknown>): Promise<unknown> {
  return sandbox.control('POST', 'settings', { tiktok });
}

async function photo(name: string, bytes?: Buffer): Promise<string> {
  return media.put(name, bytes ?? (await jpeg(1080, 1350)), 'image/jpeg');
}

test('a video is pulled after init, processed and posted', async () => {
  const clip = await video({ seconds: 2 });
  const { answer, publishId } = await client.initPull(media.put('a.mp4', clip, 'video/mp4'));
  expect(Object.keys(dataOf(answer))).toEqual(['publish_id']);
  expect(publishId).toMatch(/^v_pub_url~v2\.\d+$/);
  // Nothing has been asked for before the answer was out.
  expect(media.asked).toEqual([]);
  expect(await client.status(publishId)).toEqual({ status: 'PROCESSING_DOWNLOAD', downloaded_bytes: 0 });
  await sandbox.advance('PT3S');
  expect(media.asked).toEqual(['/a.mp4']);
  expect(await client.status(publishId)).toEqual({ status: 'PROCESSING_DOWNLOAD', downloaded_bytes: clip.length });
  await sandbox.advance('PT20S');
  expect(await client.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
  const hash = createHash('sha256').update(clip).digest('hex');
  expect(await sandbox.posts()).toMatchObject([{ publishId, mediaHash: hash, kind: 'video' }]);
});

test('photos: pulled in order, the description is the caption', async () => {
  await settings({ audited: true, processingMs: [0, 0], moderationMs: [0, 0] });
  const other = await link(sandbox.url, { account: 'luciaentiktok' });
  const urls = [await photo('1.jpg'), await photo('2.jpg', await jpeg(1080, 1080))];
  const { publishId } = await other.initPhotos(urls, {
    post_info: {
      title: 'Dos cuencos',
      description: 'Del horno de hoy',
      privacy_level: 'PUBLIC_TO_EVERYONE',
      disable_comment: true,
      auto_add_music: true,
    },
    source_info: { source: 'PULL_FROM_URL', photo_images: urls, photo_cover_index: 1 },
  });
  expect(publishId).toMatch(/^p_pub_url~v2\.\d+$/);
  await sandbox.advance('PT3S');
  expect(await other.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
  const [post] = await sandbox.posts();
  expect(post).toMatchObject({
    kind: 'photo',
    caption: 'Del horno de hoy',
    title: 'Dos cuencos',
    visibility: 'PUBLIC_TO_EVERYONE',
    photoCoverIndex: 1,
    autoAddMusic: true,
    disableComment: true,
    disableDuet: null,
  });
  expect(post?.['mediaHashes']).toHaveLength(2);
  const path = new URL(String(post?.['permalink'])).pathname;
  expect(path).toMatch(/^\/@luciaentiktok\/photo\/7\d{18}$/);
  expect((await call(`${sandbox.url}${path}`)).text).toContain('Dos cuencos');
  expect(dataOf(await other.videos())['videos']).toMatchObject([
    { video_description: 'Del horno de hoy', duration: 0 },
  ]);
});

test.each([
  ['another host', 'https://elsewhere.example/a.mp4', [403, 'url_ownership_unverified']],
  ['a host whose name begins alike', 'http://127.0.0.1.example/a.mp4', [400, 'invalid_param']],
  ['an IP host', 'https://203.0.113.9/media/a.mp4', [403, 'url_ownership_unverified']],
  ['a verified https prefix', 'https://cdn.example/media/a.mp4', [200, 'ok']],
  ['the same host beside the prefix', 'https://cdn.example/media2/a.mp4', [403, 'url_ownership_unverified']],
  ['a way out of the prefix', 'https://cdn.example/media/../private/a.mp4', [403, 'url_ownership_unverified']],
  ['plain http under a verified prefix', 'http://cdn.example/media/a.mp4', [400, 'invalid_param']],
  ['something that is no URL', 'media/a.mp4', [400, 'invalid_param']],
])('pulling from %s', async (_name, url, expected) => {
  await settings({ verifiedPrefixes: ['https://cdn.example/media/', 'http://cdn.example/', 'https://203.0.113.9/'] });
  expect(errorOf((await client.initPull(url)).answer)).toEqual(expected);
});

test('by default the app itself is the verified prefix', async () => {
  expect(errorOf((await client.initPull(`${media.url}/x.mp4`)).answer)).toEqual([200, 'ok']);
  const twin = media.url.replace('127.0.0.1', 'localhost');
  expect(errorOf((await client.initPull(`${twin}/x.mp4`)).answer)).toEqual([403, 'url_ownership_unverified']);
});

test.each([
  ['no image', []],
  ['36 images', Array.from({ length: 36 }, (_, index) => `${index}.jpg`)],
])('content init refuses %s', async (_name, names) => {
  const urls = names.map((name) => `${media.url}/${name}`);
  expect(errorOf((await client.initPhotos(urls)).answer)).toEqual([400, 'invalid_param']);
});

test.each([
  ['FILE_UPLOAD', { source_info: { source: 'FILE_UPLOAD', photo_images: ['x'], photo_cover_index: 0 } }],
  ['the mode as one table prints it', { post_mode: 'DIRECT POST' }],
  ['another media type', { media_type: 'VIDEO' }],
  ['a title of 91', { post_info: { title: 'x'.repeat(91), privacy_level: 'SELF_ONLY' } }],
  ['a description of 4001', { post_info: { description: 'x'.repeat(4001), privacy_level: 'SELF_ONLY' } }],
  ['music in quotes', { post_info: { auto_add_music: 'true', privacy_level: 'SELF_ONLY' } }],
])('content init refuses %s', async (_name, changes) => {
  expect(errorOf((await client.initPhotos([`${media.url}/1.jpg`], changes)).answer)).toEqual([400, 'invalid_param']);
});

test('a cover index outside the photos is refused', async () => {
  const urls = [`${media.url}/1.jpg`];
  for (const index of [1, -1, undefined]) {
    const source = { source: 'PULL_FROM_URL', photo_images: urls, photo_cover_index: index };
    expect(errorOf((await client.initPhotos(urls, { source_info: source })).answer)).toEqual([400, 'invalid_param']);
  }
});

test.each([
  ['PNG', () => png(1080, 1080), 'file_format_check_failed'],
  ['no picture', async () => Buffer.from('<html>'), 'file_format_check_failed'],
  ['more than 1080p', () => jpeg(1200, 1200), 'picture_size_check_failed'],
])('a photo that is %s fails the post', async (_name, make, reason) => {
  const { publishId } = await client.initPhotos([await photo('1.jpg', await make())]);
  await sandbox.advance('PT3S');
  await sandbox.advance('PT20S');
  expect(await client.status(publishId)).toMatchObject({ status: 'FAILED', fail_reason: reason });
  expect(await sandbox.posts()).toEqual([]);
});

test('WebP is a photo', async () => {
  const webp = await sharp(await jpeg(1080, 1920))
    .webp()
    .toBuffer();
  const { publishId } = await client.initPhotos([await photo('1.webp', webp)]);
  await sandbox.advance('PT3S');
  await sandbox.advance('PT20S');
  expect(await client.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
});

test('a redirect is not followed and ends the pull', async () => {
  const target = media.put('real.mp4', await video({ seconds: 2 }), 'video/mp4');
  const url = media.answer('moved.mp4', (response) => response.writeHead(302, { location: target }).end());
  const { publishId } = await client.initPull(url);
  await sandbox.advance('PT3S');
  expect(await client.status(publishId)).toMatchObject({ status: 'FAILED', fail_reason: 'video_pull_failed' });
  expect(media.asked).toEqual(['/moved.mp4']);
});

test('a URL that answers 410 is tried for an hour, then the pull has failed', async () => {
  const url = media.answer('gone.jpg', (response) => response.writeHead(410).end());
  const { publishId } = await client.initPhotos([url]);
  await sandbox.advance('PT3S');
  await sandbox.advance('PT59M56S');
  client = await link(sandbox.url);
  expect(await client.status(publishId)).toMatchObject({ status: 'PROCESSING_DOWNLOAD', downloaded_bytes: 0 });
  await sandbox.advance('PT1S');
  expect(await client.status(publishId)).toMatchObject({ status: 'FAILED', fail_reason: 'photo_pull_failed' });
  const asked = media.asked.length;
  expect(asked).toBeGreaterThan(1);
  await sandbox.advance('P1D');
  expect(media.asked).toHaveLength(asked);
});

test('a URL that comes back within the hour is pulled after all, and once', async () => {
  const url = media.answer('late.mp4', (response) => response.writeHead(503).end());
  const { publishId } = await client.initPull(url);
  await sandbox.advance('PT3S');
  media.put('late.mp4', await video({ seconds: 2 }), 'video/mp4');
  await sandbox.advance('PT10M');
  await sandbox.advance('PT20S');
  expect(await client.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
  await sandbox.advance('PT2H');
  expect(await client.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
  expect(await sandbox.posts()).toHaveLength(1);
  expect(media.asked).toEqual(['/late.mp4', '/late.mp4']);
});

test('a sandbox that slept through the hour still owes the first try', async () => {
  let nowMs = Date.UTC(2026, 10, 23, 9);
  const sleeper = await frozenSandbox({ appUrl: media.url, realNowMs: () => nowMs });
  const owner = await link(sleeper.url);
  const { publishId } = await owner.initPull(media.put('a.mp4', await video({ seconds: 2 }), 'video/mp4'));
  nowMs += 2 * 3_600_000;
  expect(await owner.status(publishId)).toMatchObject({ status: 'PROCESSING_DOWNLOAD' });
  await sleeper.advance('PT1S');
  await sleeper.advance('PT20S');
  expect(await owner.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
  await sleeper.close();
});

test('the answer of a pulling init lost: what was served may well be posted', async () => {
  const url = media.put('lost.mp4', await video({ seconds: 2 }), 'video/mp4');
  await sandbox.fault({ channel: 'tiktok', endpoint: 'init', kind: 'drop_after', times: 1 });
  await expect(client.initPull(url)).rejects.toThrow('fetch failed');
  await sandbox.advance('PT3S');
  expect(media.asked).toEqual(['/lost.mp4']);
  expect(await sandbox.posts()).toHaveLength(1);
});

test('a pull can be cancelled while it runs, nothing else can', async () => {
  const url = media.answer('gone.mp4', (response) => response.writeHead(410).end());
  const { publishId } = await client.initPull(url);
  await sandbox.advance('PT3S');
  const cancelled = await client.post('post/publish/cancel/', { publish_id: publishId });
  expect(errorOf(cancelled)).toEqual([200, 'ok']);
  expect(await client.status(publishId)).toMatchObject({ status: 'FAILED', fail_reason: 'publish_cancelled' });
  media.put('gone.mp4', await video({ seconds: 2 }), 'video/mp4');
  await sandbox.advance('PT2H');
  expect(await sandbox.posts()).toEqual([]);
  expect(errorOf(await client.post('post/publish/cancel/', { publish_id: publishId }))).toEqual([
    400,
    'publish_not_cancellable',
  ]);

  const { publishId: upload } = await client.initFile(1000);
  expect(errorOf(await client.post('post/publish/cancel/', { publish_id: upload }))).toEqual([
    400,
    'publish_not_cancellable',
  ]);
  expect(errorOf(await client.post('post/publish/cancel/', { publish_id: 'x' }))).toEqual([400, 'invalid_publish_id']);
});
