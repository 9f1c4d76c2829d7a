import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellOf, dayIn, expectNoBarriers, setCalendarStage, tileOf, type CalendarStage } from './calendar-stage.ts';
import { insertEntries } from './calendar-entries.ts';

/** spec.md 6 and 9: deep links, filters, empty and overfull, live changes, a server that is away; no barriers anywhere. */
describe('what the calendar shows', () => {
  let stage: CalendarStage;

  beforeAll(async () => {
    stage = await setCalendarStage();
  });
  afterAll(() => stage.close());

  test('empty: an invitation, which begins a post', async () => {
    const page = await stage.open();
    await page.getByText('A calendar full of room').waitFor();
    await expectNoBarriers(page, 'empty');
    await page.getByRole('main').getByRole('button', { name: 'New post' }).click();
    await page.getByRole('dialog').getByLabel('Caption').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Or let Punctual propose some' }).click();
    await page.getByRole('dialog', { name: 'Plan ahead' }).waitFor();
    await page.context().close();

    // What is over needs no inviting.
    const over = await stage.open(`?date=${dayIn(-2, 10).toPlainDate().toString()}`);
    await over.getByRole('grid').waitFor();
    expect(await over.getByText('A calendar full of room').count()).toBe(0);
    await over.context().close();
  });

  test('a deep link opens the view, day and filters it names, survives a reload, and Back goes back', async () => {
    const day = dayIn(1, 12);
    const ready = await stage.schedule('Ready one', day, { tags: ['spring'] });
    const bare = await stage.schedule('Bare one', day.with({ hour: 12 }), { assetIds: [] });
    const date = day.toPlainDate().toString();
    const page = await stage.open(`?view=week&date=${date}&channel=ig&readiness=missing_media`);
    await tileOf(page, bare.id).waitFor();
    expect(await tileOf(page, ready.id).count()).toBe(0);
    expect(await pressed(page, 'Week')).toBe(true);
    expect(await page.getByRole('button', { name: /^Instagram/ }).getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByRole('button', { name: /^Media missing/ }).getAttribute('aria-pressed')).toBe('true');
    await page.reload();
    await tileOf(page, bare.id).waitFor();
    expect(await tileOf(page, ready.id).count()).toBe(0);

    await page.getByRole('button', { name: 'List', exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('view')).toBe('list');
    await page.goBack();
    await expect.poll(() => pressed(page, 'Week')).toBe(true);

    // The day before the one in the link is another week or the same; Today is neither.
    await page.getByRole('button', { name: 'Today', exact: true }).click();
    const today = Temporal.Now.zonedDateTimeISO('Europe/Madrid').toPlainDate().toString();
    await expect.poll(() => new URL(page.url()).searchParams.get('date')).toBe(today);
    await page.context().close();

    // Nonsense in an address shows the calendar, not an error.
    const lenient = await stage.open('?view=decade&date=2027-02-31&channel=fax&readiness=maybe');
    await lenient.getByRole('grid').waitFor();
    expect(await pressed(lenient, 'Month')).toBe(true);
    await lenient.context().close();
  });

  test('filters count what each choice would leave, combine, and are cleared', async () => {
    const day = dayIn(2, 12);
    for (const hour of [9, 10, 11]) await stage.schedule(`Ready ${hour}`, day.with({ hour }), { tags: ['spring'] });
    await stage.schedule('Bare', day.with({ hour: 12 }), { assetIds: [], tags: ['spring', 'sale'] });
    const page = await stage.open(`?date=${day.toPlainDate().toString()}`);
    const choice = (name: string) => page.getByRole('button', { name: new RegExp(`^${name} ?\\d`) });
    await choice('Ready').waitFor();
    expect(await counts(page)).toMatchObject({
      Instagram: 4,
      TikTok: 0,
      Ready: 3,
      'Media missing': 1,
      spring: 4,
      sale: 1,
    });
    await choice('Ready').click();
    await expect.poll(() => page.locator('[data-tile]').count()).toBe(3);
    expect(await counts(page)).toMatchObject({ Instagram: 3, Ready: 3, 'Media missing': 1, spring: 3 });
    expect(new URL(page.url()).searchParams.get('readiness')).toBe('ready');
    await choice('TikTok').click();
    await page.getByText('Nothing matches').waitFor();
    await expectNoBarriers(page, 'nothing matches');
    await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => page.locator('[data-tile]').count()).toBe(4);
    expect(new URL(page.url()).searchParams.has('readiness')).toBe(false);
    await page.context().close();
  });

  test('400 posts on one day: a few, a way to the rest, every one reachable, and the day’s neighbours still there', async () => {
    const day = dayIn(3, 14).with({ hour: 0 });
    const ids = await insertEntries(stage.punctual.foundation, {
      count: 400,
      at: (index) => day.add({ minutes: 3 * index }).toInstant(),
      asset: () => stage.photo,
    });
    const page = await stage.open(`?date=${day.toPlainDate().toString()}`);
    const cell = cellOf(page, day);
    expect(await cell.getAttribute('aria-label')).toMatch(/400 posts/);
    expect(await cell.locator('[data-tile]').count()).toBeLessThan(10);
    const box = await cell.boundingBox();
    expect(box?.height).toBeLessThan(500);
    const more = cell.getByRole('button', { name: /more posts on/ });
    const hidden = 400 - (await cell.locator('[data-tile]').count());
    expect(await more.locator('span').first().textContent()).toBe(`+${hidden} more`);
    // More than Instagram takes in a day: those that will not go out are not hidden with the rest.
    const troubled = Number(await more.locator('[data-troubled]').textContent());
    expect(troubled).toBeGreaterThan(100);
    expect(troubled).toBeLessThan(hidden);
    expect(await more.getAttribute('aria-label')).toMatch(new RegExp(`, ${troubled} with problems$`));
    await more.click();
    const last = tileOf(page.getByRole('dialog'), ids.at(-1) ?? '');
    await last.scrollIntoViewIfNeeded();
    expect(await last.textContent()).toMatch(/19:57/);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'List', exact: true }).click();
    await tileOf(page, ids[0] ?? '').waitFor();
    await tileOf(page, ids.at(-1) ?? '').scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'Week', exact: true }).click();
    await tileOf(page, ids[0] ?? '').waitFor();
    await page.context().close();
  });

  test('what changes in one tab shows in the other at once, without a reload', async () => {
    const day = dayIn(4, 12);
    const entry = await stage.schedule('Seen twice', day);
    const date = day.toPlainDate().toString();
    const [one, other] = [await stage.open(`?date=${date}`), await stage.open(`?date=${date}`)];
    await tileOf(cellOf(other, day), entry.id).waitFor();
    await other.evaluate(() => Object.assign(window, { notReloaded: true }));

    await tileOf(one, entry.id).focus();
    for (const key of ['m', 'ArrowRight', 'Enter']) await one.keyboard.press(key);
    await one.getByText(/^Moved to/).waitFor();
    await tileOf(cellOf(other, day.add({ days: 1 })), entry.id).waitFor();

    const fresh = await stage.schedule('Appears by itself', day);
    await tileOf(cellOf(other, day), fresh.id).waitFor();
    expect((await stage.user.call('DELETE', `/v1/posts/${fresh.postId}`)).status).toBe(200);
    await tileOf(other, fresh.id).waitFor({ state: 'detached' });
    expect(await other.evaluate(() => 'notReloaded' in window)).toBe(true);
    await one.context().close();
    await other.context().close();
  });

  test('what the address shows is asked for, once, while the page is still being told who is there', async () => {
    const day = dayIn(4, 12);
    const entry = await stage.schedule('Asked for early', day);
    const page = await stage.open();
    // What has just changed is told to every page that begins to listen, and read again: not to this one.
    await page.route('**/v1/events', () => {});
    const { promise: allAsked, resolve: answerMe } = Promise.withResolvers<void>();
    await page.route('**/v1/me', async (route) => {
      await allAsked;
      await route.continue();
    });
    const asked: URL[] = [];
    const showsDay = (url: URL) => {
      const [from, to] = [url.searchParams.get('from'), url.searchParams.get('to')];
      return (
        from !== null &&
        to !== null &&
        Date.parse(from) < day.epochMilliseconds &&
        day.epochMilliseconds < Date.parse(to)
      );
    };
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname === '/v1/accounts' || (url.pathname === '/v1/calendar/entries' && showsDay(url)))
        asked.push(url);
    });
    const opened = page.goto(`${stage.punctual.url}/?date=${day.toPlainDate().toString()}`);
    await expect.poll(() => new Set(asked.map(({ pathname }) => pathname)).size).toBe(2);
    answerMe();
    await opened;
    await tileOf(page, entry.id).waitFor();
    expect(asked.filter(showsDay)).toHaveLength(1);
    await page.context().close();
  });

  test('a month that cannot be read is not shown as an empty one, and comes by itself', async () => {
    const [day, next] = [dayIn(8, 12), dayIn(9, 12)];
    const entry = await stage.schedule('Beyond reach', next);
    const page = await stage.open(`?date=${day.toPlainDate().toString()}`);
    const invitation = page.getByText('A calendar full of room');
    await invitation.waitFor();
    // Held on its way for as long as it is looked at, then lost with the connection.
    const isLost = Promise.withResolvers<undefined>();
    const entries = '**/v1/calendar/entries**';
    await page.route(entries, async (route) => {
      await isLost.promise;
      await route.abort('internetdisconnected');
    });
    await page.getByRole('button', { name: 'Next month' }).click();
    await page.locator('main#content[aria-busy="true"]').waitFor();
    expect(await invitation.count()).toBe(0);
    // How many there are is not known, which is not none.
    const filter = page.locator('aside').getByRole('button', { name: 'Media missing' });
    expect(await filter.textContent()).toBe('Media missing');
    await page.context().setOffline(true);
    isLost.resolve(undefined);
    await page.getByText('The calendar could not be read').waitFor();
    expect(await filter.textContent()).toBe('Media missing');
    await page.unroute(entries);
    await page.context().setOffline(false);
    await tileOf(cellOf(page, next), entry.id).waitFor();
    await page.context().close();
  });

  test('a server that is gone is said, what is known stays, and it goes on by itself', async () => {
    const day = dayIn(5, 12);
    const entry = await stage.schedule('Still to be seen', day);
    const page = await stage.open(`?date=${day.toPlainDate().toString()}`);
    await tileOf(page, entry.id).waitFor();
    const gone = '**/v1/**';
    await page.route(gone, (route) => route.abort());
    await tileOf(page, entry.id).focus();
    for (const key of ['m', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await page.getByText('Punctual does not answer.').waitFor();
    await page
      .getByText(/could not be reached/)
      .first()
      .waitFor();
    await tileOf(cellOf(page, day), entry.id).waitFor();
    await page.getByLabel('Dismiss').first().click();
    await expectNoBarriers(page, 'server gone');

    await page.unroute(gone);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByText('Punctual does not answer.').waitFor({ state: 'detached' });
    await tileOf(page, entry.id).focus();
    for (const key of ['m', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await tileOf(cellOf(page, day.add({ days: 1 })), entry.id).waitFor();
    await page.getByText(/^Moved to/).waitFor();
    await page.context().close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(
      `no barriers in month, week and list, ${colorScheme}, with every readiness`,
      { timeout: 180_000 },
      async () => {
        const day = dayIn(6, 12);
        await stage.schedule('Ready', day);
        await stage.schedule('Bare', day.with({ hour: 12 }), { assetIds: [] });
        await stage.schedule('Draft', day.with({ hour: 13 }), { intent: 'draft' });
        const failed = await stage.schedule('Failed', day.with({ hour: 15 }));
        const live = await stage.schedule('Live', day.with({ hour: 17 }));
        const { database } = stage.punctual.foundation;
        // How the worker leaves them; the road there is the pipeline's own tests.
        await sql`UPDATE calendar_entries SET readiness = 'failed_retry' WHERE id = ${failed.id}`.execute(database);
        await sql`UPDATE publish_jobs SET status = 'needs_attention', due_at = NULL WHERE calendar_entry_id = ${failed.id}`.execute(
          database,
        );
        await sql`UPDATE calendar_entries SET readiness = 'published' WHERE id = ${live.id}`.execute(database);
        await sql`UPDATE publish_jobs SET status = 'published', due_at = NULL WHERE calendar_entry_id = ${live.id}`.execute(
          database,
        );
        for (const view of ['month', 'week', 'list']) {
          const search = `?view=${view}&date=${day.toPlainDate().toString()}`;
          const page = await stage.open(search, { colorScheme });
          await page.locator('[data-tile]').nth(2).waitFor();
          await expectNoBarriers(page, `${view}, ${colorScheme}`);
          await page.context().close();
        }
      },
    );
  }
});

async function pressed(page: Page, view: string): Promise<boolean> {
  return (await page.getByRole('button', { name: view, exact: true }).getAttribute('aria-pressed')) === 'true';
}

/** The filters and how many entries each says it would leave. */
async function counts(page: Page): Promise<Record<string, number>> {
  const texts = await page
    .locator('aside')
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((button) => Array.from(button.children, (part) => part.textContent ?? '')));
  return Object.fromEntries(
    texts.filter((parts) => parts.length >= 2).map((parts) => [parts.at(-2) ?? '', Number(parts.at(-1))]),
  );
}
