import { sql } from 'kysely';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  cellOf,
  dayIn,
  drag,
  expectAt,
  hourOf,
  MADRID,
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

  test('held at the side, or over an arrow, the page turns: to another week and back, with the tile in hand', async () => {
    const at = dayIn(6, 14);
    const entry = await stage.schedule('Across weeks', at);
    const page = await stage.open(`?view=week&date=${at.toPlainDate().toString()}`);
    const week = page.getByRole('heading', { level: 1 });
    const [here, scroller] = [await week.textContent(), await boxOf(page.locator('[data-scroller]'))];
    await tileOf(hourOf(page, at), entry.id).hover();
    await page.mouse.down();
    const side = scroller.x + scroller.width - 8;
    await hold(page, side - 60, scroller.y + 200);
    await hold(page, side, scroller.y + 200);
    await expect.poll(() => week.textContent()).not.toBe(here);
    const arrow = await boxOf(page.getByRole('button', { name: 'Previous week' }));
    await hold(page, arrow.x + 10, arrow.y + 10);
    // Back to where it came from, and beyond on a slow machine: what counts is that the way is the other one.
    await expect.poll(async () => weeksFrom(at, page)).toBeLessThan(1);
    await hold(page, side, scroller.y + 200);
    await expect.poll(async () => weeksFrom(at, page)).toBeGreaterThan(0);
    await hold(page, side - 100, scroller.y + 200);

    await page.waitForFunction(() => document.body.dataset['turns'] === undefined);
    // The last turn it asked for is drawn.
    await expect.poll(async () => (await weeksFrom(at, page)) - weeksAsked(at, page)).toBe(0);
    const hint = page.locator('[data-drop-hint="allowed"]');
    await hint.waitFor();
    const [name, said] = [await cellUnder(page, side - 100, scroller.y + 200), await hint.textContent()];
    await page.mouse.up();
    await tileOf(page.locator(`[data-cell="${name}"]`), entry.id).waitFor();
    const landed = async () =>
      Temporal.Instant.from((await stage.entry(entry.id)).scheduledAt).toZonedDateTimeISO(MADRID);
    // The server hears of it after the screen.
    await expect.poll(async () => (await landed()).toPlainDateTime().toString().slice(0, 13)).toBe(name);
    const local = await landed();
    expect(said).toContain(`${String(local.hour)}:${String(local.minute).padStart(2, '0')}`);
    expect(local.toPlainDate().since(at.toPlainDate()).days).toBeGreaterThan(0);
    // The page stays where it is, and what floats over it is back.
    expect(await page.evaluate(() => [document.body.dataset['turns'], document.body.dataset['dragging']])).toEqual([
      undefined,
      undefined,
    ]);
    // A free week of somebody who has posts invites below its hours, which stay where they are.
    await page.getByRole('button', { name: 'Next week' }).click();
    await page.getByText('No posts in this period.').waitFor();
    expect(await page.getByText('A calendar full of room').count()).toBe(0);
    expect((await boxOf(page.locator('[data-scroller]'))).y).toBe(scroller.y);
    await page.context().close();
  });

  test('near the lower edge of a week its hours scroll by; a draft from the tray is dropped on one of them', async () => {
    const day = dayIn(7, 14);
    const created = await stage.user.call('POST', '/v1/posts', {
      caption: 'From the tray',
      assetIds: [stage.photo],
      entries: [{ channel: 'ig', scheduledAt: null, payload: {} }],
      intent: 'draft',
    });
    const { id } = created.data.entries[0];
    const page = await stage.open(`?view=week&date=${day.toPlainDate().toString()}`);
    const scroller = page.locator('[data-scroller]');
    await scroller.evaluate((element) => element.scrollTo(0, 0));
    await page.getByRole('button', { name: '1 draft without a time' }).click();
    const box = await boxOf(scroller);
    await tileOf(page, id).hover();
    await page.mouse.down();
    const last = hourOf(page, day.with({ hour: 23 }));
    const x = (await boxOf(last)).x + 30;
    await hold(page, x, box.y + box.height - 80);
    await hold(page, x, box.y + box.height - 10);
    // All the way down, while the pointer rests.
    await expect.poll(() => scroller.evaluate((e) => e.scrollHeight - e.clientHeight - e.scrollTop)).toBeLessThan(2);
    const place = await boxOf(last);
    await hold(page, x, place.y + 4);
    await page.locator('[data-drop-hint="allowed"]').waitFor();
    await page.mouse.up();
    await tileOf(last, id).waitFor();
    await expectAt(stage, id, day.with({ hour: 23 }));
    expect((await stage.entry(id)).state).toBe('draft');
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
    const seen = await page.evaluateHandle(watchTiles, 'Both at once');
    await page.getByRole('button', { name: 'Undo' }).click();
    for (const id of ids) await expectAt(stage, id, at);
    await cellOf(page, at)
      .getByRole('button', { name: /Both at once/ })
      .waitFor();
    await page.getByText('Undone').waitFor();
    // Never torn in two on the way, though its halves are taken back one after the other.
    expect(await seen.evaluate((most) => most.tiles)).toBe(1);
    await page.context().close();
  });

  test('what the server refuses goes back to its place and says why', async () => {
    const at = dayIn(4, 12);
    const entry = await stage.schedule('Refused later', at);
    const page = await stage.open();
    // No stream: the worker took it up a moment ago, and the page has not heard of it yet.
    await page.route('**/v1/events', () => {});
    await page.goto(`${stage.punctual.url}/?date=${at.toPlainDate().toString()}`);
    await tileOf(page, entry.id).waitFor();
    await sql`UPDATE publish_jobs SET status = 'publishing', due_at = NULL WHERE calendar_entry_id = ${entry.id}`.execute(
      stage.punctual.foundation.database,
    );
    const answer = Promise.withResolvers<void>();
    await page.route('**/v1/calendar/entries/*', async (route) => {
      if (route.request().method() === 'PATCH') await answer.promise;
      await route.continue();
    });
    const target = cellOf(page, at.add({ days: 2 }));
    await drag(page, tileOf(page, entry.id), target);
    // At once, before the server has said anything.
    await tileOf(target, entry.id).waitFor();
    answer.resolve();
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

/** Runs in the page: the most tiles whose words contain `title` that stand there at once from now on. */
function watchTiles(title: string): { tiles: number } {
  const most = { tiles: 0 };
  const count = () => {
    const tiles = [...document.querySelectorAll('[data-tile]')].filter((tile) => tile.textContent?.includes(title));
    most.tiles = Math.max(most.tiles, tiles.length);
  };
  new MutationObserver(count).observe(document.body, { subtree: true, childList: true });
  count();
  return most;
}

/** Moves on with what is in hand, and a little more: the first event over another element says nothing of the place. */
async function hold(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.move(x - 1, y, { steps: 4 });
  await page.mouse.move(x, y);
}

/** The day and hour at a point of the screen. */
async function cellUnder(page: Page, x: number, y: number): Promise<string | undefined> {
  return page.evaluate(
    (point) =>
      document
        .elementsFromPoint(point.x, point.y)
        .flatMap((element) => element.closest<HTMLElement>('[data-cell]')?.dataset['cell'] ?? [])[0],
    { x, y },
  );
}

/** How many weeks after that of `at` the week shown is. */
async function weeksFrom(at: Temporal.ZonedDateTime, page: Page): Promise<number> {
  const cell = await page.locator('[role="gridcell"][data-cell]').first().getAttribute('data-cell');
  const monday = Temporal.PlainDate.from(cell?.slice(0, 10) ?? '');
  return (
    at
      .toPlainDate()
      .subtract({ days: at.dayOfWeek - 1 })
      .until(monday).days / 7
  );
}

/** The same by the address, which is there first. */
function weeksAsked(at: Temporal.ZonedDateTime, page: Page): number {
  const asked = Temporal.PlainDate.from(new URL(page.url()).searchParams.get('date') ?? '');
  return at.toPlainDate().until(asked).days / 7;
}

async function boxOf(place: Locator) {
  const box = await place.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return box;
}

/** How many changes of entries the page has asked for. */
function countWrites(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === 'PATCH' && request.url().includes('/v1/calendar/')) count += 1;
  });
  return () => count;
}
