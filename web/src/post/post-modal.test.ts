import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeVideo as videoBytes } from '../../../test/fixtures/make-video.ts';
import { launchBrowser } from '../../../test/support/browser.ts';
import { refuse } from './testing/studio-answer.ts';
import { idOf, makeImage, makeInstagram, makeTiktok, makeVideo } from './testing/studio-data.ts';
import { addPost, answer, changePost, makeStudio, type Studio } from './testing/studio.ts';

/**
 * The composer in a real browser, against the contract in memory (testing/studio.ts): what a creator sees, and what is
 * sent. The checks of TikTok's audit carry their numbers (tiktok.md 11).
 */
const ORIGIN = 'http://punctual.test';
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let browser: Browser;
let bundle: Map<string, { type: string; body: string | Buffer }>;
let clip: Buffer;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [browser, bundle, clip] = await Promise.all([
    launchBrowser(),
    buildClient(),
    videoBytes({ container: 'webm', width: 180, height: 320, seconds: 3 }).then((bytes) => Buffer.from(bytes)),
  ]);
}, 120_000);
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});
afterAll(() => browser.close());

async function buildClient() {
  // As it is delivered: the development build is another program, and slower.
  vi.stubEnv('NODE_ENV', 'production');
  const output = await build({
    configFile: new URL('../../vite.config.ts', import.meta.url).pathname,
    logLevel: 'silent',
    build: { write: false },
  });
  vi.unstubAllEnvs();
  if (!('output' in output)) throw new Error('Vite answered something else than one bundle');
  return new Map(
    output.output.map((file) => {
      const body =
        file.type === 'chunk' ? file.code : typeof file.source === 'string' ? file.source : Buffer.from(file.source);
      return [`/${file.fileName}`, { type: typeOf(file.fileName), body }];
    }),
  );
}

