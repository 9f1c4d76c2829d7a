import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from './server.ts';
import { InstagramClient, link } from './testing/instagram-client.ts';
import { startMediaServer } from './testing/media-server.ts';
import type { MediaServer } from './testing/media-server.ts';
import { jpeg } from './testing/pictures.ts';
import { controlsOf, temporaryFolder } from './testing/temporary-sandbox.ts';

let media: MediaServer;
let image: string;
let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  media = await startMediaServer();
  image = media.put('a.jpg', await jpeg(400, 400), 'image/jpeg');
});
afterAll(() => media.close());
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child, 'SIGKILL');
  fs.rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<{ child: ChildProcess; url: string; warnings: () => string }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'] ?? '', PUNCTUAL_DATA: folder, SANDBOX_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let warnings = '';
  child.stderr.on('data', (piece) => (warnings += String(piece)));
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^sandbox listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (url !== undefined) return { child, url, warnings: () => warnings };
  }
  throw new Error(`the sandbox did not start: ${warnings}`);
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
}

test('what was answered survives kill -9: tokens, containers, posts, media, log, clock, faults', async () => {
  const first = await start();
  const client = await link(first.url);
  const controls = controlsOf(first.url);
  await controls.control('POST', 'clock', { speed: 1000 });
  await controls.fault({ channel: 'ig', endpoint: 'limit', kind: 'http' });
  const containerId = String((await client.container({ image_url: image, caption: 'durable' })).body['id']);
  await controls.advance('PT10S');
  const published = await client.publish(containerId);
  expect(published.status).toBe(200);
  await kill(first.child, 'SIGKILL');

  const second = await start();
  const again = new InstagramClient(second.url, client.token, client.userId);
  expect(await again.status(containerId)).toBe('PUBLISHED');
  const posts = await controlsOf(second.url).posts();
  expect(posts).toMatchObject([{ id: published.body['id'], caption: 'durable' }]);
  const bytes = await fetch(`${second.url}/_sandbox/media/${String(posts[0]?.['mediaHash'])}`);
  expect(bytes.status).toBe(200);
  const log = await controlsOf(second.url).requests('?endpoint=media_publish');
  expect(log).toMatchObject([{ status: 200, answer: JSON.stringify(published.body) }]);
  expect((await again.get('me/content_publishing_limit')).status).toBe(500);
  expect(await controlsOf(second.url).control('GET', 'clock')).toMatchObject({ speed: 1000 });
});

test('killed with the answer still in the air, the post is there once and the container is used up', async () => {
  const first = await start();
  const client = await link(first.url);
  await controlsOf(first.url).control('POST', 'settings', { ig: { imageProcessingMs: [0, 0] } });
  const containerId = String((await client.container({ image_url: image })).body['id']);
  await controlsOf(first.url).fault({
    channel: 'ig',
    endpoint: 'media_publish',
    kind: 'latency',
    when: 'after',
    ms: 60_000,
  });
  const lost = client.publish(containerId).then(
    () => 'answered',
    () => 'lost',
  );
  await untilPosted(first.url);
  await kill(first.child, 'SIGKILL');
  expect(await lost).toBe('lost');

  const second = await start();
  const controls = controlsOf(second.url);
  await controls.control('DELETE', 'faults');
  await controls.advance('PT10S');
  const again = new InstagramClient(second.url, client.token, client.userId);
  expect((await again.publish(containerId)).body['error']).toMatchObject({ code: 24, error_subcode: 2207008 });
  expect(await controls.posts()).toHaveLength(1);
});

async function untilPosted(url: string): Promise<void> {
  while ((await controlsOf(url).posts()).length === 0) await new Promise((resolve) => setImmediate(resolve));
}

test('its folder is closed to others, the folder around it is not', async () => {
  const data = path.join(folder, 'data');
  const sandbox = await startSandbox({ folder: path.join(data, 'sandbox') });
  expect(fs.statSync(path.join(data, 'sandbox')).mode & 0o077).toBe(0);
  expect(fs.statSync(data).mode & 0o011).toBe(0o011);
  await sandbox.close();
});

test('it prints one line, no warnings, and ends cleanly on SIGTERM', async () => {
  const { child, warnings } = await start();
  expect(await kill(child, 'SIGTERM')).toBe(0);
  expect(warnings()).toBe('');
});
