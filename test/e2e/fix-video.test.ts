import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeVideo } from '../fixtures/make-video.ts';
import type { Loose } from '../support/punctual.ts';
import { expectNoBarriers, setCalendarStage, type CalendarStage } from './calendar-stage.ts';

/** Nothing is timed here: a loaded machine may take as long as it needs. */
const PATIENCE = { timeout: 120_000 };
const WAIT = { timeout: 60_000, interval: 50 };

describe('putting a video right in the browser', () => {
  let stage: CalendarStage;
  let page: Page;
  beforeAll(async () => {
    stage = await setCalendarStage();
    await stage.user.link('tiktok');
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    page = await stage.open();
    page.setDefaultTimeout(60_000);
    return () => page.context().close();
  });

  test('packs anew what is packed wrongly, and keeps the original', PATIENCE, async () => {
    const source = await stage.user.upload(await makeVideo({ moovFirst: false }), 'tail.mp4', 'video/mp4');
    await details(page, stage, 'tail.mp4');
    // It came through the API, without a still picture: this browser makes one.
    await expect.poll(async () => (await named(stage, 'tail.mp4')).thumbnailUrl, WAIT).not.toBeNull();
    await page.getByText(/index stands at its end/).waitFor();
    await page.getByRole('button', { name: 'Make tail.mp4 fit' }).click();
    await page.getByText(/packed anew; picture and sound stay/).waitFor();
    await expectNoBarriers(page, 'making a video fit');
    await page.getByRole('button', { name: 'Make it fit', exact: true }).click();
    await page.getByRole('button', { name: 'Details of tail (fitted).mp4' }).waitFor();
    const made = await named(stage, 'tail (fitted).mp4');
    expect(made.fit).toEqual({ ig: [], tiktok: [] });
    expect(made.video).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', moovFirst: true });
    // The sound's last packet may stick out.
    expect(made.video.durationMs).toBeCloseTo(4000, -2);
    expect((await stage.user.call('GET', `/v1/assets/${source}`)).status).toBe(200);
  });

  test('cuts what is too long with the keys, and puts it into the post in its place', PATIENCE, async () => {
    const long = await makeVideo({ seconds: 604, framesPerSecond: 24, audio: false });
    const source = await stage.user.upload(long, 'long.mp4', 'video/mp4');
    const entries = [{ channel: 'tiktok', scheduledAt: null, payload: {} }];
    const body = { caption: 'Long', assetIds: [source], entries, intent: 'draft' };
    const post = (await stage.user.call('POST', '/v1/posts', body)).data.id;
    await page.goto(`${stage.punctual.url}/?post=${post}`);
    await page.getByRole('button', { name: 'Make long.mp4 fit' }).click();
    await page.getByText('0:00.0 to 10:00.0, 10:00.0 long').waitFor();
    // Moving the end back makes it shorter; the beginning stays.
    const end = page.getByRole('slider', { name: 'End' });
    await end.focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.getByText('0:00.0 to 9:59.0, 9:59.0 long').waitFor();
    await page.getByRole('button', { name: 'Make it fit', exact: true }).click();
    const thumbs = page.locator('[role=dialog] [data-thumb]');
    const inPost = () => thumbs.evaluateAll((all) => all.map((each) => each.getAttribute('data-thumb')));
    await expect.poll(inPost, WAIT).not.toEqual([source]);
    const made = await named(stage, 'long (fitted).mp4');
    expect(made.video.durationMs).toBeLessThanOrEqual(599_000);
    expect(made.video.durationMs).toBeGreaterThan(595_000);
    expect(made.fit.tiktok).toEqual([]);
    expect(await inPost()).toEqual([made.id]);
  });

  test('makes a huge picture smaller, or says exactly what to export', PATIENCE, async () => {
    const wide = await makeVideo({ width: 1928, height: 1936, seconds: 3, framesPerSecond: 24 });
    await stage.user.upload(wide, 'wide.mp4', 'video/mp4');
    await details(page, stage, 'wide.mp4');
    await page.getByRole('button', { name: 'Make wide.mp4 fit' }).click();
    await page.getByText('The picture is coded anew: H.264, 1080 × 1084 pixels.').waitFor();
    const able = await canEncodeH264(page);
    await page.getByRole('button', { name: 'Make it fit', exact: true }).click();
    if (!able) {
      await page.getByText(/cannot write H.264.*MP4 \(“for web”\), H.264 and AAC, 1080 × 1084 pixels/s).waitFor();
      return;
    }
    await page.getByRole('button', { name: 'Details of wide (fitted).mp4' }).waitFor();
    const made = await named(stage, 'wide (fitted).mp4');
    expect(made).toMatchObject({ width: 1080, height: 1084, fit: { ig: [], tiktok: [] } });
  });

  test('says exactly what to export where the sound cannot be made', PATIENCE, async () => {
    const webm = await makeVideo({ container: 'webm', width: 360, height: 640, seconds: 3 });
    await stage.user.upload(webm, 'screen.webm', 'video/webm');
    await details(page, stage, 'screen.webm');
    await page.getByRole('button', { name: 'Make screen.webm fit' }).click();
    await page.getByText('The sound is coded anew as AAC.').waitFor();
    const able = (await canEncodeH264(page)) && (await canEncodeAac(page));
    await page.getByRole('button', { name: 'Make it fit', exact: true }).click();
    const outcome = able
      ? page.getByRole('button', { name: 'Details of screen (fitted).mp4' })
      : page.getByText(/360 × 640 pixels, 30 frames a second, about 1 Mbit\/s, 0:03 to 15:00 long and at most 300 MB/);
    await outcome.waitFor();
    expect(await outcome.isVisible()).toBe(true);
  });

  test('can be stopped, and leaves nothing behind', PATIENCE, async () => {
    const source = await makeVideo({ moovFirst: false, seconds: 6 });
    await stage.user.upload(source, 'stopped.mp4', 'video/mp4');
    await details(page, stage, 'stopped.mp4');
    // The stored file does not come: it is being made for as long as anybody waits.
    await page.route('**/m/**', () => undefined);
    await page.getByRole('button', { name: 'Make stopped.mp4 fit' }).click();
    await page.getByRole('button', { name: 'Make it fit', exact: true }).click();
    await page.getByRole('progressbar', { name: 'Being made' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Make it fit', exact: true }).waitFor();
    expect(await page.getByRole('progressbar').count()).toBe(0);
    expect(await find(stage, 'stopped (fitted).mp4')).toEqual([]);
  });
});

async function details(page: Page, stage: CalendarStage, name: string): Promise<void> {
  await page.goto(`${stage.punctual.url}/media`);
  await page.getByRole('button', { name: `Details of ${name}` }).click();
}

async function find(stage: CalendarStage, name: string): Promise<Loose[]> {
  return (await stage.user.call('GET', `/v1/assets?search=${encodeURIComponent(name)}`)).data;
}

async function named(stage: CalendarStage, name: string): Promise<Loose> {
  const [found] = await find(stage, name);
  return found;
}

function canEncodeH264(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const config = { codec: 'avc1.640028', width: 1080, height: 1920, bitrate: 5_000_000 };
    return (await VideoEncoder.isConfigSupported(config)).supported === true;
  });
}

function canEncodeAac(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const config = { codec: 'mp4a.40.2', sampleRate: 48_000, numberOfChannels: 2 };
    return (await AudioEncoder.isConfigSupported(config)).supported === true;
  });
}