function typeOf(name: string): string {
  const known: Record<string, string> = {
    html: 'text/html',
    js: 'text/javascript',
    css: 'text/css',
    woff2: 'font/woff2',
    svg: 'image/svg+xml',
  };
  return known[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
}

interface Options {
  width?: number;
  dark?: boolean;
  context?: BrowserContext;
}

/** Opens an address of the client with `studio` behind it. Errors in the page fail the test that asks for them. */
async function open(studio: Studio, path: string, { width = 1280, dark = false, context }: Options = {}) {
  const own =
    context ??
    (await browser.newContext({
      viewport: { width, height: 860 },
      reducedMotion: 'reduce',
      colorScheme: dark ? 'dark' : 'light',
      timezoneId: 'America/New_York',
      locale: 'en-GB',
    }));
  if (context === undefined) {
    contexts.push(own);
    await own.route('**/*', async (route) => {
      const request = route.request();
      const url = new URL(request.url());
      if (url.origin !== ORIGIN) return route.abort();
      if (url.pathname === '/v1/events')
        return route.fulfill({ contentType: 'text/event-stream', body: 'retry: 600000\n\n' });
      if (url.pathname.startsWith('/v1/')) {
        const body = new Uint8Array(request.postDataBuffer() ?? []);
        return route.fulfill(
          answer(studio, {
            method: request.method(),
            path: decodeURIComponent(url.pathname),
            query: url.searchParams,
            headers: await request.allHeaders(),
            body,
          }),
        );
      }
      if (url.pathname.startsWith('/fake-media/')) {
        return url.pathname.endsWith('.mp4')
          ? route.fulfill({ contentType: 'video/webm', body: clip })
          : route.fulfill({ contentType: 'image/png', body: PIXEL });
      }
      const file = bundle.get(url.pathname.includes('.') ? url.pathname : '/index.html');
      return file === undefined
        ? route.fulfill({ status: 404, body: '' })
        : route.fulfill({ contentType: file.type, body: file.body });
    });
  }
  const page = await own.newPage();
  // Long enough for a busy machine: what is slow here is never the matter of a test.
  page.setDefaultTimeout(15_000);

  await page.goto(ORIGIN + path);
  return { page, context: own, modal: page.getByRole('dialog').first() };
}

const NOW = Date.now();
const TOMORROW = new Date(Math.ceil(NOW / 900_000) * 900_000 + 86_400_000).toISOString().replace('.000Z', 'Z');
const IMAGE = makeImage(1, NOW);
const SECOND = makeImage(2, NOW);
const VIDEO = makeVideo(3, NOW, 3000);
const LONG = makeVideo(4, NOW, 118_000);

function aStudio(over: Partial<Studio> = {}): Studio {
  return makeStudio(NOW, { assets: [IMAGE, SECOND, VIDEO, LONG].map((asset) => structuredClone(asset)), ...over });
}

/** A draft on TikTok (and Instagram, when asked) with these files. */
function aTiktokDraft(
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

const sentTo = (studio: Studio, method: string, path: string | RegExp) =>
  studio.calls
    .filter((call) => call.method === method && (typeof path === 'string' ? call.path === path : path.test(call.path)))
    .map((call) => call.body);
const lastPost = (studio: Studio) => studio.posts.at(-1);

/** Saving waits for a pause in typing; so does a test, without ever sleeping. */
const SOON = { timeout: 15_000, interval: 30 };

async function choosePrivacy(page: Page, name: string) {
  await page.getByLabel('Who can see this post').click();
  await page.getByRole('option', { name }).click();
}

describe('writing a post', () => {
  it('goes from a chosen photo to a scheduled post', async () => {
    const studio = aStudio({ accounts: [makeInstagram(NOW)] });
    const { modal } = await open(studio, `/?post=new&at=${TOMORROW}`);
    await modal
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'jar.jpg', mimeType: 'image/jpeg', buffer: PIXEL });
    await modal.getByRole('button', { name: /^1 of 1: jar.jpg/ }).waitFor();
    await modal.getByLabel('Caption', { exact: true }).fill('Three jars, one kiln.');
    await modal.getByLabel('Hashtags', { exact: true }).fill('clay');
    await modal.getByLabel('Hashtags', { exact: true }).press('Enter');
    await modal.getByText('Ready to go').waitFor();
    await modal.getByRole('button', { name: 'Schedule' }).click();
    await modal.waitFor({ state: 'hidden' });
    const post = lastPost(studio);
    expect([post?.caption, post?.hashtags, post?.assetIds.length]).toEqual(['Three jars, one kiln.', ['clay'], 1]);
    expect(post?.entries.map((entry) => [entry.channel, entry.state, entry.scheduledAt])).toEqual([
      ['ig', 'scheduled', TOMORROW],
    ]);
  });

  it('shows what is left on each channel, and what is over', async () => {
    const { modal } = await open(aStudio(), `/?post=new&assets=${IMAGE.id}`);
    await modal.getByLabel('Caption', { exact: true }).fill('👨‍👩‍👧');
    await expectText(modal.locator('[data-counter=ig]').first(), /2,192 left/);
    await modal.getByText('1 character', { exact: true }).waitFor();
    await modal.getByLabel('Caption', { exact: true }).fill('x'.repeat(2203));
    await expectText(modal.locator('[data-counter=ig]').first(), /3 over/);
    await expect
      .poll(() => modal.getByText('The caption has 2203 characters; 2200 are allowed.').first().isVisible(), SOON)
      .toBe(true);
  });

  it('lets a channel have words of its own and gives them back', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id], {}, 'ig');
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByRole('button', { name: 'Write another for Instagram' }).click();
    await modal.getByLabel('Caption for Instagram').fill('Only here');
    await modal.getByText('Differs').waitFor();
    await modal.locator('[data-preview-caption=ig]').getByText('Only here').waitFor();
    await modal.getByRole('button', { name: 'Use the shared one' }).click();
    await modal.getByText('Uses the shared caption').first().waitFor();
    expect(await modal.locator('[data-preview-caption=ig]').textContent()).toContain('Three jars');
  });

  it('says what the clocks do, and sends the time that exists', async () => {
    const studio = aStudio({ accounts: [makeInstagram(NOW)] });
    const { modal } = await open(studio, '/?post=new');
    await modal.getByLabel('Date').fill('2027-03-28');
    await modal.getByLabel('Time', { exact: true }).fill('02:30');
    await modal.getByText('02:30 does not exist that night. It will go out at 03:30.').waitFor();
    await modal.getByLabel('Caption', { exact: true }).fill('at night');
    await modal.getByRole('button', { name: 'Save draft' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(lastPost(studio)?.entries[0]?.scheduledAt).toBe('2027-03-28T01:30:00Z');
  });

  it('tells of another post ten minutes before', async () => {
    const studio = aStudio();
    const before = new Date(Date.parse(TOMORROW) - 600_000).toISOString();
    addPost(studio, {
      title: 'Market day',
      entries: [{ channel: 'ig', scheduledAt: before, payload: {} }],
      intent: 'schedule',
    });
    const { modal } = await open(studio, `/?post=new&at=${TOMORROW}`);
    await expect
      .poll(() => modal.getByText('“Market day” on Instagram goes out 10 minutes before.').first().isVisible(), SOON)
      .toBe(true);
  });

  it('reorders by keys, and removes', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id, SECOND.id], {}, 'ig');
    const { page, modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByRole('button', { name: /^1 of 2/ }).focus();
    await page.keyboard.press('Alt+ArrowRight');
    await modal.getByRole('button', { name: `2 of 2: ${IMAGE.filename}` }).waitFor();
    await expect.poll(() => lastPost(studio)?.assetIds, SOON).toEqual([SECOND.id, IMAGE.id]);
    await modal.getByRole('button', { name: 'Actions for file 1' }).click();
    await page.getByRole('menuitem', { name: 'Remove from the post' }).click();
    await expect.poll(() => lastPost(studio)?.assetIds, SOON).toEqual([IMAGE.id]);
  });

  it('tags people where they are pressed on the photo', async () => {
    const studio = aStudio();
    const post = addPost(studio, {
      assetIds: [IMAGE.id],
      entries: [{ channel: 'ig', scheduledAt: TOMORROW, payload: {} }],
    });
    const { page, modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByRole('button', { name: 'Tag on the photo' }).click();
    const frame = modal.locator('[data-preview-frame]');
    const box = (await frame.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.click(box.x + box.width * 0.25, box.y + box.height * 0.5);
    await modal.getByPlaceholder('Username', { exact: true }).fill('@olla.viva');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => lastPost(studio)?.entries[0]?.payload, SOON)
      .toMatchObject({
        userTags: [{ username: 'olla.viva', x: expect.closeTo(0.25, 1), y: expect.closeTo(0.5, 1) }],
      });
  });

  it('takes the cover from a frame of the video', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], {}, 'ig');
    const { page, modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Frame', { exact: true }).focus();
    for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowRight');
    await modal.getByRole('button', { name: 'Use this frame' }).click();
    await expect.poll(() => lastPost(studio)?.cover, SOON).toEqual({ timeMs: 200 });
  });

  it('can be prepared for a channel without an account, and says how to link one', async () => {
    const studio = aStudio({ accounts: [] });
    const { modal } = await open(studio, '/?post=new');
    await modal.getByText('No Instagram account is linked.').waitFor();
    await modal.getByRole('button', { name: 'Link' }).first().waitFor();
    await modal.getByLabel('Caption', { exact: true }).fill('prepared');
    await modal.getByRole('button', { name: 'Save draft' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(lastPost(studio)?.entries.map((entry) => entry.state)).toEqual(['draft', 'draft']);
  });

  it('explains why it cannot be scheduled, leads there, and counts down what is left', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id]);
    const { page, modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByRole('button', { name: '2 things to do' }).waitFor();
    const schedule = modal.getByRole('button', { name: 'Schedule' });
    expect(await schedule.getAttribute('aria-description')).toContain('Choose who can see it on TikTok.');
    await schedule.click({ force: true });
    await expect
      .poll(
        () => page.evaluate(() => document.activeElement?.closest('[data-place]')?.getAttribute('data-place')),
        SOON,
      )
      .toBe('tiktok.privacy');
    await choosePrivacy(page, 'Everyone');
    await modal.getByRole('button', { name: '1 thing to do' }).waitFor();
    expect(sentTo(studio, 'PATCH', /posts/).some((body) => (body as { intent?: string }).intent === 'schedule')).toBe(
      false,
    );
  });
});

