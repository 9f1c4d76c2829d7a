import { describe, expect, it } from 'vitest';
import { addPost } from '../testing/studio.ts';
import { aStudio, lastPost, SOON, studioBrowser, TOMORROW } from '../testing/studio-browser.ts';

const stage = studioBrowser();

describe('help with a caption', () => {
  it('offers people of earlier posts behind an @, by keys; Escape closes only the list', async () => {
    const studio = aStudio();
    addPost(studio, {
      caption: 'Fired with @olla.viva',
      entries: [{ channel: 'ig', scheduledAt: TOMORROW, payload: {} }],
    });
    const { page, modal } = await stage.open(studio, '/?post=new');
    const caption = modal.getByLabel('Caption', { exact: true });
    await caption.pressSequentially('With @ol');
    const people = modal.getByRole('listbox', { name: 'People from earlier posts' });
    await people.getByRole('option', { name: '@olla.viva' }).waitFor();
    await page.keyboard.press('Escape');
    await people.waitFor({ state: 'hidden' });
    expect(await modal.isVisible()).toBe(true);
    await caption.pressSequentially('l');
    await people.waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => caption.inputValue(), SOON).toBe('With @olla.viva ');
    expect(lastPost(studio)?.caption).toBe('Fired with @olla.viva');
  });

  it('puts an emoji where the caret is, found by a word', async () => {
    const studio = aStudio();
    const { page, modal } = await stage.open(studio, '/?post=new');
    const caption = modal.getByLabel('Caption', { exact: true });
    await caption.fill('Hot kiln');
    await page.keyboard.press('Home');
    await modal.getByRole('button', { name: 'Emoji' }).click();
    await page.getByLabel('Search emoji').fill('fuego');
    await page.keyboard.press('Enter');
    await expect.poll(() => caption.inputValue(), SOON).toBe('🔥Hot kiln');
    await expect.poll(() => caption.evaluate((element) => element === document.activeElement), SOON).toBe(true);
  });
});
