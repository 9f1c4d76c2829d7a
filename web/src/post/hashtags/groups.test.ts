import { describe, expect, it } from 'vitest';
import { aStudio, aTiktokDraft, IMAGE, lastPost, SOON, studioBrowser } from '../testing/studio-browser.ts';

const stage = studioBrowser();

describe('hashtag groups', () => {
  it('are saved from a post and put into the next one, by keys alone', async () => {
    const studio = aStudio();
    const first = aTiktokDraft(studio, [IMAGE.id]);
    const { page, modal } = await stage.open(studio, `/?post=${first.id}`);
    await modal.getByRole('button', { name: 'Groups' }).focus();
    await page.keyboard.press('Enter');
    const groups = page.getByRole('dialog', { name: 'Hashtag groups' });
    await groups.getByLabel('Save 1 hashtag as a group').fill('Kiln');
    await page.keyboard.press('Enter');
    await groups.getByRole('button', { name: 'Insert “Kiln”' }).waitFor();
    expect(studio.hashtagGroups).toMatchObject([{ name: 'Kiln', hashtags: ['clay'] }]);
    await groups.getByLabel('Save 1 hashtag as a group').fill('kiln');
    await page.keyboard.press('Enter');
    await groups.getByText('you have a group called "kiln" already.').waitFor();
    await page.keyboard.press('Escape');
    await groups.waitFor({ state: 'hidden' });
    await modal.getByRole('button', { name: 'Remove #clay' }).click();
    await expect.poll(() => lastPost(studio)?.hashtags, SOON).toEqual([]);
    await modal.getByRole('button', { name: 'Groups' }).click();
    await groups.getByRole('button', { name: 'Insert “Kiln”' }).click();
    await expect.poll(() => lastPost(studio)?.hashtags, SOON).toEqual(['clay']);
  });

  it('are renamed and deleted, with a way back', async () => {
    const studio = aStudio();
    const group = {
      id: '00000000-0000-7000-8007-000000000009',
      name: 'Fair',
      hashtags: ['fair'],
      updatedAt: '2026-11-01T00:00:00Z',
    };
    studio.hashtagGroups.push(group);
    const post = aTiktokDraft(studio, [IMAGE.id]);
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByRole('button', { name: 'Groups' }).click();
    await page.getByRole('button', { name: 'Actions for “Fair”' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByLabel('New name').fill('Autumn fair');
    await page.getByLabel('New name').press('Enter');
    await page.getByRole('button', { name: 'Insert “Autumn fair”' }).waitFor();
    await page.getByRole('button', { name: 'Actions for “Autumn fair”' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect.poll(() => studio.hashtagGroups.length, SOON).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => studio.hashtagGroups.map(({ name }) => name), SOON).toEqual(['Autumn fair']);
  });
});
