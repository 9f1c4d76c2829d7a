import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellOf, dayIn, expectAt, MADRID, setCalendarStage, tileOf, type CalendarStage } from './calendar-stage.ts';

/** spec.md 6: what stands on the calendar and around it: tiles and their cards, the rail, the bell, today, the reader's week. */
describe('what the calendar says', () => {
  let stage: CalendarStage;

  beforeAll(async () => {
    stage = await setCalendarStage();
  });
  afterAll(() => stage.close());

  test('a tile has picture, channel, time, title and badge; its card the cause and the next step, by pointer and by key', async () => {
    const day = dayIn(1, 12).with({ hour: 9, minute: 5 });
    const ready = await stage.schedule('With a photo', day);
    const bare = await stage.schedule('Without', day.with({ hour: 11 }), { assetIds: [] });
    const page = await stage.open(`?date=${day.toPlainDate().toString()}`);
    const tile = tileOf(page, ready.id);
    await expect
      .poll(() => tile.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
    expect(await tile.textContent()).toBe('9:05With a photoReady');
    expect(await tile.getAttribute('aria-label')).toBe('9:05, With a photo, Instagram, Ready');

    await tileOf(page, bare.id).hover();
    const card = page.getByRole('tooltip').filter({ hasText: 'Without' });
    await card.waitFor();
    expect(await card.textContent()).toMatch(/11:05 · Europe\/Madrid.*Instagram.*Media missing.*Next: /);
    await page.getByRole('heading', { level: 1 }).hover();
    await card.waitFor({ state: 'detached' });

    await cellOf(page, day).focus();
    for (const key of ['ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    await card.waitFor();
    // Where the focus is can be seen.
    const outline = await tileOf(page, bare.id).evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { outlineStyle, wide: Number.parseFloat(outlineWidth) >= 2 };
    });
    expect(outline).toEqual({ outlineStyle: 'solid', wide: true });
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('the rail says who is linked and whether that works, as it changes', async () => {
    const page = await stage.open();
    const rail = page.locator('aside').getByRole('region', { name: 'Accounts' });
    await rail.getByText('Connected').waitFor();
    await rail.getByText('Not linked').waitFor();
    const { database } = stage.punctual.foundation;
    await sql`UPDATE channel_accounts SET status = 'expired'`.execute(database);
    await page.reload();
    await rail.getByText('Login expired').waitFor();
    await rail.getByRole('button', { name: /Instagram/ }).waitFor();
    await sql`UPDATE channel_accounts SET status = 'ok'`.execute(database);
    await page.context().close();
  });

  test('a week has the line of now, and good hours shaded with what they rest on', async () => {
    const page = await stage.open('?view=week');
    const line = page.locator('[data-now]');
    await line.waitFor({ state: 'attached' });
    await expect.poll(async () => (await line.locator('xpath=..').getAttribute('data-cell')) === nowHere()).toBe(true);
    await page.getByText('Shaded hours tend to do well. From published studies alone').waitFor({ state: 'attached' });
    await page.goto(`${stage.punctual.url}/?view=week&date=${dayIn(1, 12).toPlainDate().toString()}`);
    const shaded = page.locator('[role="gridcell"][style*="gradient"]');
    await shaded.first().waitFor();
    expect(await shaded.count()).toBeLessThan(84);
    await page.context().close();
  });

  test('the week begins and hours are named as where the reader lives', async () => {
    const search = `?date=${dayIn(1, 12).toPlainDate().toString()}`;
    const page = await stage.open(search, { locale: 'en-US' });
    expect(await page.getByRole('columnheader').allTextContents()).toEqual('Sun Mon Tue Wed Thu Fri Sat'.split(' '));
    await page.getByRole('button', { name: 'Week', exact: true }).click();
    const hour = page.getByRole('rowheader', { name: /^1\sPM$/ });
    const [named, next] = [
      await hour.boundingBox(),
      await page.getByRole('rowheader', { name: /^2\sPM$/ }).boundingBox(),
    ];
    expect(named?.height).toBeLessThanOrEqual(next?.height ?? 0);
    await page.context().close();
  });

  test('while a month is read its days stand there already, still where they will be', async () => {
    const page = await stage.open();
    const answer = Promise.withResolvers<void>();
    await page.route('**/v1/calendar/entries?*', async (route) => {
      await answer.promise;
      await route.continue();
    });
    await page.goto(`${stage.punctual.url}/?date=${dayIn(8, 12).toPlainDate().toString()}`);
    await page.getByText('Loading posts').waitFor({ state: 'attached' });
    const monday = page.locator('main').getByText('Mon', { exact: true });
    const before = await monday.boundingBox();
    // Nothing pulses for those who do not want it.
    const pulse = await page
      .locator('main .animate-pulse')
      .first()
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).animationDuration));
    expect(pulse).toBeLessThan(0.001);
    await stage.schedule('Arrives', dayIn(8, 12));
    answer.resolve();
    await page.getByRole('grid').getByText('Arrives').waitFor();
    expect((await monday.boundingBox())?.y).toBe(before?.y);
    await page.context().close();
  });

  test('many at once are duplicated, and deleted after a question, which one step takes back', async () => {
    const days = [dayIn(2, 5), dayIn(2, 7)];
    const entries = [
      await stage.schedule('One of two', days[0] ?? dayIn(2, 5)),
      await stage.schedule('Two of two', days[1] ?? dayIn(2, 7)),
    ];
    const page = await stage.open(`?date=${dayIn(2, 5).toPlainDate().toString()}`);
    const select = async () => {
      await tileOf(page, entries[0].id).focus();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+a');
    };
    await select();
    await page.getByRole('toolbar', { name: '2 selected' }).getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog', { name: 'Delete 2 posts?' }).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('2 posts deleted').waitFor();
    for (const { id } of entries) await tileOf(page, id).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    for (const [index, { id }] of entries.entries()) {
      await tileOf(page, id).waitFor();
      await expectAt(stage, id, days[index] ?? dayIn(2, 5));
    }
    await select();
    await page.getByRole('toolbar', { name: '2 selected' }).getByRole('button', { name: 'Duplicate' }).click();
    await page.getByText('2 drafts made').waitFor();
    await expect
      .poll(
        async () =>
          (await stage.user.call('GET', '/v1/posts')).data.filter(({ caption }: { caption: string }) =>
            caption.endsWith('of two'),
          ).length,
      )
      .toBe(4);
    await page.context().close();
  });

  test('what did not go out rings the bell, at once and counted', async () => {
    const due = stage.punctual.clock.now().add({ minutes: 5 });
    const page = await stage.open();
    const bell = page.getByRole('button', { name: /^Alerts/ });
    const before = await bell.getAttribute('aria-label');
    await stage.schedule('Never had a photo', due, { assetIds: [] });
    await stage.punctual.runUntil(due.add({ minutes: 1 }));
    await expect.poll(() => bell.getAttribute('aria-label')).not.toBe(before);
    await bell.click();
    await page.getByRole('dialog').getByText('Never had a photo').first().waitFor();
    await page.context().close();
  });
});

/** The cell of the hour that is now, on the account's wall. */
function nowHere(): string {
  return Temporal.Now.zonedDateTimeISO(MADRID).toPlainDateTime().toString().slice(0, 13);
}
