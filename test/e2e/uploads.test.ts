import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { photo } from '../support/uploads.ts';
import { setCalendarStage, type CalendarStage } from './calendar-stage.ts';

/** What a bad network, a reload or another tab do to files on their way: nothing. */
describe('uploads in the browser', () => {
  let stage: CalendarStage;
  beforeAll(async () => {
    stage = await setCalendarStage();
  });
  afterAll(() => stage.close());

  let page: Page;
  let begun: string[];
  beforeEach(async () => {
    page = await stage.open();
    page.setDefaultTimeout(60_000);
    begun = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/v1/uploads')) begun.push(request.url());
    });
    return () => page.context().close();
  });

  test(
    'goes on after a reload, by itself, into the post it was chosen for, and not from the start',
    { timeout: 120_000 },
    async () => {
      const post = await draft(stage);
      await page.goto(`${stage.punctual.url}/?post=${post}`);
      const network = await failing(page, 'PATCH');
      await choose(page, ['one.jpg', 'two.jpg']);
      await expect.poll(() => network.hits(), WAIT).toBeGreaterThanOrEqual(2);
      await page.reload();
      // The first to ask how far it is hears nothing useful from a busy server.
      const busy = await failing(page, 'HEAD', 500);
      await expect.poll(() => busy.hits(), WAIT).toBeGreaterThanOrEqual(2);
      busy.heal();
      network.heal();
      await expect.poll(() => filesInPost(page), WAIT).toEqual(['one.jpg', 'two.jpg']);
      expect(begun).toHaveLength(2);
    },
  );

  test('goes on after a reload also where its post is not open', { timeout: 120_000 }, async () => {
    const post = await draft(stage);
    await page.goto(`${stage.punctual.url}/?post=${post}`);
    const network = await failing(page, 'PATCH');
    await choose(page, ['three.jpg']);
    await expect.poll(() => network.hits(), WAIT).toBeGreaterThanOrEqual(1);
    network.heal();
    await page.goto(`${stage.punctual.url}/settings`);
    await expect
      .poll(async () => (await stage.user.call('GET', `/v1/posts/${post}`)).data.assetIds.length, WAIT)
      .toBe(1);
    expect(begun).toHaveLength(1);
  });

  test('waits out a lost network, and goes on when it is back', { timeout: 120_000 }, async () => {
    await page.goto(`${stage.punctual.url}/media`);
    const network = await failing(page, 'PATCH');
    await choose(page, ['four.jpg', 'five.jpg', 'six.jpg', 'seven.jpg', 'eight.jpg'], '#content');
    await expect.poll(() => network.hits(), WAIT).toBeGreaterThanOrEqual(3);
    await page.context().setOffline(true);
    network.heal();
    await page.context().setOffline(false);
    for (const name of ['four.jpg', 'five.jpg', 'six.jpg', 'seven.jpg', 'eight.jpg']) {
      await page.getByRole('button', { name: `Details of ${name}` }).waitFor();
    }
    expect(begun).toHaveLength(5);
  });

  test('goes on when the server has been restarted in the middle', { timeout: 120_000 }, async () => {
    await page.goto(`${stage.punctual.url}/media`);
    const network = await failing(page, 'PATCH');
    await choose(page, ['eleven.jpg'], '#content');
    await expect.poll(() => network.hits(), WAIT).toBeGreaterThanOrEqual(1);
    await stage.punctual.restartWeb(() => Promise.resolve(network.heal()));
    await page.getByRole('button', { name: 'Details of eleven.jpg' }).waitFor();
    expect(begun).toHaveLength(1);
  });

  test('goes on by itself where a connection has died without a word', { timeout: 120_000 }, async () => {
    await page.context().clock.install();
    await page.goto(`${stage.punctual.url}/media`);
    const network = await failing(page, 'PATCH', 'silence');
    await choose(page, ['twelve.jpg'], '#content');
    await expect.poll(() => network.hits(), WAIT).toBe(1);
    // The bytes have left this machine; what is awaited is the server's word.
    await page.context().clock.fastForward('05:00');
    expect(network.hits()).toBe(1);
    network.heal();
    await page.context().clock.fastForward('05:01');
    await page.getByRole('button', { name: 'Details of twelve.jpg' }).waitFor();
    expect(begun).toHaveLength(1);
  });

  test('pauses, stays paused, and goes on', { timeout: 120_000 }, async () => {
    await page.goto(`${stage.punctual.url}/media`);
    const network = await failing(page, 'PATCH');
    await choose(page, ['nine.jpg'], '#content');
    await expect.poll(() => network.hits(), WAIT).toBeGreaterThanOrEqual(1);
    await page.getByRole('button', { name: 'Pause nine.jpg' }).click();
    network.heal();
    await page.getByText(/Paused/).waitFor();
    expect(await page.getByRole('button', { name: 'Details of nine.jpg' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Go on with nine.jpg' }).click();
    await page.getByRole('button', { name: 'Details of nine.jpg' }).waitFor();
    expect(begun).toHaveLength(1);
  });

  test('another tab takes up what a closed one left, never at the same time', { timeout: 120_000 }, async () => {
    await page.goto(`${stage.punctual.url}/media`);
    const network = await failing(page, 'PATCH');
    await choose(page, ['ten.jpg'], '#content');
    await expect.poll(() => network.hits(), WAIT).toBeGreaterThanOrEqual(1);
    const other = await page.context().newPage();
    const asked: string[] = [];
    other.on('request', (request) => {
      if (request.url().includes('/v1/uploads')) asked.push(request.method());
    });
    await other.goto(`${stage.punctual.url}/media`);
    await other.getByRole('button', { name: 'Details of nine.jpg' }).waitFor();
    expect(asked).toEqual([]);
    await page.close();
    await other.getByRole('button', { name: 'Details of ten.jpg' }).waitFor();
    expect(asked).toEqual(['HEAD', 'PATCH']);
  });
});

/** Nothing is timed here: a loaded machine may take as long as it needs. */
const WAIT = { timeout: 60_000, interval: 50 };

async function draft(stage: CalendarStage): Promise<string> {
  const entries = [{ channel: 'ig', scheduledAt: null, payload: {} }];
  const body = { caption: 'A post that waits for its files', assetIds: [], entries, intent: 'draft' };
  return (await stage.user.call('POST', '/v1/posts', body)).data.id;
}

async function choose(page: Page, names: readonly string[], within = '[role=dialog]'): Promise<void> {
  const files = await Promise.all(
    names.map(async (name) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.from(await photo(640, 640)) })),
  );
  await page.locator(`${within} input[type=file]`).first().setInputFiles(files);
}

/** Lets every request of this method to an upload fail: cut off, with this status, or without a word. Answers how often, and how to end it. */
async function failing(page: Page, method: string, how: number | 'cut' | 'silence' = 'cut') {
  let hits = 0;
  let isHealed = false;
  const fail = (route: Route) => {
    if (isHealed || route.request().method() !== method) return route.fallback();
    hits += 1;
    if (how === 'silence') return undefined;
    return how === 'cut' ? route.abort('connectionreset') : route.fulfill({ status: how });
  };
  await page.route('**/v1/uploads/*', fail);
  // The route stays: taking it away in the middle of a request may leave that without an answer.
  return { hits: () => hits, heal: () => void (isHealed = true) };
}

/** The names of the post's files, in their order, as the composer shows them. */
function filesInPost(page: Page): Promise<string[]> {
  return page
    .locator('[role=dialog] [data-thumb]')
    .evaluateAll((thumbs) => thumbs.map((thumb) => (thumb.getAttribute('aria-label') ?? '').split(': ').at(-1) ?? ''));
}
