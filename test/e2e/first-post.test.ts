import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startPunctual, type TestPunctual } from '../support/punctual.ts';
import { photo } from '../support/uploads.ts';

/** What the story promises a newcomer, in a real browser from the first page to the published post. */
describe('a newcomer’s first post, in the browser', () => {
  let punctual: TestPunctual;
  let browser: Browser;

  beforeAll(async () => {
    // The browser keeps real time, so the server starts at the same instant; from there the test moves it.
    [punctual, browser] = await Promise.all([
      startPunctual({ start: Temporal.Now.instant().toString() }),
      launchBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await punctual.close();
  });

  test('sign up, link, compose, schedule, watch it go out without a reload', { timeout: 120_000 }, async () => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      timezoneId: 'Asia/Tokyo',
    });
    const page = await context.newPage();
    await page.goto(punctual.url);
    await page.getByLabel('Your name').fill('Lucía');
    await page.getByLabel('E-mail').fill('lucia@example.com');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page
      .getByRole('button', { name: /New post/ })
      .first()
      .waitFor();

    await page.goto(`${punctual.url}/accounts`);
    await page.getByRole('main').getByRole('button', { name: 'Link Instagram' }).click();
    await page.waitForURL(/\/oauth\/authorize/);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(/\/accounts/);
    await page.getByText('@lucia.ceramics').first().waitFor();
    await axe(page, 'accounts');

    await page.goto(punctual.url);
    await axe(page, 'an empty calendar');
    await page
      .getByRole('button', { name: /New post/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Caption').first().fill('Fresh from the kiln');
    await dialog
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'bowl.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await photo(1080, 1350)) });
    await dialog.getByText(/Add a photo or a video/).waitFor({ state: 'detached' });

    // Two minutes ahead on the account's clock, whatever the browser's.
    const due = Temporal.Now.instant().add({ minutes: 2 }).round({ smallestUnit: 'minute', roundingMode: 'ceil' });
    const zone = (await (await page.request.get(`${punctual.url}/v1/accounts`)).json()).data[0].timezone;
    const local = due.toZonedDateTimeISO(zone).toPlainDateTime();
    await dialog.getByLabel('Date').fill(local.toPlainDate().toString());
    await dialog.getByLabel('Time', { exact: true }).fill(local.toPlainTime().toString({ smallestUnit: 'minute' }));
    await axe(page, 'the composer');
    await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });

    const tile = page.locator('[data-entry-id]').first();
    await tile.waitFor();
    expect(await tile.textContent()).toContain('Fresh from the kiln');
    expect(await tile.textContent()).toContain('Ready');
    await axe(page, 'a calendar with a post');

    await punctual.clock.advanceTo(due);
    await punctual.settle();
    await expect.poll(() => tile.textContent(), { timeout: 5000 }).toContain('Publishing');
    await punctual.runUntil(due.add({ minutes: 2 }));
    await expect.poll(() => tile.textContent(), { timeout: 5000 }).toContain('Published');

    await tile.click();
    const link = page
      .getByRole('dialog')
      .getByRole('link', { name: /Instagram/ })
      .first();
    const permalink = await link.getAttribute('href');
    const answer = await page.request.get(permalink ?? '');
    expect(await answer.text()).toContain('Fresh from the kiln');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await punctual.sandbox.posts()).toHaveLength(1);
    await context.close();
  });
});

/** Nothing serious or critical, by WCAG 2.2 AA. */
async function axe(page: Page, where: string): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    serious.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join('; ')}`),
  ).toEqual([]);
}
