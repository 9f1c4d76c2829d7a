import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { makeInstagram } from './testing/studio-data.ts';
import { addPost } from './testing/studio.ts';
import { aStudio, IMAGE, lastPost, NOW, SOON, studioBrowser, TOMORROW } from './testing/studio-browser.ts';

/** What fingers do that no form expects: no pointer at all, a paste from a web page, a long pause. */
const stage = studioBrowser();

describe('a composer in use', () => {
  it('takes a post from the first word to its order by the keyboard alone', async () => {
    const studio = aStudio({ accounts: [makeInstagram(NOW)] });
    const { page, modal } = await stage.open(studio, `/?post=new&assets=${IMAGE.id}&at=${TOMORROW}`);
    await modal.getByText('Ready to go').waitFor();
    await tabTo(page, 'Caption');
    await page.keyboard.type('Three jars, one kiln.');
    await tabTo(page, 'Hashtags');
    await page.keyboard.type('clay');
    await page.keyboard.press('Enter');
    await modal.getByText('#clay').first().waitFor();
    // Round through everything: the focus never leaves the window.
    await tabTo(page, 'Close');
    await tabTo(page, 'Schedule');
    await page.keyboard.press('Enter');
    await modal.waitFor({ state: 'hidden' });
    const post = lastPost(studio);
    expect([post?.caption, post?.hashtags]).toEqual(['Three jars, one kiln.', ['clay']]);
    expect(post?.entries.map((entry) => [entry.state, entry.scheduledAt])).toEqual([['scheduled', TOMORROW]]);
  });

  it('takes the words of pasted rich text and nothing else', async () => {
    const studio = aStudio();
    const { page, context, modal } = await stage.open(studio, '/?post=new');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await modal.getByLabel('Caption', { exact: true }).focus();
    await page.evaluate(async () => {
      const html = '<b style="color:red">Three</b> <a href="https://x.test">jars</a><script>1</script>';
      await navigator.clipboard.write([
        new ClipboardItem({
          'text/html': new Blob([html], { type: 'text/html' }),
          'text/plain': new Blob(['Three jars'], { type: 'text/plain' }),
        }),
      ]);
    });
    await page.keyboard.press('Control+V');
    await expect.poll(() => modal.getByLabel('Caption', { exact: true }).inputValue(), SOON).toBe('Three jars');
  });

  it('says so when its time passes while it is open', async () => {
    const studio = aStudio();
    const soon = new Date(NOW + 600_000).toISOString();
    const post = addPost(studio, {
      caption: 'Three jars',
      assetIds: [IMAGE.id],
      entries: [{ channel: 'ig', scheduledAt: soon, payload: {} }],
    });
    const { page, context, modal } = await stage.open(studio, '/');
    await context.clock.install({ time: NOW });
    await page.goto(`http://punctual.localhost/?post=${post.id}`);
    await modal.getByText('Ready to go').waitFor();
    await context.clock.fastForward('15:00');
    await modal.getByText('That time has passed.').waitFor();
    await modal.getByRole('button', { name: '1 thing to do' }).waitFor();
    const schedule = modal.getByRole('button', { name: 'Schedule' });
    expect(await schedule.getAttribute('aria-description')).toContain('The time for Instagram has passed.');
  });
});

/** Presses Tab until something with this name has the focus, as often as a long form can need. */
async function tabTo(page: Page, name: string): Promise<void> {
  const nameOfFocused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element.closest('[role=dialog]') === null) return null;
      const label =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
      return element.getAttribute('aria-label') ?? label?.[0]?.textContent ?? element.textContent;
    });
  for (let press = 0; press < 120; press += 1) {
    await page.keyboard.press('Tab');
    // At either end a guard has the focus for a moment, until it hands it to the other end.
    await expect.poll(nameOfFocused, { ...SOON, message: 'the focus stays in the window' }).not.toBeNull();
    if ((await nameOfFocused())?.trim() === name) return;
  }
  throw new Error(`Tab never came to ${name}.`);
}