async function expectText(locator: { textContent(): Promise<string | null> }, text: RegExp) {
  await expect.poll(() => locator.textContent(), SOON).toMatch(text);
}

describe('work is never lost', () => {
  it('survives a reload while it is not saved anywhere', async () => {
    const studio = aStudio();
    const { page, modal } = await open(studio, '/?post=new');
    await modal.getByLabel('Caption', { exact: true }).fill('half a thought');
    await page.reload();
    await modal.getByText('This is what you had begun.').waitFor();
    expect(await modal.getByLabel('Caption', { exact: true }).inputValue()).toBe('half a thought');
    await modal.getByRole('button', { name: 'Start afresh' }).click();
    expect(await modal.getByLabel('Caption', { exact: true }).inputValue()).toBe('');
    expect(studio.posts).toEqual([]);
  });

  it('waits when the window is closed, and Escape gives the focus back', async () => {
    const studio = aStudio();
    const { page, modal } = await open(studio, '/');
    const button = page.getByRole('button', { name: 'New post' }).first();
    await button.click();
    await modal.getByLabel('Caption', { exact: true }).fill('later');
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'hidden' });
    await page.getByText('Your unsaved post waits here until you come back.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), SOON).toContain('New post');
    await button.click();
    expect(await modal.getByLabel('Caption', { exact: true }).inputValue()).toBe('later');
  });

  it('saves a draft by itself, against the version it knows', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id]);
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Caption', { exact: true }).fill('better words');
    await expect.poll(() => lastPost(studio)?.caption, SOON).toBe('better words');
    await modal.getByText('Saved', { exact: true }).waitFor();
    expect(sentTo(studio, 'PATCH', /posts/)).toEqual([{ version: 1, caption: 'better words' }]);
  });

  it('does not touch a scheduled post until told to', async () => {
    const studio = aStudio();
    const post = addPost(studio, {
      caption: 'as it was',
      assetIds: [IMAGE.id],
      entries: [{ channel: 'ig', scheduledAt: TOMORROW, payload: {} }],
      intent: 'schedule',
    });
    const { page, modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Caption', { exact: true }).fill('half a sen');
    await modal.getByText('Unsaved changes').waitFor();
    await page.reload();
    await modal.getByText('Your unsaved changes are back.').waitFor();
    expect(await modal.getByLabel('Caption', { exact: true }).inputValue()).toBe('half a sen');
    expect(lastPost(studio)?.caption).toBe('as it was');
    await modal.getByRole('button', { name: 'Save changes' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(lastPost(studio)?.caption).toBe('half a sen');
  });

  it('brings two windows together where they do not collide', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id]);
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Caption', { exact: true }).waitFor();
    changePost(studio, post.id, (each) => (each.hashtags = ['elsewhere']));
    await modal.getByLabel('Caption', { exact: true }).fill('here');
    await expect
      .poll(() => [lastPost(studio)?.caption, lastPost(studio)?.hashtags], SOON)
      .toEqual(['here', ['elsewhere']]);
    await modal.getByText('#elsewhere').first().waitFor();
  });

  it('shows both sides where they collide, and nothing is overwritten unasked', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id]);
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Caption', { exact: true }).waitFor();
    changePost(studio, post.id, (each) => (each.caption = 'theirs'));
    await modal.getByLabel('Caption', { exact: true }).fill('mine');
    const panel = modal.getByRole('region', { name: 'Changed elsewhere meanwhile' });
    await panel.getByText('theirs', { exact: true }).waitFor();
    expect(lastPost(studio)?.caption).toBe('theirs');
    await panel.getByRole('button', { name: 'Keep mine' }).click();
    await expect.poll(() => lastPost(studio)?.caption, SOON).toBe('mine');
    await panel.waitFor({ state: 'hidden' });
  });

  it('says that saving failed and keeps the work', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id]);
    const { page, modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Caption', { exact: true }).waitFor();
    await expect.poll(() => sentTo(studio, 'POST', /:refresh/).length, SOON).toBeGreaterThan(0);
    studio.refuseNext = { status: 500, code: 'INTERNAL', message: 'A bug.' };
    await modal.getByLabel('Caption', { exact: true }).fill('precious');
    await modal.getByText('Could not be saved · Kept in this browser').waitFor();
    await page.reload();
    expect(await modal.getByLabel('Caption', { exact: true }).inputValue()).toBe('precious');
  });
});

