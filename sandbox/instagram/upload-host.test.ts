import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { call, link } from '../testing/instagram-client.ts';
import type { Answered, InstagramClient } from '../testing/instagram-client.ts';
import { startMediaServer } from '../testing/media-server.ts';
import { temporarySandbox } from '../testing/temporary-sandbox.ts';
import type { TemporarySandbox } from '../testing/temporary-sandbox.ts';
import { video } from '../testing/videos.ts';

let sandbox: TemporarySandbox;
let client: InstagramClient;
let reel: Buffer;
let containerId: string;
let uri: string;

beforeAll(async () => {
  sandbox = await temporarySandbox({ settings: { ig: { reelProcessingMs: [0, 0] } } });
  reel = await video();
});
beforeEach(async () => {
  await sandbox.control('POST', 'reset');
  client = await link(sandbox.url);
  const created = await client.container({ media_type: 'REELS', upload_type: 'resumable', caption: 'sent' });
  containerId = String(created.body['id']);
  uri = String(created.body['uri']).replace(/^http:\/\/localhost:\d+/, sandbox.url);
});
afterAll(() => sandbox.close());

function send(bytes: Buffer, headers: Record<string, string>): Promise<Answered> {
  return call(uri, {
    method: 'POST',
    headers: { authorization: `OAuth ${client.token}`, file_size: String(reel.length), offset: '0', ...headers },
    body: new Uint8Array(bytes),
  });
}

test('all bytes at once, then publish', async () => {
  expect(uri).toMatch(new RegExp(`/ig-api-upload/v26\\.0/${containerId}$`));
  expect(await client.status(containerId)).toBe('IN_PROGRESS');
  expect((await send(reel, {})).body).toEqual({ success: true, message: 'Upload successful.' });
  expect(await client.status(containerId)).toBe('FINISHED');
  expect((await client.publish(containerId)).status).toBe(200);
  expect((await sandbox.posts())[0]).toMatchObject({ kind: 'reel', caption: 'sent' });
  const [logged] = await sandbox.requests('?endpoint=rupload');
  expect(logged?.['body']).toMatchObject({ bytes: reel.length, sha256: (await sandbox.posts())[0]?.['mediaHash'] });
});

test('resumed after a break, by what video_status says', async () => {
  const half = Math.floor(reel.length / 2);
  const partial = await send(reel.subarray(0, half), {});
  expect(partial.body['debug_info']).toMatchObject({ retriable: true });
  const status = (await client.get(containerId, { fields: 'video_status' })).body['video_status'];
  expect(status).toMatchObject({ uploading_phase: { status: 'in_progress', bytes_transferred: half } });
  expect((await send(reel.subarray(half + 1), { offset: String(half + 1) })).body['debug_info']).toMatchObject({
    type: 'OffsetInvalidError',
  });
  expect((await send(reel.subarray(half), { offset: String(half) })).status).toBe(200);
  expect(await client.status(containerId)).toBe('FINISHED');
});

test('by file_url instead of bytes', async () => {
  const media = await startMediaServer();
  const url = media.put('a.mp4', reel, 'video/mp4');
  expect((await send(Buffer.alloc(0), { file_url: url })).status).toBe(200);
  expect(await client.status(containerId)).toBe('FINISHED');
  await media.close();
});

test('Bearer is not OAuth, and a faulty upload has the shape of this host', async () => {
  const refused = await send(reel, { authorization: `Bearer ${client.token}` });
  expect(refused.status).toBe(400);
  expect(refused.body['debug_info']).toMatchObject({ retriable: false, type: 'NotAuthorizedError' });
  await sandbox.fault({ channel: 'ig', endpoint: 'rupload', kind: 'error', transient: true, times: 1 });
  expect((await send(reel, {})).body['debug_info']).toMatchObject({ retriable: true, type: 'ProcessingFailedError' });
  expect((await send(reel, {})).status).toBe(200);
});
