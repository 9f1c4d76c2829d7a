import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  cellOf,
  expectAt,
  hourOf,
  nextChange,
  setCalendarStage,
  tileOf,
  type CalendarStage,
} from './calendar-stage.ts';

/**
 * spec.md 6: times are the account's zone, whatever the browser's. The browser is in Tokyo throughout; what the wall
 * clock reads after a change is written down here, from the zones' own rules, not computed by the code under test.
 */
const CASES = [
  // Forward at 02:00 to 03:00: half past two is skipped.
  { zone: 'Europe/Madrid', kind: 'gap', becomes: '03:30', begun: '03:00' },
  // Back at 03:00 to 02:00: half past two comes twice.
  { zone: 'Europe/Madrid', kind: 'overlap', becomes: '02:30', begun: '02:00' },
  { zone: 'America/Los_Angeles', kind: 'gap', becomes: '03:30', begun: '03:00' },
  // Back at 02:00 to 01:00: half past two comes once.
  { zone: 'America/Los_Angeles', kind: 'overlap', becomes: '02:30', begun: '02:00' },
  // By half an hour: 02:00 becomes 02:30, which therefore exists.
  { zone: 'Australia/Lord_Howe', kind: 'gap', becomes: '02:30', begun: '02:30' },
  { zone: 'Australia/Lord_Howe', kind: 'overlap', becomes: '02:30', begun: '02:00' },
  // No change any more, but 13 hours ahead of UTC: in Tokyo it is still the day before.
  { zone: 'Pacific/Apia', kind: 'none', becomes: '02:30', begun: '02:00' },
] as const;

describe('half past two around the change of clocks', () => {
  let stage: CalendarStage;
  let account: string;

  beforeAll(async () => {
    stage = await setCalendarStage();
    account = (await stage.user.call('GET', '/v1/accounts')).data[0].id;
  });
  afterAll(() => stage.close());

  for (const { zone, kind, becomes, begun } of CASES) {
    test(`${zone}, ${kind}: on its day at its hour; a day later it keeps the hour`, async () => {
      const changed = await stage.user.call('PATCH', `/v1/accounts/${account}`, { timezone: zone });
      expect(changed.status).toBe(200);
      const change =
        kind === 'none'
          ? Temporal.Now.zonedDateTimeISO(zone).add({ months: 2 }).toPlainDate()
          : (nextChange(zone, kind)?.toPlainDate() ?? null);
      if (change === null) throw new Error(`${zone} keeps no summer time any more: choose another zone.`);
      const plainTime = '02:30';
      const before = change.subtract({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime });
      const entry = await stage.schedule(`Half past two in ${zone}`, before);

      // Shifted by a day with many others, it would land where the keys put it below.
      const shift = { ids: [entry.id], offset: 'P1D', dryRun: true };
      const { data } = await stage.user.call('POST', '/v1/calendar/entries:bulk-shift', shift);
      const shifted = change.toZonedDateTime({ timeZone: zone, plainTime: becomes }).toInstant();
      expect(Temporal.Instant.from(data.moved[0].to).toString()).toBe(shifted.toString());

      const page = await stage.open(`?date=${change.toString()}`);
      const tile = tileOf(page, entry.id);
      await tileOf(cellOf(page, before), entry.id).waitFor();
      expect(await tile.textContent()).toMatch(/^0?2:30/);

      await tile.focus();
      await page.keyboard.press('m');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await tileOf(cellOf(page, change), entry.id).waitFor();
      const landed = change.toZonedDateTime({ timeZone: zone, plainTime: becomes });
      expect(landed.toPlainTime().toString({ smallestUnit: 'minute' })).toBe(becomes);
      await expect.poll(() => tile.textContent()).toMatch(new RegExp(`^${becomes.replace(/^0/, '0?')}`));
      await expectAt(stage, entry.id, landed);
      await page.getByText(/^Moved to/).waitFor();
      expect(await page.getByText(/The clocks skip that hour/).count()).toBe(becomes === '03:30' ? 1 : 0);
      const twice = zone === 'Europe/Madrid' && kind === 'overlap';
      expect(await page.getByText(/The clocks repeat that hour; the first one was taken/).count()).toBe(twice ? 1 : 0);

      // The same entry in the week, in the row of its hour.
      await page.getByRole('button', { name: 'Week', exact: true }).click();
      await tileOf(hourOf(page, landed), entry.id).waitFor();

      // A post begun at two o'clock on that day, where it exists.
      await hourOf(page, change.toZonedDateTime({ timeZone: 'UTC', plainTime: '02:00' })).focus();
      await page.keyboard.press('n');
      const dialog = page.getByRole('dialog');
      await expect.poll(() => dialog.getByLabel('Date').inputValue()).toBe(change.toString());
      expect(await dialog.getByLabel('Time').first().inputValue()).toBe(begun);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });

      // And another day on it is that hour of the next day, though 23, 24 or 25 hours have passed.
      await tile.focus();
      await page.keyboard.press('m');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      const next = change.add({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime: becomes });
      await expectAt(stage, entry.id, next);
      await page.context().close();
    });
  }
});