const imageFile = (name: string) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.from(name) });

describe('uploads', () => {
  it('go on from where the connection broke', async () => {
    const studio = aStudio({ breakUploadAt: 1000 });
    const { modal } = await open(studio, '/?post=new');
    await modal
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'jar.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(5000, 7) });
    await modal.getByRole('button', { name: /^1 of 1: jar.jpg/ }).waitFor();
    expect(studio.uploads.size).toBe(1);
  });

  it('learn what became of a file although the last answer was lost', async () => {
    const studio = aStudio();
    const { context, modal } = await open(studio, '/?post=new');
    let lose = true;
    await context.route('**/v1/uploads/*', async (route) => {
      const request = route.request();
      if (!lose || request.method() !== 'PATCH') return route.fallback();
      lose = false;
      const body = new Uint8Array(request.postDataBuffer() ?? []);
      const path = new URL(request.url()).pathname;
      answer(studio, {
        method: 'PATCH',
        path,
        query: new URLSearchParams(),
        headers: await request.allHeaders(),
        body,
      });
      return route.abort();
    });
    await modal.locator('input[type=file]').first().setInputFiles(imageFile('jar.jpg'));
    await modal.getByRole('button', { name: /^1 of 1: jar.jpg/ }).waitFor();
    expect(studio.assets.filter((asset) => asset.filename === 'jar.jpg')).toHaveLength(1);
  });

  it('can be paused and gone on with', async () => {
    const studio = aStudio();
    const { context, modal } = await open(studio, '/?post=new');
    let away = true;
    await context.route('**/v1/uploads/*', (route) =>
      away && route.request().method() === 'PATCH' ? route.abort() : route.fallback(),
    );
    await modal
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'jar.jpg', mimeType: 'image/jpeg', buffer: PIXEL });
    await modal.getByRole('button', { name: 'Pause jar.jpg' }).click();
    await modal.getByText(/^Paused/).waitFor();
    expect(await modal.getByRole('button', { name: 'Schedule' }).getAttribute('aria-description')).toContain(
      'Wait until the files have arrived.',
    );
    away = false;
    await modal.getByRole('button', { name: 'Go on with jar.jpg' }).click();
    await modal.getByRole('button', { name: /^1 of 1: jar.jpg/ }).waitFor();
  });

  it('take several at once, in the order they were chosen', async () => {
    const studio = aStudio();
    const { modal } = await open(studio, '/?post=new');
    await modal
      .locator('input[type=file]')
      .first()
      .setInputFiles(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'].map(imageFile));
    await modal.getByRole('button', { name: '5 of 5: e.jpg' }).waitFor();
    for (const [index, name] of ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'].entries()) {
      await expect
        .poll(
          () =>
            modal
              .getByRole('button', { name: `${String(index + 1)} of 5: ${name}` })
              .first()
              .isVisible(),
          SOON,
        )
        .toBe(true);
    }
  });

  it('say in plain words what is wrong with a file', async () => {
    const studio = aStudio();
    studio.me.features.uploadLimits.imageBytes = 2000;
    const { modal } = await open(studio, '/?post=new');
    await modal
      .locator('input[type=file]')
      .first()
      .setInputFiles([
        { name: 'huge.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(5000) },
        { name: 'notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') },
        { name: 'virus.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') },
      ]);
    await modal.getByText('It is 5 kB; at most 2 kB can be uploaded.').waitFor();
    await modal.getByText('This is not a photo or a video.').waitFor();
    await modal.getByText('This is not a picture or a video that can be used.').waitFor();
    expect(studio.uploads.size).toBe(1);
  });

  it('take what is dropped on the window', async () => {
    const studio = aStudio();
    const { page, modal } = await open(studio, '/?post=new');
    await modal.locator('[data-place=media]').waitFor();
    const files = await page.evaluateHandle(() => {
      const carried = new DataTransfer();
      carried.items.add(new File(['bytes'], 'dropped.jpg', { type: 'image/jpeg' }));
      return carried;
    });
    await modal.locator('[data-drop]').dispatchEvent('dragenter', { dataTransfer: files });
    await modal.getByText('Let go to upload').waitFor();
    await modal.locator('[data-drop]').dispatchEvent('drop', { dataTransfer: files });
    await expect
      .poll(
        () =>
          modal
            .getByRole('button', { name: /dropped.jpg/ })
            .first()
            .first()
            .isVisible(),
        SOON,
      )
      .toBe(true);
  });
});

