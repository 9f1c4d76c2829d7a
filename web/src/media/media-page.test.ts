import { describe, expect, it } from 'vitest';
import { idOf } from '../post/testing/studio-data.ts';
import { aStudio, SOON, IMAGE, studioBrowser } from '../post/testing/studio-browser.ts';

const stage = studioBrowser();

describe('the media library', () => {
  it('finds, tells what fits, renames, and asks twice before deleting what is needed', async () => {
    const studio = aStudio();
    for (const asset of studio.assets) if (asset.id === IMAGE.id) asset.usedByPostIds = [idOf(3, 1)];
    const { page } = await stage.open(studio, '/media');
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
    const { page } = await stage.open(studio, '/media');
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
