import { describe, expect, it } from 'vitest';
import { addPost } from './testing/studio.ts';
import { makeImage, makeMe } from './testing/studio-data.ts';
import {
  aStudio,
  aTiktokDraft,
  expectText,
  lastPost,
  sentTo,
  SOON,
  IMAGE,
  NOW,
  SECOND,
  TOMORROW,
  VIDEO,
  studioBrowser,
} from './testing/studio-browser.ts';

/** Files in their order, Instagram's own fields, another picture for a reel, copies, orders for at once: as the API gets them. */
const stage = studioBrowser();
const THIRD = makeImage(5, NOW);

function anInstagramDraft(studio: ReturnType<typeof aStudio>, assetIds: string[], caption = 'Three jars') {
  const entries = [{ channel: 'ig' as const, scheduledAt: TOMORROW, payload: {} }];
  return addPost(studio, { caption, assetIds, entries });
}

describe('the files of a carousel', () => {
  it('are put in order by dragging, and by keys in the preview, and are swiped through', async () => {
    const studio = aStudio();
    studio.assets.push(THIRD);
    const post = anInstagramDraft(studio, [IMAGE.id, SECOND.id, THIRD.id]);
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    const thumb = (position: number) => modal.getByRole('button', { name: new RegExp(`^${String(position)} of 3`) });
    await thumb(1).dragTo(thumb(3));
    await expect.poll(() => lastPost(studio)?.assetIds, SOON).toEqual([SECOND.id, THIRD.id, IMAGE.id]);

    // What was moved is what is shown, there and in the preview.
    const preview = modal.getByRole('group', { name: 'Media' });
    await expectText(preview, /3\/3/);
    const track = preview.locator('[tabindex="0"]');
    await track.focus();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(() => lastPost(studio)?.assetIds, SOON).toEqual([SECOND.id, IMAGE.id, THIRD.id]);
    await expectText(preview, /2\/3/);

    // Swiped once it has come to rest.
    await expect.poll(() => track.evaluate((each) => each.scrollLeft / each.clientWidth), SOON).toBeCloseTo(1, 1);
    await preview.hover();
    await page.mouse.wheel(-1200, 0);
    await expectText(preview, /1\/3/);
    await expect.poll(() => thumb(1).getAttribute('aria-current'), SOON).toBe('true');
  });
});

describe('what only Instagram has', () => {
  it('reaches the API as it was filled in, and half a number never does', async () => {
    const studio = aStudio();
    const post = anInstagramDraft(studio, [IMAGE.id]);
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    const payload = () => lastPost(studio)?.entries[0]?.payload;
    await modal.getByLabel('Tag people').fill('@olla.viva');
    await page.keyboard.press('Enter');
    await modal.getByLabel('Collaborators').fill('taller_norte');
    await page.keyboard.press('Enter');
    await modal.getByLabel('Photo 1').fill('Three jars on a wet board');
    await modal.getByLabel('First comment').fill('Which one? #clay');
    await modal.getByLabel('AI label').check();
    await modal.getByLabel('Location id').fill('1234abc');
    await modal.getByText('Digits only.').waitFor();
    const sent = {
      userTags: [{ username: 'olla.viva', x: 0.5, y: 0.5 }],
      collaborators: ['taller_norte'],
      altText: { [IMAGE.id]: 'Three jars on a wet board' },
      firstComment: 'Which one? #clay',
      aiGenerated: true,
    };
    await expect.poll(payload, SOON).toEqual(sent);
    await modal.getByLabel('Location id').fill('213385402');
    await expect.poll(payload, SOON).toEqual({ ...sent, locationId: '213385402' });
  });

  it('keeps a reel out of the feed, and shows it first to strangers, when asked', async () => {
    const studio = aStudio();
    const post = anInstagramDraft(studio, [VIDEO.id]);
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Also show in the feed').uncheck();
    await modal.getByLabel('Trial reel').check();
    await expect.poll(() => lastPost(studio)?.entries[0]?.payload, SOON).toEqual({ shareToFeed: false, trial: true });
  });

  it('is a picture of its own for a reel, cut upright, and given up again', async () => {
    const studio = aStudio();
    const post = anInstagramDraft(studio, [VIDEO.id]);
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    const payload = () => lastPost(studio)?.entries[0]?.payload;
    await modal.getByRole('button', { name: 'Choose an image' }).click();
    await page.getByRole('button', { name: new RegExp(IMAGE.filename) }).click();
    await expect.poll(payload, SOON).toEqual({ coverAssetId: IMAGE.id });
    // What people will see before it plays is what the preview shows.
    await modal.locator(`[data-preview-frame=reel] img[src*="${IMAGE.url}"]`).waitFor();
    await modal.getByRole('button', { name: 'Crop', exact: true }).click();
    await page.getByRole('radio', { name: '9:16', exact: true }).click();
    await page.getByRole('button', { name: 'Save crop' }).click();
    // 1080 × 1350 cut to 9:16 is 759 wide.
    await expect
      .poll(() => sentTo(studio, 'PATCH', `/v1/assets/${IMAGE.id}`), SOON)
      .toEqual([{ crop: { x: expect.closeTo(0.15, 2), y: 0, width: expect.closeTo(0.7, 2), height: 1 } }]);
    await modal.getByRole('button', { name: 'Remove the own image' }).click();
    await expect.poll(payload, SOON).toEqual({});
  });
});

