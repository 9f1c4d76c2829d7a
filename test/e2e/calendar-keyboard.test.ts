import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  cellOf,
  dayIn,
  expectAt,
  focusedCell,
  focusedEntry,
  hourOf,
  MADRID,
  nextGap,
  setCalendarStage,
  spoken,
  tileOf,
  type CalendarStage,
} from './calendar-stage.ts';

/** spec.md 6: "the same by keyboard". No test here touches the pointer. */
describe('the calendar by keyboard alone', () => {
  let stage: CalendarStage;

  beforeAll(async () => {
    stage = await setCalendarStage();
  });
  afterAll(() => stage.close());

  test('one stop for Tab; arrows walk days and the tiles within them', async () => {
    const day = dayIn(1, 12);
    const first = await stage.schedule('First of the day', day);
    const second = await stage.schedule('Second of the day', day.with({ hour: 15 }));
    const page = await stage.open(`?date=${day.toPlainDate().toString()}`);
    await tileOf(page, second.id).waitFor();
    const grid = page.getByRole('grid');
    expect(await grid.locator('[tabindex="0"]').count()).toBe(1);

    await tabInto(page);
    await walkTo(page, day.toPlainDate());
    expect(await focusedLabel(page)).toMatch(/2 posts/);
    await page.keyboard.press('ArrowDown');
    expect(await focusedEntry(page)).toBe(first.id);
    await page.keyboard.press('ArrowDown');
    expect(await focusedEntry(page)).toBe(second.id);
    await page.keyboard.press('ArrowDown');
    expect(await focusedCell(page)).toBe(day.add({ weeks: 1 }).toPlainDate().toString());
    await page.keyboard.press('ArrowUp');
    expect(await focusedEntry(page)).toBe(second.id);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await focusedCell(page)).toBe(day.toPlainDate().toString());
    expect(await grid.locator('[tabindex="0"]').count()).toBe(1);

    // Out of the grid and back again: where one was.
    await page.keyboard.press('Shift+Tab');
    expect(await inGrid(page)).toBe(false);
    await page.keyboard.press('Tab');
    expect(await focusedCell(page)).toBe(day.toPlainDate().toString());
    await page.keyboard.press('Tab');
    expect(await inGrid(page)).toBe(false);
    await page.context().close();
  });

  test('Enter opens the post, Escape closes it, and the focus is on its tile again', async () => {
    const at = dayIn(2, 12);
    const entry = await stage.schedule('Open me', at);
    const page = await openAt(stage, at, entry.id);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Caption').first().waitFor();
    expect(await dialog.getByLabel('Caption').first().inputValue()).toBe('Open me');
    expect(new URL(page.url()).searchParams.get('post')).toBe(entry.postId);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => focusedEntry(page)).toBe(entry.id);
    expect(new URL(page.url()).searchParams.has('post')).toBe(false);
    await page.context().close();
  });

  test('Enter on a free day begins a post there; the day is the one asked for', async () => {
    const day = dayIn(2, 20);
    const page = await stage.open(`?date=${day.toPlainDate().toString()}`);
    await tabInto(page);
    await walkTo(page, day.toPlainDate());
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect.poll(() => dialog.getByLabel('Date').inputValue()).toBe(day.toPlainDate().toString());
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => focusedCell(page)).toBe(day.toPlainDate().toString());
    await page.context().close();
  });

  test('m picks a tile up, arrows choose and are spoken, Enter drops it, Ctrl+Z takes it back', async () => {
    const at = dayIn(3, 12).with({ hour: 18, minute: 5 });
    const entry = await stage.schedule('Pick me up', at);
    const page = await openAt(stage, at, entry.id);
    expect(await tileOf(page, entry.id).getAttribute('aria-keyshortcuts')).toBe('m');
    await page.keyboard.press('m');
    expect(await spoken(page).textContent()).toMatch(/^Moving Pick me up\. .*Enter drops.*Escape/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const target = at.add({ days: 8 });
    await expect.poll(() => spoken(page).textContent()).toContain(`${String(target.day)} `);
    expect(await spoken(page).textContent()).toContain('18:05');
    await page.locator('[data-drop-hint="allowed"]').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => spoken(page).textContent()).toMatch(/Pick me up moved to .*18:05/);
    await tileOf(cellOf(page, target), entry.id).waitFor();
    await expect.poll(() => focusedEntry(page)).toBe(entry.id);
    await expectAt(stage, entry.id, target);
    await page.getByText(/^Moved to/).waitFor();
    await page.keyboard.press('Control+z');
    await tileOf(cellOf(page, at), entry.id).waitFor();
    await expectAt(stage, entry.id, at);
    await page.context().close();
  });

  test('Escape leaves it where it was and changes nothing', async () => {
    const at = dayIn(4, 12);
    const entry = await stage.schedule('Leave me', at);
    const page = await openAt(stage, at, entry.id);
    await page.keyboard.press('m');
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
    await page.keyboard.press('Escape');
    await expect.poll(() => spoken(page).textContent()).toBe('Left Leave me where it was.');
    expect(await page.locator('[data-drop-hint]').count()).toBe(0);
    expect(await focusedEntry(page)).toBe(entry.id);
    expect((await stage.entry(entry.id)).version).toBe(entry.version);
    await page.context().close();
  });

  test('move mode follows into the next month, and drops there', async () => {
    const at = dayIn(5, 27);
    const entry = await stage.schedule('Over the edge', at);
    const page = await openAt(stage, at, entry.id);
    await page.keyboard.press('m');
    for (let week = 0; week < 3; week += 1) await page.keyboard.press('ArrowDown');
    const target = at.add({ weeks: 3 });
    await expect
      .poll(() => new URL(page.url()).searchParams.get('date')?.slice(0, 7))
      .toBe(target.toPlainDate().toString().slice(0, 7));
    await page.locator('[data-drop-hint="allowed"]').waitFor();
    await page.keyboard.press('Enter');
    await tileOf(cellOf(page, target), entry.id).waitFor();
    await expectAt(stage, entry.id, target);
    await expect.poll(() => focusedEntry(page)).toBe(entry.id);
    await page.context().close();
  });

  test('in a week arrows up and down move by a quarter of an hour', async () => {
    const at = dayIn(6, 12).with({ minute: 20 });
    const entry = await stage.schedule('Quarter steps', at);
    const page = await stage.open(`?view=week&date=${at.toPlainDate().toString()}`);
    await tileOf(page, entry.id).focus();
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => spoken(page).textContent()).toContain('10:45');
    await page.keyboard.press('Enter');
    await tileOf(hourOf(page, at), entry.id).waitFor();
    await expectAt(stage, entry.id, at.with({ minute: 45 }));
    await page.context().close();
  });

  test('the past is said, refused on Enter, and the tile stays in hand', async () => {
    const at = dayIn(7, 12);
    const entry = await stage.schedule('Not before now', at);
    const page = await openAt(stage, at, entry.id);
    await page.clock.setFixedTime(new Date(at.subtract({ hours: 2 }).epochMilliseconds));
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => spoken(page).textContent()).toContain('That time has already passed');
    await page.keyboard.press('Enter');
    await page.locator('[data-drop-hint="past"]').waitFor();
    await page.keyboard.press('Escape');
    expect((await stage.entry(entry.id)).version).toBe(entry.version);
    await page.context().close();
  });

  test('Move to… from the menu key: a day and a time; the hour the clocks skip is said beforehand', async () => {
    const gap = nextGap(MADRID);
    const at = gap.subtract({ days: 3 }).with({ hour: 10, minute: 0 });
    const entry = await stage.schedule('By dialog', at);
    const page = await openAt(stage, at, entry.id);
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Move to…' }).waitFor();
    for (let presses = 0; (await focusedText(page)) !== 'Move to…' && presses < 10; presses += 1)
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /Move “By dialog”/ });
    await dialog.getByLabel('Day').fill(gap.toPlainDate().toString());
    await dialog.getByLabel('Time').fill('02:30');
    await dialog.getByText(/The clocks skip that hour.*3:30/).waitFor();
    await dialog.getByLabel('Time').press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const landed = gap.toPlainDate().toZonedDateTime({ timeZone: MADRID, plainTime: '03:30' });
    await tileOf(cellOf(page, landed), entry.id).waitFor();
    await expectAt(stage, entry.id, landed);
    await page.context().close();
  });

  test('? tells every key, and Escape brings the focus back', async () => {
    const at = dayIn(8, 12);
    const entry = await stage.schedule('Helpful', at);
    const page = await openAt(stage, at, entry.id);
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.waitFor();
    for (const words of [/Walk days/, /Move the post/, /Undo/, /Select the post/])
      await dialog.getByText(words).first().waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => focusedEntry(page)).toBe(entry.id);
    await page.context().close();
  });
});

/** The month of `at` with the focus on the entry's tile, as arrow keys would have brought it there. */
async function openAt(stage: CalendarStage, at: Temporal.ZonedDateTime, entryId: string): Promise<Page> {
  const page = await stage.open(`?date=${at.toPlainDate().toString()}`);
  await tileOf(page, entryId).focus();
  return page;
}

/** Presses Tab until the grid has the focus. */
async function tabInto(page: Page): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await inGrid(page)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab never reached the grid.');
}

/** From wherever the focus is in a month, by arrows alone. */
async function walkTo(page: Page, day: Temporal.PlainDate): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    const name = await focusedCell(page);
    if (name === null) throw new Error('The focus is on no day.');
    const { days } = Temporal.PlainDate.from(name).until(day);
    if (days === 0) return;
    await page.keyboard.press(days > 0 ? 'ArrowRight' : 'ArrowLeft');
  }
  throw new Error(`${day.toString()} was never reached.`);
}

function inGrid(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.closest('[role="grid"]') !== null);
}

function focusedLabel(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
}

function focusedText(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.textContent ?? null);
}
