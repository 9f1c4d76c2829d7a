import { describe, expect, it } from 'vitest';
import { addPost, changePost } from './testing/studio.ts';
import {
  aStudio,
  aTiktokDraft,
  sentTo,
  lastPost,
  SOON,
  TOMORROW,
  IMAGE,
  studioBrowser,
} from './testing/studio-browser.ts';

/** Reloads, closed windows, two windows, failed saves: the work is there afterwards. */
const stage = studioBrowser();

describe('work is never lost', () => {
  it('survives a reload while it is not saved anywhere', async () => {
    const studio = aStudio();
    const { page, modal } = await stage.open(studio, '/?post=new');
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
    const { page, modal } = await stage.open(studio, '/');
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
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
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
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
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
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
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
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
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

  it('outlives the session: signing in again goes on with what was written', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id]);
    const { page, context, modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Caption', { exact: true }).waitFor();
    await expect.poll(() => sentTo(studio, 'POST', /:refresh/).length, SOON).toBeGreaterThan(0);
    studio.refuseNext = { status: 401, code: 'UNAUTHENTICATED', message: 'Sign in, or send an API key.' };
    await modal.getByLabel('Caption', { exact: true }).fill('precious');
    await modal.getByRole('button', { name: 'Save draft' }).click();
    const signIn = page.getByRole('dialog', { name: 'You were signed out' });
    await signIn.waitFor();
    await context.route('**/api/auth/sign-in/email', (route) => route.fulfill({ json: { user: {} } }));
    await signIn.getByLabel('Password').fill('correct horse battery');
    await signIn.getByRole('button', { name: 'Sign in' }).click();
    await signIn.waitFor({ state: 'hidden' });
    // The server's words for programs are nothing a creator has to hear.
    expect(await page.getByText(/API key/).count()).toBe(0);
    expect(await modal.getByLabel('Caption', { exact: true }).inputValue()).toBe('precious');
    // Nothing came back: it was there all the time.
    expect(await modal.getByText('Your unsaved changes are back.').count()).toBe(0);
    await modal.getByRole('button', { name: 'Save draft' }).click();
    await expect.poll(() => lastPost(studio)?.caption, SOON).toBe('precious');
  });

  it('says that saving failed and keeps the work', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id]);
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`, { width: 390, height: 800 });
    await modal.getByLabel('Caption', { exact: true }).waitFor();
    await expect.poll(() => sentTo(studio, 'POST', /:refresh/).length, SOON).toBeGreaterThan(0);
    studio.refuseNext = { status: 500, code: 'INTERNAL', message: 'A bug.' };
    await modal.getByLabel('Caption', { exact: true }).fill('precious');
    await modal.getByText('Could not be saved · Kept in this browser').waitFor();
    // So many words beside the title leave the way out in sight.
    const close = await modal.getByRole('button', { name: 'Close', exact: true }).boundingBox();
    expect((close?.x ?? 999) + (close?.width ?? 0)).toBeLessThanOrEqual(390);
    await page.reload();
    expect(await modal.getByLabel('Caption', { exact: true }).inputValue()).toBe('precious');
  });
});
