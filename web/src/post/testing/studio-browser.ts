import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { makeVideo as videoBytes } from '../../../../test/fixtures/make-video.ts';
import { readBuiltClient } from '../../../../test/support/built-client.ts';
import { launchBrowser } from '../../../../test/support/browser.ts';
import { makeImage, makeVideo } from './studio-data.ts';
import { addPost, answer, makeStudio, type Studio } from './studio.ts';

/** A name under `localhost` counts as secure, as https does: browsers decode video nowhere else. */
const ORIGIN = 'http://punctual.localhost';
const TYPES: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
};

export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const NOW = Date.now();
export const TOMORROW = new Date(Math.ceil(NOW / 900_000) * 900_000 + 86_400_000).toISOString().replace('.000Z', 'Z');
export const IMAGE = makeImage(1, NOW);
export const SECOND = makeImage(2, NOW);
export const VIDEO = makeVideo(3, NOW, 3000);
export const LONG = makeVideo(4, NOW, 118_000);

/** Saving waits for a pause in typing; so does a test, without ever sleeping. */
export const SOON = { timeout: 15_000, interval: 30 };

export interface OpenOptions {
  width?: number;
  height?: number;
  dark?: boolean;
  context?: BrowserContext;
}

/**
 * The composer in a real browser, against the contract in memory (studio.ts): what a creator sees, and what is sent.
 * Call it once in a test file; its browser starts and ends with the file.
 */
export function studioBrowser() {
  const contexts: BrowserContext[] = [];
  let files: ReadonlyMap<string, Buffer> = new Map();
  let browser: Browser | undefined;
  /** What every video of the studio looks like; a test may put another one here. */
  const media: { clip: Buffer } = { clip: Buffer.alloc(0) };

  beforeAll(async () => {
    const [started, built, clip] = await Promise.all([
      launchBrowser(),
      readBuiltClient(),
      videoBytes({ container: 'webm', width: 180, height: 320, seconds: 3 }),
    ]);
    files = built;
    browser = started;
    media.clip = Buffer.from(clip);
  }, 120_000);
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(() => browser?.close());

  const makeContext = async (studio: Studio, { width = 1280, height = 860, dark = false }: OpenOptions) => {
    if (browser === undefined) throw new Error('The browser starts with the first test');
    const context = await browser.newContext({
      viewport: { width, height },
      reducedMotion: 'reduce',
      colorScheme: dark ? 'dark' : 'light',
      timezoneId: 'America/New_York',
      locale: 'en-GB',
    });
    contexts.push(context);
    await context.route('**/*', (route) => fulfil(route, studio, files, media.clip));
    return context;
  };

  /** Opens an address of the client with `studio` behind it. */
  const open = async (studio: Studio, path: string, options: OpenOptions = {}) => {
    const context = options.context ?? (await makeContext(studio, options));
    const page = await context.newPage();
    // Long enough for a busy machine: what is slow here is never the matter of a test.
    page.setDefaultTimeout(30_000);
    await page.goto(ORIGIN + path);
    return { page, context, modal: page.getByRole('dialog').first() };
  };
  return { open, media };
}

async function fulfil(route: Route, studio: Studio, files: ReadonlyMap<string, Buffer>, clip: Buffer): Promise<void> {
  const request = route.request();
  const url = new URL(request.url());
  if (url.origin !== ORIGIN) return route.abort();
  if (url.pathname === '/v1/events')
    return route.fulfill({ contentType: 'text/event-stream', body: 'retry: 600000\n\n' });
  if (url.pathname.startsWith('/v1/')) {
    const asked = {
      method: request.method(),
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: await request.allHeaders(),
      body: new Uint8Array(request.postDataBuffer() ?? []),
    };
    return route.fulfill(answer(studio, asked));
  }
  if (url.pathname.startsWith('/fake-media/')) {
    return url.pathname.endsWith('.mp4')
      ? route.fulfill({ contentType: 'video/webm', body: clip })
      : route.fulfill({ contentType: 'image/png', body: PIXEL });
  }
  const name = url.pathname.includes('.') ? url.pathname : '/index.html';
  const file = files.get(name);
  if (file === undefined) return route.fulfill({ status: 404, body: '' });
  const contentType = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return route.fulfill({ contentType, body: file });
}

export function aStudio(over: Partial<Studio> = {}): Studio {
  return makeStudio(NOW, { assets: [IMAGE, SECOND, VIDEO, LONG].map((asset) => structuredClone(asset)), ...over });
}

/** A draft on TikTok (and Instagram, when asked) with these files. */
export function aTiktokDraft(
  studio: Studio,
  assetIds: string[],
  payload: Record<string, unknown> = {},
  also: 'ig' | null = null,
) {
  const tiktok = { channel: 'tiktok' as const, scheduledAt: TOMORROW, payload };
  const ig = { channel: 'ig' as const, scheduledAt: TOMORROW, payload: {} };
  return addPost(studio, {
    caption: 'Three jars',
    hashtags: ['clay'],
    assetIds,
    entries: also === null ? [tiktok] : [ig, tiktok],
  });
}

export const sentTo = (studio: Studio, method: string, path: string | RegExp) =>
  studio.calls
    .filter((call) => call.method === method && (typeof path === 'string' ? call.path === path : path.test(call.path)))
    .map((call) => call.body);
export const lastPost = (studio: Studio) => studio.posts.at(-1);

export async function choosePrivacy(page: Page, name: string) {
  await page.getByLabel('Who can see this post').click();
  await page.getByRole('option', { name }).click();
}

export async function expectText(locator: { textContent(): Promise<string | null> }, text: RegExp) {
  await expect.poll(() => locator.textContent(), SOON).toMatch(text);
}
