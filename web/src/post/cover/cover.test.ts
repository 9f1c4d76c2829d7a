import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeVideo as makeClip } from '../../../../test/fixtures/make-video.ts';
import { aStudio, aTiktokDraft, lastPost, sentTo, SOON, VIDEO, studioBrowser } from '../testing/studio-browser.ts';

/** Which picture stands for a video: suggested frames, the slider, an image of its own. */
const stage = studioBrowser();

describe('the cover', () => {
  it('offers the best frames of the video with a reason each, and takes one by keys', async () => {
    const studio = aStudio();
    stage.media.clip = await threeScenes();
    const post = aTiktokDraft(studio, [VIDEO.id], {}, 'ig');
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    const offered = modal.getByRole('group', { name: 'Suggested frames' });
    await expect.poll(() => offered.getByRole('button').count(), SOON).toBe(3);
    const words = await offered.getByRole('button').allTextContents();
    expect(words[0]).toMatch(/The clearest of 12 frames\./);
    expect(words.every((text) => /[A-Z][a-z ]+(, [a-z ]+)?\.$/.test(text))).toBe(true);
    // The market stall is in the middle third.
    expect(words[0]).toMatch(/0:01\.\d/);
    await offered.getByRole('button').nth(1).focus();
    await page.keyboard.press('Space');
    await expect.poll(() => lastPost(studio)?.cover?.timeMs, SOON).toBeTypeOf('number');
    const [one, other] = [offered.getByRole('button').nth(1), offered.getByRole('button').nth(0)];
    expect([await one.getAttribute('aria-pressed'), await other.getAttribute('aria-pressed')]).toEqual([
      'true',
      'false',
    ]);
    // The slider shows what was taken.
    expect(Number(await modal.getByLabel('Frame', { exact: true }).inputValue())).toBeGreaterThan(0);
  });

  it('is suggested for a new post when its video arrives, until the creator chooses', async () => {
    const studio = aStudio();
    stage.media.clip = await threeScenes();
    const { modal } = await stage.open(studio, `/?post=new&assets=${VIDEO.id}`);
    const line = modal.locator('[data-suggest=cover]');
    await line.getByText('Suggested', { exact: true }).waitFor();
    await line.getByText('Built-in suggester, no AI model · from 12 frames of the video').waitFor();
    await modal.getByRole('group', { name: 'Suggested frames' }).getByRole('button').nth(2).click();
    await line.getByText('Suggested', { exact: true }).waitFor({ state: 'hidden' });
    await modal.getByRole('button', { name: 'Save draft' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(lastPost(studio)?.cover?.timeMs).toBeGreaterThan(0);
  });

  it('leaves the cover of a post that was there before alone', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id]);
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByRole('group', { name: 'Suggested frames' }).getByRole('button').first().waitFor();
    await modal.getByLabel('Caption', { exact: true }).fill('Other words');
    await expect.poll(() => lastPost(studio)?.caption, SOON).toBe('Other words');
    expect(lastPost(studio)?.cover ?? null).toBeNull();
  });

  it('says so where the browser cannot decode the video, and the slider still works', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id]);
    const { context, page } = await stage.open(studio, '/');
    await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'VideoDecoder'));
    await page.goto(`http://punctual.localhost/?post=${post.id}`);
    const modal = page.getByRole('dialog').first();
    await modal.getByText(/This browser cannot read the frames of this video/).waitFor();
    await modal.getByLabel('Frame', { exact: true }).focus();
    await page.keyboard.press('End');
    await modal.getByRole('button', { name: 'Use this frame' }).click();
    await expect.poll(() => lastPost(studio)?.cover?.timeMs, SOON).toBeGreaterThan(2000);
  });

  it('blames the address, not the video, where browsers decode nothing', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id]);
    const { context, page } = await stage.open(studio, '/');
    // As at http://192.168.1.20:3000.
    await context.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'VideoDecoder');
      Object.defineProperty(globalThis, 'isSecureContext', { value: false });
    });
    await page.goto(`http://punctual.localhost/?post=${post.id}`);
    const modal = page.getByRole('dialog').first();
    await modal.getByText(/over https alone, so none are suggested at this address/).waitFor();
    expect(await modal.getByText(/This browser cannot read/).count()).toBe(0);
  });

  it('makes the still picture of a video that came without one, and holds its place until then', async () => {
    const studio = aStudio();
    studio.assets = studio.assets.map((asset) => (asset.id === VIDEO.id ? { ...asset, thumbnailUrl: null } : asset));
    const post = aTiktokDraft(studio, [VIDEO.id]);
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByTitle('Its picture is being prepared').waitFor();
    await expect.poll(() => sentTo(studio, 'POST', /\/poster$/).length, SOON).toBe(1);
  });

  it('takes the cover from a frame of the video', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], {}, 'ig');
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Frame', { exact: true }).focus();
    for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowRight');
    await modal.getByRole('button', { name: 'Use this frame' }).click();
    await expect.poll(() => lastPost(studio)?.cover, SOON).toEqual({ timeMs: 200 });
  });
});

/** Three scenes a creator would tell apart: a dark blur, a sharp market stall, a pale wall with a stripe. */
async function threeScenes(): Promise<Buffer> {
  const stall = Array.from({ length: 60 }, (_, index) => {
    const [x, y] = [(index * 37) % 170, (index * 53) % 230];
    return `<rect x="${String(x)}" y="${String(y)}" width="14" height="11" fill="hsl(${String(index * 40)},85%,50%)"/>`;
  });
  const pictures = await Promise.all([
    scene('<rect width="180" height="320" fill="#181418"/><circle cx="60" cy="90" r="50" fill="#241d22"/>'),
    scene(`<rect width="180" height="320" fill="#777"/>${stall.join('')}`),
    scene('<rect width="180" height="320" fill="#ece7dd"/><rect x="110" width="40" height="320" fill="#8a5a33"/>'),
  ]);
  return Buffer.from(await makeClip({ container: 'webm', width: 180, height: 320, seconds: 3, pictures }));
}

function scene(body: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="180" height="320">${body}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
