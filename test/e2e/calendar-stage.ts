import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from '../support/punctual.ts';

/** What every calendar test stands on: a whole Punctual, a signed-in creator with Instagram in Madrid, and a browser. */
export interface CalendarStage {
  punctual: TestPunctual;
  user: TestUser;
  browser: Browser;
  /** A photo of the creator's. */
  photo: string;
  /** Opens the calendar at `search` (`?view=week&…`), signed in, in a browser far from the account's zone. */
  open(search?: string, options?: BrowserContextOptions): Promise<Page>;
  /** A scheduled Instagram post with a photo; answers its entry. */
  schedule(caption: string, at: Temporal.ZonedDateTime | Temporal.Instant, more?: object): Promise<Loose>;
  /** The entry as the API says it stands now. */
  entry(id: string): Promise<Loose>;
  close(): Promise<void>;
}

export const MADRID = 'Europe/Madrid';

export async function setCalendarStage(
  zone: string = MADRID,
  env: Record<string, string> = {},
): Promise<CalendarStage> {
  // The browser's own clock cannot be moved, so the server starts where that is.
  const [punctual, browser] = await Promise.all([
    startPunctual({ start: Temporal.Now.instant().toString(), env }),
    launchBrowser(),
  ]);
  const user = await punctual.signUp();
  await user.link('ig', { body: { timezone: zone } });
  const photo = await user.uploadPhoto();
  return {
    punctual,
    user,
    browser,
    photo,
    open: (search = '', options = {}) => open(punctual, user, browser, search, options),
    schedule: async (caption, at, more = {}) => {
      const instant = at instanceof Temporal.Instant ? at : at.toInstant();
      const entries = [{ channel: 'ig', scheduledAt: instant.toString(), payload: {} }];
      const body = { caption, assetIds: [photo], entries, intent: 'schedule', ...more };
      const answer = await user.call('POST', '/v1/posts', body);
      if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.error)}`);
      return answer.data.entries[0];
    },
    entry: async (id) => (await user.call('GET', `/v1/calendar/entries/${id}`)).data,
    close: async () => {
      await browser.close();
      await punctual.close();
    },
  };
}

async function open(
  punctual: TestPunctual,
  user: TestUser,
  browser: Browser,
  search: string,
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 1000 },
    locale: 'en-GB',
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
    ...options,
  });
  await context.addCookies(
    user.cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: punctual.url };
    }),
  );
  // Sooner than the test's own end, so that it says what was waited for.
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(`${punctual.url}/${search}`);
  await page.locator('main#content[aria-busy="false"]').waitFor();
  return page;
}

/** Ten o'clock on a day of a month that no other test of the file uses, `months` from now. */
export function dayIn(months: number, day: number, zone: string = MADRID): Temporal.ZonedDateTime {
  return Temporal.Now.zonedDateTimeISO(zone)
    .add({ months })
    .with({ day, hour: 10, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 });
}

/** When the clocks of `zone` will next go forward: the first moment of the new offset. */
export function nextGap(zone: string): Temporal.ZonedDateTime {
  return nextChange(zone, 'gap') ?? never(zone);
}

/** When the clocks of `zone` next go forward (`gap`) or back (`overlap`), a week from now or later; `null` when they never do. */
export function nextChange(zone: string, kind: 'gap' | 'overlap'): Temporal.ZonedDateTime | null {
  let at = Temporal.Now.zonedDateTimeISO(zone).add({ weeks: 1 });
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null) return null;
    const forward = next.offsetNanoseconds > next.subtract({ seconds: 1 }).offsetNanoseconds;
    if (forward === (kind === 'gap')) return next;
    at = next;
  }
}

function never(zone: string): never {
  throw new Error(`The clocks of ${zone} never change.`);
}

export function cellOf(page: Page, day: Temporal.ZonedDateTime | Temporal.PlainDate): Locator {
  const date = day instanceof Temporal.PlainDate ? day : day.toPlainDate();
  return page.locator(`[data-cell="${date.toString()}"]`);
}

export function hourOf(page: Page, at: Temporal.ZonedDateTime): Locator {
  return page.locator(`[data-cell="${at.toPlainDate().toString()}T${String(at.hour).padStart(2, '0')}"]`);
}

export function tileOf(place: Page | Locator, entryId: string): Locator {
  return place.locator(`[data-entry-id="${entryId}"]`);
}

/** Asks the API until it says what the screen already shows: a move is drawn before its answer is there. */
export async function expectAt(stage: CalendarStage, entryId: string, at: Temporal.ZonedDateTime): Promise<void> {
  await expect
    .poll(async () => Temporal.Instant.from((await stage.entry(entryId)).scheduledAt).toString(), { timeout: 5000 })
    .toBe(at.toInstant().toString());
}

/** Drags by the real pointer to a place in `target`: `fraction` of its height, in the middle of its width. */
export async function drag(page: Page, tile: Locator, target: Locator, fraction = 0.5): Promise<void> {
  await tile.hover();
  await page.mouse.down();
  const box = await target.boundingBox();
  if (box === null) throw new Error('The place to drop on is not on the screen.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height * fraction];
  // A drag begins with the first movement, and the place under the pointer is asked at each of them.
  await page.mouse.move(x - 6, y, { steps: 3 });
  await page.mouse.move(x, y, { steps: 2 });
  await page.locator('[data-drop-hint]').waitFor();
  await page.mouse.up();
}

/** The day or hour that has the focus itself. */
export function focusedCell(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute('data-cell') ?? null);
}

/** The entry whose tile has the focus. */
export function focusedEntry(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute('data-entry-id') ?? null);
}

/** What was last spoken to those who do not see, at once and in passing. */
export function spoken(page: Page): Locator {
  return page.locator('[data-spoken="urgent"]');
}

/** Nothing serious or critical, by WCAG 2.2 AA. */
export async function expectNoBarriers(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    serious.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join('; ')}`),
  ).toEqual([]);
}