describe('TikTok’s audit', () => {
  it('U1 U2: asks for the creator afresh when the section shows, and names who posts', async () => {
    const studio = aStudio();
    const fresh = makeTiktok(NOW, { capabilities: { ...makeTiktok(NOW).capabilities, nickname: 'Renamed today' } });
    studio.refresh = {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ data: fresh, error: null, meta: { requestId: 'r', latencyMs: 1 } }),
    };
    const post = aTiktokDraft(studio, [VIDEO.id]);
    const { modal } = await open(studio, `/?post=${post.id}`);
    const creator = modal.locator('[data-creator]');
    await creator.getByText('Renamed today').waitFor();
    await creator.getByText('@lucia.ceramica').waitFor();
    expect(sentTo(studio, 'POST', /^\/v1\/accounts\/.*:refresh$/)).toHaveLength(1);
  });

  it('U3: stops when TikTok takes no more posts now', async () => {
    const studio = aStudio();
    const suspended = makeTiktok(NOW, { suspendedUntil: new Date(NOW + 30 * 86_400_000).toISOString() });
    studio.refresh = {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ data: suspended, error: null, meta: { requestId: 'r', latencyMs: 1 } }),
    };
    const post = aTiktokDraft(studio, [VIDEO.id], { privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true });
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByText('TikTok takes no more posts from this account for now. Try later.').first().waitFor();
    expect(await modal.getByRole('button', { name: 'Schedule' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('U3: stops when TikTok has barred this account, in TikTok’s words', async () => {
    const studio = aStudio();
    studio.refresh = refuse(403, 'FORBIDDEN', 'TikTok has barred this account from posting.');
    const post = aTiktokDraft(studio, [VIDEO.id], { privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true });
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByRole('alert').getByText('TikTok has barred this account from posting.').waitFor();
    expect(await modal.getByRole('button', { name: 'Schedule' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('U4: blocks a video that is too long for this creator, with both numbers', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [LONG.id], { privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true });
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByText("1:58 is longer than this account's 1:00.").waitFor();
    expect(await modal.getByRole('button', { name: 'Schedule' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('U5 U19: shows the words and a preview, both following what is typed', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id]);
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Caption', { exact: true }).fill('Typed now');
    const preview = modal.getByRole('region', { name: 'As TikTok shows it' });
    expect(await preview.locator('[data-preview-caption=tiktok]').textContent()).toContain('Typed now');
    expect(await preview.locator('video').count()).toBe(1);
    await preview.getByRole('button', { name: '… more' }).click();
    await preview.getByText('#clay').waitFor();
  });

  it('U6 U7: offers exactly the creator’s options, none chosen, and waits for one', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], { musicConfirmed: true });
    const { page, modal } = await open(studio, `/?post=${post.id}`);
    const select = modal.getByLabel('Who can see this post');
    expect(await select.textContent()).toContain('Choose who can see it');
    expect(await modal.getByRole('button', { name: 'Schedule' }).getAttribute('aria-disabled')).toBe('true');
    await select.click();
    expect(await page.getByRole('option').allTextContents()).toEqual(['Everyone', 'Friends', 'Only me']);
    await page.getByRole('option', { name: 'Friends' }).click();
    await expect
      .poll(() => modal.getByRole('button', { name: 'Schedule' }).getAttribute('aria-disabled'), SOON)
      .toBeNull();
    await expect
      .poll(() => lastPost(studio)?.entries[0]?.payload, SOON)
      .toMatchObject({
        privacyLevel: 'MUTUAL_FOLLOW_FRIENDS',
      });
  });

  it('U8 U9: allows nothing by itself, and nothing the creator switched off', async () => {
    const capabilities = { ...makeTiktok(NOW).capabilities, duetDisabled: true };
    const studio = aStudio({ accounts: [makeTiktok(NOW, { capabilities })] });
    const { modal } = await open(studio, `/?post=new&assets=${VIDEO.id}`);
    for (const name of ['Comment', 'Duet', 'Stitch']) {
      expect(await modal.getByRole('checkbox', { name, exact: true }).getAttribute('aria-checked')).toBe('false');
    }
    expect(await modal.getByRole('checkbox', { name: 'Duet' }).getAttribute('aria-disabled')).toBe('true');
    await modal.getByText('Off in your TikTok settings.').waitFor();
    await modal.getByRole('checkbox', { name: 'Comment' }).click();
    await modal.getByRole('button', { name: 'Save draft' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(lastPost(studio)?.entries[0]?.payload).toMatchObject({
      allowComment: true,
      allowDuet: false,
      allowStitch: false,
    });
  });

  it('U10: offers comments only for photos', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id]);
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByRole('checkbox', { name: 'Comment' }).waitFor();
    expect(await modal.getByRole('checkbox', { name: /Duet|Stitch/ }).count()).toBe(0);
  });

  it('U11 U12 U15: disclosure is off, then asks whom it promotes, and does not go on without an answer', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], { privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true });
    const { page, modal } = await open(studio, `/?post=${post.id}`);
    const disclose = modal.getByRole('switch', { name: 'Disclose commercial content' });
    expect(await disclose.getAttribute('aria-checked')).toBe('false');
    expect(await modal.getByRole('checkbox', { name: 'Your brand' }).count()).toBe(0);
    await disclose.click();
    for (const name of ['Your brand', 'Branded content']) {
      expect(await modal.getByRole('checkbox', { name }).getAttribute('aria-checked')).toBe('false');
    }
    const schedule = modal.getByRole('button', { name: 'Schedule' });
    await expect.poll(() => schedule.getAttribute('aria-disabled'), SOON).toBe('true');
    await schedule.hover({ force: true });
    const words = 'You need to indicate if your content promotes yourself, a third party, or both.';
    await page.locator('[data-open]').getByText(words).waitFor();
    await modal.getByRole('checkbox', { name: 'Your brand' }).click();
    await modal.getByRole('checkbox', { name: 'Branded content' }).click();
    await expect.poll(() => schedule.getAttribute('aria-disabled'), SOON).toBeNull();
    await expect
      .poll(() => lastPost(studio)?.entries[0]?.payload, SOON)
      .toMatchObject({
        brandOrganic: true,
        brandContent: true,
      });
  });

  it('U13 U14: says how TikTok will label it', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], { commercialDisclosure: true, brandOrganic: true });
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByText('Your video will be labeled as “Promotional content”.').waitFor();
    await modal.getByRole('checkbox', { name: 'Branded content' }).click();
    await expect
      .poll(() => modal.getByText('Your video will be labeled as “Paid partnership”.').first().isVisible(), SOON)
      .toBe(true);
  });

  it('U16: never both branded and for one’s own eyes only', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], { commercialDisclosure: true });
    const { page, modal } = await open(studio, `/?post=${post.id}`);
    await choosePrivacy(page, 'Only me');
    const branded = modal.getByRole('checkbox', { name: 'Branded content' });
    await expect.poll(() => branded.getAttribute('aria-disabled'), SOON).toBe('true');
    await modal.getByText('Branded content visibility cannot be set to private.').first().waitFor();
    await choosePrivacy(page, 'Everyone');
    await branded.click();
    await modal.getByLabel('Who can see this post').click();
    const onlyMe = page.getByRole('option', { name: 'Only me' });
    expect(await onlyMe.getAttribute('aria-disabled')).toBe('true');
    expect(await onlyMe.textContent()).toContain('Branded content visibility cannot be set to private.');
  });

  it('U17 U18: names what posting agrees to, before the button, with links', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], { commercialDisclosure: true });
    const { modal } = await open(studio, `/?post=${post.id}`);
    const consent = modal.locator('[data-consent]');
    expect(await consent.textContent()).toContain('By posting, you agree to TikTok’s Music Usage Confirmation');
    expect(await consent.getByRole('link').getAttribute('href')).toBe(
      'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en',
    );
    await modal.getByRole('checkbox', { name: 'Branded content' }).click();
    await expectText(consent, /By posting, you agree to TikTok’s Branded Content Policy and Music Usage Confirmation/);
    expect(await consent.getByRole('link', { name: 'Branded Content Policy' }).getAttribute('href')).toBe(
      'https://www.tiktok.com/legal/page/global/bc-policy/en',
    );
  });

  it('U20 U21: nothing is ordered without the button, and then what was typed, unchanged', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], { privacyLevel: 'PUBLIC_TO_EVERYONE' });
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByRole('checkbox', { name: 'I agree to TikTok’s terms named below' }).click();
    await expect.poll(() => lastPost(studio)?.entries[0]?.payload, SOON).toMatchObject({ musicConfirmed: true });
    expect(lastPost(studio)?.entries[0]?.state).toBe('draft');
    await modal.getByRole('button', { name: 'Schedule' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect([lastPost(studio)?.entries[0]?.state, lastPost(studio)?.caption, lastPost(studio)?.hashtags]).toEqual([
      'scheduled',
      'Three jars',
      ['clay'],
    ]);
  });

  it('U22 U23: says that processing takes minutes, and shows what becomes of it', async () => {
    const studio = aStudio();
    studio.me.features.publishNow = true;
    const post = aTiktokDraft(studio, [VIDEO.id], { privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true });
    const { page, modal } = await open(studio, `/?post=${post.id}`);
    await modal
      .getByText(/it may take a few minutes for the content to be processed/)
      .first()
      .waitFor();
    await modal.getByRole('button', { name: 'Publish now' }).click();
    await modal.getByText('It is being published now.').waitFor();
    expect(await modal.getByLabel('Caption', { exact: true }).getAttribute('readonly')).not.toBeNull();
    changePost(studio, post.id, (each) => {
      each.entries = each.entries.map((entry) => ({
        ...entry,
        state: 'published',
        readiness: 'published',
        permalink: 'https://www.tiktok.com/@lucia/video/1',
        version: entry.version + 1,
      }));
    });
    await page.reload();
    await modal.getByText(/^Live on TikTok/).waitFor();
    expect(await modal.getByRole('link', { name: 'Open on TikTok' }).getAttribute('href')).toBe(
      'https://www.tiktok.com/@lucia/video/1',
    );
  });

  it('U24: no secret of the app is in what the browser gets', () => {
    const scripts = [...bundle.values()]
      .filter((file) => file.type === 'text/javascript')
      .map((file) => String(file.body));
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((text) => /client_secret|TIKTOK_CLIENT|INSTAGRAM_APP_SECRET/i.test(text))).toEqual([]);
  });

  it('asks for none of it when the post is finished in TikTok', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id]);
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByRole('radio', { name: /^Finish in TikTok/ }).check();
    await modal.getByText('It will wait in your TikTok inbox; you finish it there.').waitFor();
    await modal.getByText('The caption does not travel to the TikTok inbox; copy it there when you finish.').waitFor();
    expect(await modal.getByLabel('Who can see this post').count()).toBe(0);
    await modal.getByRole('button', { name: 'Schedule' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(lastPost(studio)?.entries[0]).toMatchObject({ state: 'scheduled', payload: { mode: 'inbox' } });
  });
});