describe('a whole post', () => {
  it('is duplicated into a draft that is opened, and the first stays as it is', async () => {
    const studio = aStudio();
    const post = anInstagramDraft(studio, [IMAGE.id]);
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await expect.poll(() => studio.posts.length, SOON).toBe(2);
    const copy = lastPost(studio);
    await expect.poll(() => new URL(page.url()).searchParams.get('post'), SOON).toBe(copy?.id);
    await modal.getByText('Without a time it stays a draft.').waitFor();
    await modal.getByLabel('Caption', { exact: true }).fill('The other three');
    await expect.poll(() => lastPost(studio)?.caption, SOON).toBe('The other three');
    expect(studio.posts.map(({ caption, assetIds }) => ({ caption, assetIds }))).toEqual([
      { caption: 'Three jars', assetIds: [IMAGE.id] },
      { caption: 'The other three', assetIds: [IMAGE.id] },
    ]);
    expect(copy?.entries).toMatchObject([{ channel: 'ig', state: 'draft', scheduledAt: null }]);
  });

  it('is published now only where that is switched on, without a time, and followed in the window', async () => {
    const studio = aStudio();
    const draft = aTiktokDraft(studio, [IMAGE.id], {}, 'ig');
    const off = await stage.open(studio, `/?post=${draft.id}`);
    await off.modal.getByRole('button', { name: 'Schedule' }).waitFor();
    expect(await off.modal.getByRole('button', { name: 'Publish now' }).count()).toBe(0);
    await off.page.close();

    const { features } = studio.me;
    studio.me = makeMe({ features: { ...features, publishNow: true } });
    const entries = [{ channel: 'ig' as const, scheduledAt: null, payload: {} }];
    const post = addPost(studio, { caption: 'Fresh', assetIds: [IMAGE.id], entries });
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByRole('button', { name: 'Publish now' }).click();
    await modal.getByText('It is being published now.').waitFor();
    expect(sentTo(studio, 'PATCH', `/v1/posts/${post.id}`)).toMatchObject([{ intent: 'publish_now' }]);
    expect(await modal.getByLabel('Caption', { exact: true }).getAttribute('readonly')).not.toBeNull();
  });

  it('in Arabic runs from the right, fills the limit to the last unit, and arrives whole', async () => {
    const studio = aStudio();
    const post = anInstagramDraft(studio, [IMAGE.id]);
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    const caption = modal.getByLabel('Caption', { exact: true });
    // The family is one character to a person and eight units to the platform.
    const text = `${'ثلاث جرار من الطين '.repeat(200).slice(0, 2192)}👨‍👩‍👧`;
    expect(text).toHaveLength(2200);
    await caption.fill(text);
    await expectText(modal.locator('[data-counter=ig]').first(), /0 left/);
    await expect.poll(() => lastPost(studio)?.caption, SOON).toBe(text);
    expect(await caption.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    const shown = modal.locator('[data-preview-caption=ig] bdi');
    expect(await shown.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    expect(await modal.getByText(/characters; 2200 are allowed/).count()).toBe(0);
    await caption.fill(`${text}ن`);
    await expectText(modal.locator('[data-counter=ig]').first(), /1 over/);
    await modal.getByText('The caption has 2201 characters; 2200 are allowed.').first().waitFor();
  });
});
