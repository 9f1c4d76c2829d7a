import { afterEach, beforeEach, expect, test } from 'vitest';
import { isObject } from '../core/answers.ts';
import type { TemporarySandbox } from '../testing/temporary-sandbox.ts';
import { video } from '../testing/videos.ts';
import { frozenSandbox } from './testing/frozen-sandbox.ts';
import { call, link, putChunk, unescaped } from './testing/tiktok-client.ts';

let sandbox: TemporarySandbox;

beforeEach(async () => {
  sandbox = await frozenSandbox({ settings: { tiktok: { audited: true } } });
});
afterEach(() => sandbox.close());

async function feed(): Promise<string> {
  const parts = await sandbox.control('GET', 'live');
  return isObject(parts) ? String(parts['feed-tiktok']) : '';
}

test('a phone of its own, empty at first', async () => {
  const { text } = await call(sandbox.url);
  expect(text).toContain('class="phone phone-tiktok"');
  expect(await feed()).toContain('Nothing posted yet.');
  expect(await feed()).toContain('No draft is waiting.');
});

test('posts appear when processing ends, with badge, labels and caption, escaped', async () => {
  const client = await link(sandbox.url, { account: 'luciaentiktok' });
  const clip = await video({ seconds: 2 });
  await client.publish(clip, {
    title: '<script>alert(1)</script> "hola"',
    privacy_level: 'PUBLIC_TO_EVERYONE',
    brand_content_toggle: true,
    is_aigc: true,
  });
  expect(await feed()).toContain('Nothing posted yet.');
  await sandbox.control('POST', 'settings', { tiktok: { moderationMs: 'never' } });
  await sandbox.advance('PT20S');
  const shown = await feed();
  expect(shown).not.toContain('<script>');
  expect(shown).toContain('&#60;script&#62;');
  for (const text of ['Everyone', 'Paid partnership', 'Creator labeled as AI-generated', '@luciaentiktok']) {
    expect(shown).toContain(text);
  }
});

test('a delivered draft waits in the inbox with its buttons, which do what they say', async () => {
  const client = await link(sandbox.url);
  const clip = await video({ seconds: 2 });
  const { publishId, uploadUrl } = await client.initFile(clip.length, { inbox: true });
  await putChunk(uploadUrl, clip, 0, clip.length);
  await sandbox.advance('PT20S');
  const shown = await feed();
  expect(shown).toContain('Your video is ready');
  const body = unescaped(/data-post="tiktok\/inbox" data-body="([^"]+)"/.exec(shown)?.[1] ?? '');
  expect(JSON.parse(body)).toEqual({ publishId, action: 'publish' });
  await sandbox.control('POST', 'tiktok/inbox', JSON.parse(body));
  expect(await feed()).toContain('Followers');
  expect(await feed()).toContain('No draft is waiting.');
});

test('every part of the feed has a key, so that playing videos are left alone', async () => {
  const client = await link(sandbox.url);
  await client.publish(await video({ seconds: 2 }));
  await sandbox.advance('PT20S');
  const topLevel = (await feed()).match(/<(?:article|nav|p class="tt-quiet|input)[^>]*>/g) ?? [];
  expect(topLevel.length).toBeGreaterThan(3);
  for (const element of topLevel) expect(element).toContain('data-key="');
});

test('a permalink of nothing is a 404 page', async () => {
  expect((await call(`${sandbox.url}/@luciaentiktok/video/7000000000000000000`)).status).toBe(404);
  expect((await call(`${sandbox.url}/@nobody`)).status).toBe(404);
});