const trouble = (studio: Studio, code: string, message: string) =>
  addPost(
    studio,
    {
      caption: 'x',
      assetIds: [IMAGE.id],
      entries: [{ channel: 'ig', scheduledAt: new Date(NOW - 3_600_000).toISOString(), payload: {} }],
      intent: 'schedule',
    },
    {
      state: 'needs_attention',
      readiness: 'needs_attention',
      issues: [{ code, message, action: 'retry', blocking: true, params: {} }],
    },
  );

describe('a post in trouble', () => {
  it('can be retried now', async () => {
    const studio = aStudio();
    const post = trouble(studio, 'retries_used_up', 'Four attempts did not get it out.');
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByText('Four attempts did not get it out.').first().waitFor();
    await modal.getByRole('button', { name: 'Retry now' }).click();
    await modal.getByText('It is being published now.').waitFor();
    expect(sentTo(studio, 'POST', /jobs\/.*:retry$/)).toHaveLength(1);
  });

  it('can be resolved and rescheduled in one press', async () => {
    const studio = aStudio();
    const post = trouble(studio, 'refused_content', 'The platform refused the text.');
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Caption', { exact: true }).fill('Better words');
    await modal.getByRole('button', { name: /^Resolve and reschedule for/ }).click();
    await expect.poll(() => lastPost(studio)?.entries[0]?.state, SOON).toBe('scheduled');
    expect(lastPost(studio)?.caption).toBe('Better words');
    expect(Date.parse(lastPost(studio)?.entries[0]?.scheduledAt ?? '')).toBeGreaterThan(NOW);
  });

  it('gets the next good slot where only its hour was missed', async () => {
    const studio = aStudio();
    const post = trouble(studio, 'hour_missed', 'Its hour passed.');
    const { modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByRole('button', { name: 'Resolve and reschedule to the next good slot' }).click();
    await expect
      .poll(() => sentTo(studio, 'POST', '/v1/publishing/jobs:reschedule-held-up'), SOON)
      .toEqual([{ entryIds: [post.entries[0]?.id], mode: 'next_slots' }]);
    await expect.poll(() => lastPost(studio)?.entries[0]?.state, SOON).toBe('scheduled');
  });

  it('is decided by a person where nobody knows whether it is live, never by accident', async () => {
    const studio = aStudio();
    const post = trouble(studio, 'outcome_unknown', 'It may be live.');
    const { page, modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByRole('button', { name: 'Post again' }).click();
    await page.getByText('If it did go out after all, it will be there twice.').waitFor();
    await page.keyboard.press('Escape');
    expect(sentTo(studio, 'POST', /:resolve$/)).toEqual([]);
    await modal.getByLabel('Its address (optional)').fill('https://www.instagram.com/p/abc/');
    await modal.getByRole('button', { name: 'It is live' }).click();
    await modal.getByText(/^Live on Instagram/).waitFor();
    expect(sentTo(studio, 'POST', /:resolve$/)).toEqual([
      { outcome: 'live', permalink: 'https://www.instagram.com/p/abc/' },
    ]);
  });

  it('is deleted with a way back', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id]);
    const { page, modal } = await open(studio, `/?post=${post.id}`);
    await modal.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await modal.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => studio.undone.length, SOON).toBe(1);
  });

  it('opens at once with what its tile knew', async () => {
    const studio = aStudio();
    const post = addPost(studio, {
      title: 'Market day',
      entries: [{ channel: 'ig', scheduledAt: TOMORROW, payload: {} }],
      intent: 'schedule',
    });
    const { page, context, modal } = await open(studio, '/?view=list');
    const held = Promise.withResolvers<undefined>();
    await context.route(`**/v1/posts/${post.id}`, async (route) => {
      await held.promise;
      await route.fallback();
    });
    await page
      .locator(`[data-entry-id="${post.entries[0]?.id ?? ''}"]`)
      .first()
      .click();
    await modal.getByRole('heading', { name: 'Market day' }).waitFor();
    held.resolve(undefined);
    await expect.poll(() => modal.getByLabel('Caption', { exact: true }).first().isVisible(), SOON).toBe(true);
  });
});

