import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  cellOf,
  dayIn,
  expectAt,
  MADRID,
  nextGap,
  setCalendarStage,
  tileOf,
  type CalendarStage,
} from './calendar-stage.ts';
import type { Loose } from '../support/punctual.ts';

/** spec.md 6: select many, shift by an offset with a preview of what moves, what cannot and why; undo. */
describe('moving many posts at once', () => {
  let stage: CalendarStage;

  beforeAll(async () => {
    stage = await setCalendarStage();
  });
  afterAll(() => stage.close());

  test('Ctrl+click, Shift+click and everything in view select; Escape lets go', async () => {
    const days = [8, 10, 12, 14].map((day) => dayIn(1, day));
    const entries: Loose[] = [];
    for (const [index, day] of days.entries()) entries.push(await stage.schedule(`Selected ${index}`, day));
    const page = await stage.open(`?date=${dayIn(1, 10).toPlainDate().toString()}`);
    const tile = (index: number) => tileOf(page, entries[index]?.id ?? '');
    await tile(0).click({ modifiers: ['Control'] });
    await bulkBar(page, 1);
    await tile(2).click({ modifiers: ['Shift'] });
    await bulkBar(page, 3);
    expect(await tile(1).getAttribute('aria-label')).toMatch(/selected$/);
    expect(await tile(3).getAttribute('aria-label')).not.toMatch(/selected$/);
    await page.getByRole('button', { name: 'Select all in view' }).click();
    await bulkBar(page, 4);
    await tile(1).focus();
    await page.keyboard.press('Escape');
    await page.getByRole('toolbar').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+a');
    await bulkBar(page, 4);
    await page.keyboard.press(' ');
    await bulkBar(page, 3);
    await page.context().close();
  });

  test('a shift by a week shows from when to when, moves all, keeps the hour, and is undone in one step', async () => {
    const days = [5, 7].map((day) => dayIn(2, day).with({ hour: 19, minute: 15 }));
    const entries: Loose[] = [];
    for (const [index, day] of days.entries()) entries.push(await stage.schedule(`Shifted ${index}`, day));
    const page = await stage.open(`?date=${dayIn(2, 10).toPlainDate().toString()}`);
    const dialog = await openShift(page, 2);
    await dialog.getByLabel('By').fill('1');
    await chooseUnit(page, 'weeks');
    await dialog.getByText('2 will move').waitFor();
    const line = dialog.getByRole('listitem').filter({ hasText: 'Shifted 0' });
    expect(await line.textContent()).toMatch(/\b5 .*19:15.*\b12 .*19:15/);
    await dialog.getByRole('button', { name: 'Move 2', exact: true }).click();
    await page.getByText('2 posts moved').waitFor();
    for (const [index, day] of days.entries()) {
      const id = entries[index]?.id ?? '';
      await tileOf(cellOf(page, day.add({ weeks: 1 })), id).waitFor();
      await expectAt(stage, id, day.add({ weeks: 1 }));
    }
    await page.getByRole('button', { name: 'Undo' }).click();
    for (const [index, day] of days.entries()) {
      const id = entries[index]?.id ?? '';
      await tileOf(cellOf(page, day), id).waitFor();
      await expectAt(stage, id, day);
    }
    await page.context().close();
  });

  test('into an hour the clocks skip: the preview says so; an exact shift by hours is exact', async () => {
    const gap = nextGap(MADRID);
    const before = gap.subtract({ days: 1 }).with({ hour: 2, minute: 30 });
    const entry = await stage.schedule('Into the gap', before);
    const page = await stage.open(`?date=${before.toPlainDate().toString()}`);
    const dialog = await openShift(page, 1);
    const line = dialog.getByRole('listitem').filter({ hasText: 'Into the gap' });
    await expect.poll(() => line.textContent()).toMatch(/3:30/);
    expect(await line.textContent()).toMatch(/does not exist|skip/i);

    await dialog.getByLabel('By').fill('24');
    await chooseUnit(page, 'hours');
    await expect.poll(() => line.textContent(), { timeout: 3000 }).not.toMatch(/does not exist|skip/i);
    await dialog.getByRole('button', { name: 'Move 1', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await expectAt(stage, entry.id, before.add({ hours: 24 }));
    await page.context().close();
  });

  test('to the next slots: sooner, apart from each other, and undone in one step', async () => {
    const at = dayIn(5, 12);
    const posts = [await stage.schedule('Slot one', at), await stage.schedule('Slot two', at.add({ minutes: 1 }))];
    const page = await stage.open(`?date=${at.toPlainDate().toString()}`);
    const dialog = await openShift(page, 2);
    await dialog.getByLabel('Where to').click();
    await page.getByRole('option', { name: 'To the next good slots' }).click();
    await dialog.getByText('2 will move').waitFor();
    await dialog.getByRole('button', { name: 'Move 2', exact: true }).click();
    await page.getByText('2 posts moved').waitFor();
    const times = await Promise.all(posts.map(async ({ id }) => (await stage.entry(id)).scheduledAt));
    const [first, second] = times.map((time) => Temporal.Instant.from(time));
    expect(second?.since(first ?? second).total('hours')).toBeGreaterThanOrEqual(2);
    expect(Temporal.Instant.compare(first ?? at.toInstant(), at.toInstant())).toBeLessThan(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await tileOf(cellOf(page, at), posts[0].id).waitFor();
    await expectAt(stage, posts[1].id, at.add({ minutes: 1 }));
    await page.context().close();
  });

  test('what cannot move is named with its reason; the rest may go, and nothing moves by halves', async () => {
    const [early, late] = [dayIn(7, 4), dayIn(7, 20)];
    const stays = await stage.schedule('Stays behind', early);
    const goes = await stage.schedule('May go', late);
    await sql`UPDATE publish_jobs SET status = 'publishing', due_at = NULL WHERE calendar_entry_id = ${stays.id}`.execute(
      stage.punctual.foundation.database,
    );
    const page = await stage.open(`?date=${early.toPlainDate().toString()}`);
    const dialog = await openShift(page, 2);
    await dialog.getByText('1 cannot move').waitFor();
    // Under its reason, with others that share it.
    const line = dialog.getByRole('listitem').filter({ hasText: 'Stays behind' }).first();
    expect(await line.textContent()).toMatch(/publish/i);
    await dialog.getByText('1 will move').waitFor();

    // Between the preview and the press the other one is taken up as well: refused as a whole.
    await dialog.getByRole('button', { name: 'Move only the 1 that can' }).waitFor();
    await sql`UPDATE publish_jobs SET status = 'publishing', due_at = NULL WHERE calendar_entry_id = ${goes.id}`.execute(
      stage.punctual.foundation.database,
    );
    await dialog.getByRole('button', { name: 'Move only the 1 that can' }).click();
    await page
      .getByText(/cannot move/)
      .last()
      .waitFor();
    await expectAt(stage, stays.id, early);
    await expectAt(stage, goes.id, late);

    await sql`UPDATE publish_jobs SET status = 'scheduled' WHERE calendar_entry_id = ${goes.id}`.execute(
      stage.punctual.foundation.database,
    );
    await dialog.getByRole('button', { name: 'Move only the 1 that can' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expectAt(stage, goes.id, late.add({ days: 1 }));
    await expectAt(stage, stays.id, early);
    await page.context().close();
  });
});

async function bulkBar(page: Page, count: number): Promise<void> {
  await page.getByRole('toolbar', { name: `${count} selected` }).waitFor();
}

/** Selects everything in view and opens the dialog that shifts it. */
async function openShift(page: Page, count: number) {
  await page.locator('[data-tile]').first().focus();
  await page.keyboard.press('Control+a');
  await bulkBar(page, count);
  await page.getByRole('button', { name: 'Shift…' }).click();
  const dialog = page.getByRole('dialog', { name: `Shift ${count} post${count === 1 ? '' : 's'}` });
  await dialog.waitFor();
  return dialog;
}

async function chooseUnit(page: Page, unit: string): Promise<void> {
  await page.getByRole('dialog').getByLabel('Unit').click();
  await page.getByRole('option', { name: unit }).click();
}
