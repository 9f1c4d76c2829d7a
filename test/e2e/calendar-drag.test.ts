import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  cellOf,
  dayIn,
  drag,
  expectAt,
  hourOf,
  setCalendarStage,
  tileOf,
  type CalendarStage,
} from './calendar-stage.ts';

/** spec.md 6: drag and drop reschedules, optimistically, rolled back with a message if refused; undo. */
describe('moving posts with the pointer', () => {
  let stage: CalendarStage;

  beforeAll(async () => {
    stage = await setCalendarStage();
  });
  afterAll(() => stage.close());

  test('in a month: the day changes, the hour on the wall stays; undone by the toast and by Ctrl+Z', async () => {
    const at = dayIn(1, 12).with({ hour: 17, minute: 40 });
    const entry = await stage.schedule('Glaze test', at);
    const page = await stage.open(`?date=${at.toPlainDate().toString()}`);
    const target = at.add({ days: 7 });
    await drag(page, tileOf(cellOf(page, at), entry.id), cellOf(page, target));
    await tileOf(cellOf(page, target), entry.id).waitFor();
    expect(await tileOf(page, entry.id).textContent()).toContain('17:40');
    await expectAt(stage, entry.id, target);
    await page.getByText(/^Moved to .*17:40/).waitFor();

    await page.getByRole('button', { name: 'Undo' }).click();
    await tileOf(cellOf(page, at), entry.id).waitFor();
    await expectAt(stage, entry.id, at);
    await page.getByText('Undone').waitFor();

    await drag(page, tileOf(page, entry.id), cellOf(page, target));
    await tileOf(cellOf(page, target), entry.id).waitFor();
    await expectAt(stage, entry.id, target);
    await page.getByText(/^Moved to/).waitFor();
    await page.keyboard.press('Control+z');
    await tileOf(cellOf(page, at), entry.id).waitFor();
    await expectAt(stage, entry.id, at);
    await page.context().close();
  });

  test('in a week: a drop snaps to the quarter of an hour under the pointer', async () => {
    const at = dayIn(2, 14).with({ minute: 20 });
    const entry = await stage.schedule('Kiln opening', at);
    const page = await stage.open(`?view=week&date=${at.toPlainDate().toString()}`);
    const sunday = at.dayOfWeek === 7;
    const target = (sunday ? at.subtract({ days: 1 }) : at.add({ days: 1 })).with({ hour: 12, minute: 45 });
    await drag(page, tileOf(hourOf(page, at), entry.id), hourOf(page, target), 0.83);
    await tileOf(hourOf(page, target), entry.id).waitFor();
    expect(await tileOf(page, entry.id).textContent()).toContain('12:45');
    await expectAt(stage, entry.id, target);
    await page.context().close();
  });

  test('a post on both channels at one instant is one tile, and moves as one, and back as one', async () => {
    await stage.user.link('tiktok', { account: 'public', body: { timezone: 'Europe/Madrid' } });
    const at = dayIn(3, 12);
    const scheduledAt = at.toInstant().toString();
    const answer = await stage.user.call('POST', '/v1/posts', {
      caption: 'Both at once',
      assetIds: [stage.photo],
      entries: [
        { channel: 'ig', scheduledAt, payload: {} },
        { channel: 'tiktok', scheduledAt, payload: {} },
      ],
      intent: 'schedule',
    });
    const ids: string[] = answer.data.entries.map((entry: { id: string }) => entry.id);
    const page = await stage.open(`?date=${at.toPlainDate().toString()}`);
    const tiles = page.getByRole('button', { name: /Both at once/ });
    await tiles.first().waitFor();
    expect(await tiles.count()).toBe(1);
    expect(await tiles.getAttribute('aria-label')).toMatch(/Instagram and TikTok/);
    const target = at.add({ days: 3 });
    await drag(page, tiles, cellOf(page, target));
    for (const id of ids) await expectAt(stage, id, target);
    await page.getByRole('button', { name: 'Undo' }).click();
    for (const id of ids) await expectAt(stage, id, at);
    await cellOf(page, at)
      .getByRole('button', { name: /Both at once/ })
      .waitFor();
    expect(await tiles.count()).toBe(1);
    await page.context().close();
  });

  test('what the server refuses goes back to its place and says why', async () => {
    const at = dayIn(4, 12);
    const entry = await stage.schedule('Refused later', at);
    const page = await stage.open(`?date=${at.toPlainDate().toString()}`);
    // The worker took it up a moment ago, and the page has not heard of it yet.
    await sql`UPDATE publish_jobs SET status = 'publishing', due_at = NULL WHERE calendar_entry_id = ${entry.id}`.execute(
      stage.punctual.foundation.database,
    );
    await drag(page, tileOf(page, entry.id), cellOf(page, at.add({ days: 2 })));
    await page
      .getByText(/being published right now/i)
      .first()
      .waitFor();
    await tileOf(cellOf(page, at), entry.id).waitFor();
    expect(await tileOf(page, entry.id).count()).toBe(1);
    await expectAt(stage, entry.id, at);
    await page.context().close();
  });

  test('the past is refused while dragging, with the reason, and nothing moves', async () => {
    const at = dayIn(5, 20);
    const entry = await stage.schedule('Not back in time', at);
    const page = await stage.open(`?date=${at.toPlainDate().toString()}`);
    // For the page it is the 16th at noon.
    await page.clock.setFixedTime(new Date(at.with({ day: 16, hour: 12 }).epochMilliseconds));
    const writes = countWrites(page);
    const box = await cellOf(page, at.with({ day: 15 })).boundingBox();
    await tileOf(page, entry.id).hover();
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 20, { steps: 4 });
    await page.locator('[data-drop-hint="past"]').waitFor();
    await page.mouse.up();
    await page.getByText('That time has already passed').first().waitFor();
    await tileOf(cellOf(page, at), entry.id).waitFor();
    await expectAt(stage, entry.id, at);
    expect(writes()).toBe(0);
    await page.context().close();
  });

  test('a published post stays where it is and says so', async () => {
    const due = stage.punctual.clock.now().add({ minutes: 5 });
    const entry = await stage.schedule('Already live', due);
    await stage.punctual.runUntil(due.add({ minutes: 10 }));
    expect((await stage.entry(entry.id)).state).toBe('published');
    const local = due.toZonedDateTimeISO('Europe/Madrid');
    const page = await stage.open(`?date=${local.toPlainDate().toString()}`);
    const tile = tileOf(page, entry.id);
    expect(await tile.textContent()).toContain('Published');
    const writes = countWrites(page);
    const target = cellOf(page, local.with({ day: local.day > 20 ? local.day - 1 : local.day + 1 }));
    const box = await target.boundingBox();
    await tile.hover();
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 20, { steps: 4 });
    await page.mouse.up();
    await page.getByText('Published posts stay where they are').first().waitFor();
    expect(await page.locator('[data-drop-hint]').count()).toBe(0);
    await tileOf(cellOf(page, local), entry.id).waitFor();
    expect(writes()).toBe(0);
    await page.context().close();
  });
});

/** How many changes of entries the page has asked for. */
function countWrites(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === 'PATCH' && request.url().includes('/v1/calendar/')) count += 1;
  });
  return () => count;
}
