import { describe, expect, it } from 'vitest';
import { makeInstagram } from './testing/studio-data.ts';
import { addPost } from './testing/studio.ts';
import {
  aStudio,
  aTiktokDraft,
  sentTo,
  lastPost,
  SOON,
  choosePrivacy,
  expectText,
  PIXEL,
  NOW,
  TOMORROW,
  IMAGE,
  SECOND,
  VIDEO,
  studioBrowser,
} from './testing/studio-browser.ts';

/** A creator writes a post: what they see while they do, and what is sent. */
const stage = studioBrowser();

describe('writing a post', () => {
  it('goes from a chosen photo to a scheduled post', async () => {
    const studio = aStudio({ accounts: [makeInstagram(NOW)] });
    const { modal } = await stage.open(studio, `/?post=new&at=${TOMORROW}`);
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
    const { modal } = await stage.open(aStudio(), `/?post=new&assets=${IMAGE.id}`);
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
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
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
    const { modal } = await stage.open(studio, '/?post=new');
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
    const { modal } = await stage.open(studio, `/?post=new&at=${TOMORROW}`);
    await expect
      .poll(() => modal.getByText('“Market day” on Instagram goes out 10 minutes before.').first().isVisible(), SOON)
      .toBe(true);
  });

  it('reorders by keys, and removes', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id, SECOND.id], {}, 'ig');
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
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
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
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

  it('can be prepared for a channel without an account, and says how to link one', async () => {
    const studio = aStudio({ accounts: [] });
    const { modal } = await stage.open(studio, '/?post=new');
    await modal.getByText('No Instagram account is linked.').waitFor();
    await modal.getByRole('button', { name: 'Link' }).first().waitFor();
    await modal.getByLabel('Caption', { exact: true }).fill('prepared');
    await modal.getByRole('button', { name: 'Save draft' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(lastPost(studio)?.entries.map((entry) => entry.state)).toEqual(['draft', 'draft']);
  });

  it('calls nothing ready whose time has passed', async () => {
    const studio = aStudio();
    const post = addPost(studio, {
      caption: 'Three jars',
      assetIds: [IMAGE.id],
      entries: [{ channel: 'ig', scheduledAt: TOMORROW, payload: {} }],
    });
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByText('Ready to go').waitFor();
    await modal.locator('input[type=date]').fill('2026-01-15');
    await modal.getByRole('button', { name: '1 thing to do' }).click();
    await page.getByRole('button', { name: /^The time for Instagram has passed/ }).waitFor();
    expect(await modal.getByText('Ready to go').count()).toBe(0);
  });

  it('explains why it cannot be scheduled, leads there, and counts down what is left', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id]);
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
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
