import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  cellOf,
  dayIn,
  drag,
  expectAt,
  focusedCell,
  focusedEntry,
  hourOf,
  setCalendarStage,
  tileOf,
  type CalendarStage,
} from './calendar-stage.ts';

/** A tile that changes its cell is a new element. Whoever works by keyboard must not notice: the focus stays with the post. */
describe('the focus, whatever is drawn anew', () => {
  let stage: CalendarStage;

  beforeAll(async () => {
    stage = await setCalendarStage();
  });
  afterAll(() => stage.close());

  test('follows a tile that somebody else moves', async () => {
    const at = dayIn(1, 12);
    const entry = await stage.schedule('Moved elsewhere', at);
    const page = await openAt(stage, `?date=${at.toPlainDate().toString()}`, entry.id);
    const target = at.add({ days: 5 });
    await move(stage, entry.id, target);
    await tileOf(cellOf(page, target), entry.id).waitFor();
    expect(await focusedEntry(page)).toBe(entry.id);
    await page.context().close();
  });

  test('stays in the hand while the tile is nowhere, and with the tile when a month read before the drop comes after it', async () => {
    const at = dayIn(2, 15);
    const entry = await stage.schedule('Late answer', at);
    const page = await openAt(stage, `?date=${at.toPlainDate().toString()}`, entry.id);
    // What the server says of the next month before the drop; it arrives when everything else is over.
    const late = Promise.withResolvers<void>();
    await page.route('**/v1/calendar/entries?from*', async (route) => {
      const answer = await route.fetch();
      await late.promise;
      await route.fulfill({ response: answer });
    });
    const asked = page.waitForRequest('**/v1/calendar/entries?from*');
    await page.keyboard.press('m');
    for (let week = 0; week < 5; week += 1) await page.keyboard.press('ArrowDown');
    await asked;
    // Screen readers hand arrow keys to the page only while something in it has the focus.
    await expect.poll(() => focusedCell(page)).not.toBeNull();
    const target = at.add({ weeks: 5 });
    await page.keyboard.press('Enter');
    await expectAt(stage, entry.id, target);
    late.resolve();
    await tileOf(cellOf(page, target), entry.id).waitFor();
    expect(await focusedEntry(page)).toBe(entry.id);
    // What is still being read goes through the route as well.
    await page.unrouteAll({ behavior: 'wait' });
    await page.context().close();
  });

  test('goes with a tile that the pointer drops on another day, and comes back to one put down where it was', async () => {
    const at = dayIn(7, 12);
    const entry = await stage.schedule('Dragged along', at);
    const page = await openAt(stage, `?date=${at.toPlainDate().toString()}`, entry.id);
    const target = at.add({ days: 1 });
    await drag(page, tileOf(page, entry.id), cellOf(page, target));
    await tileOf(cellOf(page, target), entry.id).waitFor();
    await expect.poll(() => focusedEntry(page)).toBe(entry.id);
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const there = cellOf(page, at.add({ days: 2 }));
    await tileOf(there, entry.id).waitFor();
    await drag(page, tileOf(page, entry.id), there);
    await expect.poll(() => focusedEntry(page)).toBe(entry.id);
    await expectAt(stage, entry.id, at.add({ days: 2 }));
    await page.context().close();
  });

  test('stays with a tile that goes back because its move was refused', async () => {
    const at = dayIn(3, 12);
    const entry = await stage.schedule('Refused in the end', at);
    const page = await openAt(stage, `?date=${at.toPlainDate().toString()}`, entry.id);
    const refusal = Promise.withResolvers<void>();
    await page.route(`**/v1/calendar/entries/${entry.id}`, async (route) => {
      await refusal.promise;
      await route.abort();
    });
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await tileOf(cellOf(page, at.add({ days: 1 })), entry.id).waitFor();
    expect(await focusedEntry(page)).toBe(entry.id);
    refusal.resolve();
    await tileOf(cellOf(page, at), entry.id).waitFor();
    expect(await focusedEntry(page)).toBe(entry.id);
    await page.context().close();
  });

  test('is on the day of a deleted tile, and on the tile again when that is undone', async () => {
    const at = dayIn(4, 12);
    const entry = await stage.schedule('Delete me by key', at);
    const page = await openAt(stage, `?date=${at.toPlainDate().toString()}`, entry.id);
    await page.keyboard.press('Delete');
    await tileOf(page, entry.id).waitFor({ state: 'detached' });
    expect(await focusedCell(page)).toBe(at.toPlainDate().toString());
    await page.getByText('Post deleted').waitFor();
    await page.keyboard.press('Control+z');
    await tileOf(cellOf(page, at), entry.id).waitFor();
    expect(await focusedEntry(page)).toBe(entry.id);
    await page.context().close();
  });

  test('stays at its hour when the page is turned', async () => {
    const at = dayIn(5, 12);
    const page = await stage.open(`?view=week&date=${at.toPlainDate().toString()}`);
    await hourOf(page, at).focus();
    await page.keyboard.press('PageDown');
    const name = `${at.add({ weeks: 1 }).toPlainDate().toString()}T10`;
    await expect.poll(() => focusedCell(page)).toBe(name);
    await page.context().close();
  });

  test('is not taken from where the person has gone meanwhile', async () => {
    const at = dayIn(6, 12);
    const entry = await stage.schedule('Left alone', at);
    const page = await openAt(stage, `?date=${at.toPlainDate().toString()}`, entry.id);
    await page.getByRole('button', { name: 'New post' }).focus();
    const target = at.add({ days: 2 });
    await move(stage, entry.id, target);
    await tileOf(cellOf(page, target), entry.id).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('New post');
    await page.context().close();
  });
});

async function openAt(stage: CalendarStage, search: string, entryId: string): Promise<Page> {
  const page = await stage.open(search);
  await tileOf(page, entryId).focus();
  return page;
}

async function move(stage: CalendarStage, entryId: string, at: Temporal.ZonedDateTime): Promise<void> {
  const body = { scheduledAt: at.toInstant().toString() };
  const answer = await stage.user.call('PATCH', `/v1/calendar/entries/${entryId}`, body);
  expect(answer.status).toBe(200);
}
