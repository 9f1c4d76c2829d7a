import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMediaServer } from '../testing/media-server.ts';
import { controlsOf, temporaryFolder } from '../testing/temporary-sandbox.ts';
import { video } from '../testing/videos.ts';
import { paddedVideo } from './testing/padded-video.ts';
import { errorOf, link, putChunk, refresh, TiktokClient } from './testing/tiktok-client.ts';

const HALF = 6_000_000;
let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  fs.rmSync(folder, { recursive: true, force: true });
});

async function start(appUrl = ''): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '..', 'main.ts')], {
    env: { PATH: process.env['PATH'] ?? '', PUNCTUAL_DATA: folder, SANDBOX_PORT: '0', SANDBOX_APP_URL: appUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^sandbox listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error('the sandbox did not start');
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** The same upload at the sandbox's new address. */
function moved(uploadUrl: string, url: string): string {
  const { pathname, search } = new URL(uploadUrl);
  return url + pathname + search;
}

test('an upload half-way and a finished post survive kill -9; the upload goes on from its progress', async () => {
  const first = await start();
  const client = await link(first.url);
  const clip = await video({ seconds: 2 });
  const film = await paddedVideo(2 * HALF);
  const done = await client.publish(clip);
  const { publishId, uploadUrl } = await client.initFile(film.length, { chunkBytes: HALF, count: 2 });
  expect((await putChunk(uploadUrl, film, 0, HALF)).status).toBe(206);
  await controlsOf(first.url).advance('PT20S');
  const before = await controlsOf(first.url).posts();
  await kill(first.child);

  const second = await start();
  const again = new TiktokClient(second.url, client.token, client.refreshToken, client.openId);
  expect(await again.status(done)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
  expect((await controlsOf(second.url).posts()).map((post) => post['id'])).toEqual(before.map((post) => post['id']));
  expect(await again.status(publishId)).toEqual({ status: 'PROCESSING_UPLOAD', uploaded_bytes: HALF });
  const last = await putChunk(moved(uploadUrl, second.url), film, HALF, film.length);
  expect(last.status).toBe(201);
  await controlsOf(second.url).advance('PT20S');
  expect(await again.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
  expect(await controlsOf(second.url).posts()).toHaveLength(2);
});

test('killed with the answer to the last chunk in the air: posted once', async () => {
  const first = await start();
  const client = await link(first.url);
  const clip = await video({ seconds: 2 });
  const { publishId, uploadUrl } = await client.initFile(clip.length);
  const latency = { channel: 'tiktok', endpoint: 'upload_last', kind: 'latency', when: 'after', ms: 60_000 };
  await controlsOf(first.url).fault(latency);
  const lost = putChunk(uploadUrl, clip, 0, clip.length).then(
    () => 'answered',
    () => 'lost',
  );
  await untilPosted(first.url);
  await kill(first.child);
  expect(await lost).toBe('lost');

  const second = await start();
  const again = new TiktokClient(second.url, client.token, client.refreshToken, client.openId);
  await controlsOf(second.url).advance('PT20S');
  expect(await again.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
  expect(await controlsOf(second.url).posts()).toHaveLength(1);
});

async function untilPosted(url: string): Promise<void> {
  while ((await controlsOf(url).posts()).length === 0) await new Promise((resolve) => setImmediate(resolve));
}

test('a pull accepted before kill -9 is carried out after it', async () => {
  const media = await startMediaServer();
  const first = await start(media.url);
  const client = await link(first.url);
  await controlsOf(first.url).control('POST', 'clock', { speed: 0 });
  const { publishId } = await client.initPull(media.put('a.mp4', await video({ seconds: 2 }), 'video/mp4'));
  await kill(first.child);
  const second = await start(media.url);
  const again = new TiktokClient(second.url, client.token, client.refreshToken, client.openId);
  await controlsOf(second.url).advance('PT3S');
  await controlsOf(second.url).advance('PT20S');
  expect(await again.status(publishId)).toMatchObject({ status: 'PUBLISH_COMPLETE' });
  expect(media.asked.filter((asked) => asked === '/a.mp4')).toEqual(['/a.mp4']);
  await media.close();
});

test('a rotation answered before kill -9 stays one', async () => {
  const first = await start();
  const client = await link(first.url);
  const rotated = await refresh(first.url, client.refreshToken);
  await kill(first.child);
  const second = await start();
  expect(errorOf(await refresh(second.url, client.refreshToken))).toEqual([400, 'invalid_grant']);
  expect((await refresh(second.url, String(rotated.body['refresh_token']))).status).toBe(200);
});