describe('the media library', () => {
  it('finds, tells what fits, renames, and asks twice before deleting what is needed', async () => {
    const studio = aStudio();
    for (const asset of studio.assets) if (asset.id === IMAGE.id) asset.usedByPostIds = [idOf(3, 1)];
    const { page } = await open(studio, '/media');
    await page.getByLabel('Search files').fill('throwing-4');
    await expect.poll(() => page.getByRole('button', { name: /^Details of/ }).count(), SOON).toBe(1);
    await page.getByRole('button', { name: 'Details of throwing-4.mp4' }).click();
    await page.getByText('Instagram takes it as it is.').waitFor();
    await page.getByLabel('Name').fill('wheel.mp4');
    await page.getByLabel('Name').press('Enter');
    await expect.poll(() => studio.assets.some((asset) => asset.filename === 'wheel.mp4'), SOON).toBe(true);
    await page.getByLabel('Search files').fill('jar-1');
    await page.getByRole('button', { name: 'Details of jar-1.jpg' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Scheduled posts need this file').waitFor();
    await page.getByRole('button', { name: 'Delete all the same' }).click();
    await expect.poll(() => studio.assets.some((asset) => asset.id === IMAGE.id), SOON).toBe(false);
  });

  it('crops a photo by keys', async () => {
    const studio = aStudio();
    const { page } = await open(studio, '/media');
    await page.getByRole('button', { name: 'Details of jar-1.jpg' }).click();
    await page.getByRole('button', { name: 'Crop' }).click();
    await page.getByRole('radio', { name: '1:1', exact: true }).click();
    await page.getByRole('group', { name: 'Crop frame' }).focus();
    await page.keyboard.press('ArrowUp');
    await page.getByRole('button', { name: 'Save crop' }).click();
    await expect
      .poll(() => studio.assets.find((asset) => asset.id === IMAGE.id)?.crop, SOON)
      .toEqual({
        x: 0,
        y: 0.09,
        width: 1,
        height: 0.8,
      });
  });
});

describe('for everybody', () => {
  const screens: [string, (studio: Studio) => string][] = [
    ['a new post', () => '/?post=new'],
    [
      'a post on both channels',
      (studio) => `/?post=${aTiktokDraft(studio, [VIDEO.id], { commercialDisclosure: true }, 'ig').id}`,
    ],
    ['a carousel', (studio) => `/?post=${aTiktokDraft(studio, [IMAGE.id, SECOND.id], {}, 'ig').id}`],
    ['the media library', () => '/media'],
  ];
  const looks = [
    { dark: false, locale: 'en', width: 1280 },
    { dark: true, locale: 'es', width: 390 },
  ] as const;
  it.each(screens.flatMap((screen) => looks.map((look) => [...screen, look] as const)))(
    '%s has no barrier axe can find (%o)',
    async (_, make, look) => {
      const studio = aStudio();
      studio.me.locale = look.locale;
      const { page } = await open(studio, make(studio), look);
      await page.locator('[data-place=media], main ul li').first().waitFor();
      await page.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page })
        // The window's own head counts as a second banner beside the page's, which it hides.
        .disableRules(['landmark-no-duplicate-banner', 'landmark-unique'])
        .analyze();
      expect(
        violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
      ).toEqual([]);
    },
  );
});
