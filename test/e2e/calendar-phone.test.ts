import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  dayIn,
  expectAt,
  expectNoBarriers,
  MADRID,
  setCalendarStage,
  tileOf,
  type CalendarStage,
} from './calendar-stage.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 };

/** spec.md 6: a condensed week and list on phones, with the same badges and actions. */
describe('the calendar on a phone', () => {
  let stage: CalendarStage;

  beforeAll(async () => {
    stage = await setCalendarStage();
  });
  afterAll(() => stage.close());

  test('a strip of days, the chosen day in full, with the badges of the wide screen and nothing wider than the screen', async () => {
    const day = dayIn(1, 12);
    const ready = await stage.schedule('Has its photo', day);
    const bare = await stage.schedule('Has none', day.with({ hour: 12 }), { assetIds: [] });
    const wide = await stage.open(`?view=week&date=${day.toPlainDate().toString()}`);
    await tileOf(wide, bare.id).waitFor();
    const onWide = [await words(wide, ready.id), await words(wide, bare.id)];
    await wide.context().close();

    const page = await stage.open(`?view=week&date=${day.toPlainDate().toString()}`, PHONE);
    await tileOf(page, bare.id).waitFor();
    expect([await words(page, ready.id), await words(page, bare.id)]).toEqual(onWide);
    expect(await tileOf(page, ready.id).textContent()).toContain('Ready');
    expect(await tileOf(page, bare.id).textContent()).toContain('Media missing');
    expect(await page.getByRole('grid').count()).toBe(0);
    expect(await overflow(page)).toBe(0);

    // Another day of the strip shows that day.
    const other = day.dayOfWeek === 7 ? day.subtract({ days: 1 }) : day.add({ days: 1 });
    await page.getByRole('button', { name: new RegExp(`${other.day} .*, 0 posts`) }).tap();
    await page.getByText('No posts on this day.').waitFor();
    expect(new URL(page.url()).searchParams.get('date')).toBe(other.toPlainDate().toString());
    // From which a post can be begun.
    await page
      .getByRole('main')
      .getByRole('button', { name: /^New post on / })
      .tap();
    const date = page.getByRole('dialog').getByLabel('Date');
    await expect.poll(() => date.inputValue()).toBe(other.toPlainDate().toString());
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // The strip says of the first day that something is wrong there, not by a dot's colour alone.
    await page.getByRole('button', { name: new RegExp(`${day.day} .*, 2 posts, 1 with a problem$`) }).waitFor();
    // Where we are and what is shown stand in one line.
    const line = await Promise.all(['Today', 'List', 'Filters'].map((name) => middleOf(page, name)));
    expect(new Set(line).size).toBe(1);

    await page.getByRole('button', { name: 'List', exact: true }).tap();
    await tileOf(page, bare.id).waitFor();
    expect(await overflow(page)).toBe(0);
    await expectNoBarriers(page, 'the list on a phone');
    await page.context().close();
  });

  test('on a low screen, as at 200 %: a month leaves room for its days, and nothing covers a badge', async () => {
    const day = dayIn(4, 12);
    const entry = await stage.schedule('Below the month', day);
    const page = await stage.open(`?date=${day.toPlainDate().toString()}`, { viewport: { width: 720, height: 450 } });
    const menu = page.getByRole('button', { name: 'Actions for Below the month' });
    await menu.scrollIntoViewIfNeeded();
    const badge = tileOf(page, entry.id).getByText('Ready', { exact: true });
    const [left, right] = [await badge.boundingBox(), await menu.boundingBox()];
    if (left === null || right === null) throw new Error('The tile is not on the screen.');
    expect(left.x + left.width).toBeLessThanOrEqual(right.x);
    // A click on what something else covers does not arrive.
    await badge.click();
    await page.getByRole('dialog').getByLabel('Caption').first().waitFor();
    await page.context().close();
  });

  test('a long press opens the tile’s menu, and Move to… moves it', async () => {
    const day = dayIn(2, 12);
    const entry = await stage.schedule('By touch', day);
    const page = await stage.open(`?view=week&date=${day.toPlainDate().toString()}`, PHONE);
    await longPress(page, entry.id);
    await page.getByRole('menuitem', { name: 'Move to…' }).tap();
    const dialog = page.getByRole('dialog', { name: /Move “By touch”/ });
    const target = day.add({ days: 2 }).with({ hour: 8, minute: 30 });
    await dialog.getByLabel('Day').fill(target.toPlainDate().toString());
    await dialog.getByLabel('Time').fill('08:30');
    await dialog.getByText(MADRID).waitFor();
    await dialog.getByRole('button', { name: 'Move', exact: true }).first().tap();
    await dialog.waitFor({ state: 'detached' });
    await expectAt(stage, entry.id, target);
    // The press did not open the post as well.
    expect(new URL(page.url()).searchParams.has('post')).toBe(false);
    await page.context().close();
  });

  test('the tile’s own button offers the same, and a tap opens the post', async () => {
    const day = dayIn(3, 12);
    const entry = await stage.schedule('Tap me', day);
    const page = await stage.open(`?date=${day.toPlainDate().toString()}`, PHONE);
    await page.getByRole('button', { name: 'Actions for Tap me' }).tap();
    for (const name of ['Open', 'Move to…', 'Select', 'Duplicate', 'Delete'])
      await page.getByRole('menuitem', { name, exact: true }).waitFor();
    await expectNoBarriers(page, 'the menu on a phone');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await tileOf(page, entry.id).tap();
    const caption = page.getByRole('dialog').getByLabel('Caption').first();
    await caption.waitFor();
    expect(await caption.inputValue()).toBe('Tap me');
    await page.context().close();
  });
});

/** What a tile tells, by ear and by its badge. */
async function words(page: Page, id: string) {
  return {
    spoken: await tileOf(page, id).getAttribute('aria-label'),
    readiness: await tileOf(page, id).getAttribute('data-readiness'),
  };
}

/** How far down the middle of a button is, in whole pixels. */
async function middleOf(page: Page, name: string): Promise<number> {
  const box = await page.getByRole('button', { name, exact: true }).boundingBox();
  if (box === null) throw new Error(`${name} is not on the screen.`);
  return Math.round(box.y + box.height / 2);
}

/** How many pixels the page is wider than the screen. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}

/** A finger put on the tile until its menu is there, then lifted. */
async function longPress(page: Page, entryId: string): Promise<void> {
  const box = await tileOf(page, entryId).boundingBox();
  if (box === null) throw new Error('The tile is not on the screen.');
  const touchPoints = [{ x: box.x + 60, y: box.y + 20 }];
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await page.getByRole('menu').waitFor();
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await devtools.detach();
}
