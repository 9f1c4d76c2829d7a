import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/contract/entry.ts';
import { localTime } from './local-clock.ts';
import { heldBy, refusalOf, snappedMinutes, steppedTarget, targetAt, targetOnDay } from './move.ts';
import { periodOf, stepPeriod, windowOf } from './period.ts';
import { parseCalendarSearch } from './search.ts';
import { layOut } from './layout.ts';
import { entry } from '../api/testing/made-entry.ts';
import { gravestEntry, tilesOf } from './tiles.ts';

// The browser's zone must not matter: the whole file runs as if it stood in Tokyo.
process.env['TZ'] = 'Asia/Tokyo';

function onlyTile(...entries: Entry[]) {
  const tiles = tilesOf(entries);
  const tile = tiles[0];
  if (tile === undefined || tiles.length !== 1) throw new Error(`expected one tile, got ${String(tiles.length)}`);
  return tile;
}

const day = (text: string) => Temporal.PlainDate.from(text);

describe('local time', () => {
  it.each([
    ['2026-03-29T00:59:00Z', 'Europe/Madrid', '2026-03-29', 119],
    ['2026-03-29T01:00:00Z', 'Europe/Madrid', '2026-03-29', 180],
    ['2026-10-25T00:30:00Z', 'Europe/Madrid', '2026-10-25', 150],
    ['2026-10-25T01:30:00Z', 'Europe/Madrid', '2026-10-25', 150],
    ['2026-11-24T07:59:00Z', 'America/Los_Angeles', '2026-11-23', 1439],
    ['2026-11-24T08:00:00Z', 'America/Los_Angeles', '2026-11-24', 0],
    ['2026-10-03T15:29:00Z', 'Australia/Lord_Howe', '2026-10-04', 119],
    ['2026-10-03T15:30:00Z', 'Australia/Lord_Howe', '2026-10-04', 150],
    ['2026-11-23T11:00:00Z', 'Pacific/Apia', '2026-11-24', 0],
    ['2011-12-30T09:59:00Z', 'Pacific/Apia', '2011-12-29', 1439],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31', 0],
  ])('%s in %s is %s at minute %i', (instant, zone, date, minutes) => {
    expect(localTime(Date.parse(instant), zone)).toEqual({ date, minutes });
  });

  it('agrees with Temporal through a whole year of quarter hours in each zone', () => {
    for (const zone of ['Europe/Madrid', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Pacific/Apia']) {
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 5 * 3_600_000 + 900_000) {
        const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        const expected = { date: zoned.toPlainDate().toString(), minutes: zoned.hour * 60 + zoned.minute };
        expect(localTime(at, zone)).toEqual(expected);
      }
    }
  });
});

describe('tiles', () => {
  it("makes one tile of a post's entries at one instant, Instagram first", () => {
    const tile = onlyTile(
      entry({ postId: 'p', channel: 'tiktok', scheduledAt: '2026-11-24T10:00:00+01:00', thumbnailUrl: '/t.jpg' }),
      entry({ postId: 'p', channel: 'ig', scheduledAt: '2026-11-24T09:00:00Z' }),
    );
    expect(tile.entries.map(({ channel }) => channel)).toEqual(['ig', 'tiktok']);
    expect(tile.thumbnailUrl).toBe('/t.jpg');
  });

  it('makes two tiles when the times differ, and never merges two posts', () => {
    expect(tilesOf([entry({ postId: 'p' }), entry({ postId: 'p', scheduledAt: '2026-11-24T09:01:00Z' })])).toHaveLength(
      2,
    );
    expect(tilesOf([entry(), entry()])).toHaveLength(2);
  });

  it('keeps drafts without a time last and out of every day', () => {
    const tiles = tilesOf([entry({ scheduledAt: null, title: 'draft' }), entry({ title: 'dated' })]);
    expect(tiles.map(({ title }) => title)).toEqual(['dated', 'draft']);
    expect(layOut(tiles.flatMap((tile) => tile.entries))).toMatchObject({ tiles: [tiles[0]], drafts: [tiles[1]] });
  });

  it("buckets by the account's own day, each in its zone", () => {
    const at = '2026-11-24T05:00:00Z';
    const { days } = layOut([
      entry({ scheduledAt: at, timezone: 'America/Los_Angeles' }),
      entry({ scheduledAt: at, timezone: 'Pacific/Apia' }),
    ]);
    expect([...days.keys()].toSorted()).toEqual(['2026-11-23', '2026-11-24']);
  });

  it('orders a day by the clock on the wall', () => {
    const tiles = layOut([
      entry({ title: 'late', scheduledAt: '2026-11-24T20:00:00Z' }),
      entry({ title: 'early', scheduledAt: '2026-11-24T05:00:00Z' }),
    ]).days.get('2026-11-24');
    expect(tiles?.map(({ title }) => title)).toEqual(['early', 'late']);
  });

  it('shows the state that needs a person', () => {
    const tile = onlyTile(
      entry({ postId: 'p', readiness: 'published', state: 'published' }),
      entry({ postId: 'p', channel: 'tiktok', readiness: 'failed_retry', state: 'needs_attention' }),
    );
    expect(gravestEntry(tile).channel).toBe('tiktok');
  });
});

describe('periods', () => {
  it('a month is whole weeks from the first day of the week where the reader lives', () => {
    const monday = periodOf('month', day('2026-11-23'), 1);
    expect([monday.days[0]?.toString(), monday.days.at(-1)?.toString(), monday.days.length]).toEqual([
      '2026-10-26',
      '2026-12-06',
      42,
    ]);
    const sunday = periodOf('month', day('2026-11-23'), 7);
    expect([sunday.days[0]?.toString(), sunday.days.at(-1)?.toString()]).toEqual(['2026-11-01', '2026-12-05']);
  });

  it('asks for a window that no zone on earth falls out of', () => {
    const period = periodOf('week', day('2026-11-23'), 1);
    const { from, to } = windowOf(period);
    expect(Date.parse(from)).toBeLessThanOrEqual(Date.parse('2026-11-22T10:00:00Z'));
    expect(Date.parse(to)).toBeGreaterThanOrEqual(Date.parse('2026-11-30T12:00:00Z'));
  });

  it('steps by month and week, never skipping a short month', () => {
    expect(stepPeriod('month', day('2026-01-31'), 1).toString()).toBe('2026-02-28');
    expect(stepPeriod('week', day('2026-11-23'), -1).toString()).toBe('2026-11-16');
  });
});

describe('moves', () => {
  const now = Date.parse('2026-03-20T00:00:00Z');

  it('keeps the hour on the wall across the change of clocks', () => {
    const tile = onlyTile(entry({ scheduledAt: '2026-03-28T09:00:00Z' }));
    expect(targetOnDay(tile, day('2026-03-30')).instant.toString()).toBe('2026-03-30T08:00:00Z');
    const angeles = onlyTile(entry({ scheduledAt: '2026-10-31T17:00:00Z', timezone: 'America/Los_Angeles' }));
    expect(targetOnDay(angeles, day('2026-11-02')).instant.toString()).toBe('2026-11-02T18:00:00Z');
  });

  it('moves an hour that does not exist forward and says so', () => {
    expect(targetAt(day('2026-03-29'), 150, 'Europe/Madrid')).toMatchObject({ note: 'gap' });
    expect(targetAt(day('2026-03-29'), 150, 'Europe/Madrid').instant.toString()).toBe('2026-03-29T01:30:00Z');
    const lordHowe = targetAt(day('2026-10-04'), 135, 'Australia/Lord_Howe');
    expect([lordHowe.note, lordHowe.instant.toString()]).toEqual(['gap', '2026-10-03T15:45:00Z']);
    expect(targetAt(day('2026-10-25'), 150, 'Europe/Madrid').note).toBe('overlap');
  });

  it('gives a draft without a time an hour of the day', () => {
    const tile = onlyTile(entry({ scheduledAt: null }));
    expect(targetOnDay(tile, day('2026-11-24')).instant.toString()).toBe('2026-11-24T09:00:00Z');
  });

  it('snaps to quarters of an hour', () => {
    expect([0, 0.24, 0.26, 0.5, 0.99, 1, -1].map((fraction) => snappedMinutes(10, fraction))).toEqual([
      600, 600, 615, 630, 645, 645, 600,
    ]);
  });

  it('walks over midnight in steps', () => {
    const stepped = steppedTarget({ date: day('2026-11-30'), minutes: 1430 }, { minutes: 15 });
    expect([stepped.date.toString(), stepped.minutes]).toEqual(['2026-12-01', 5]);
    const back = steppedTarget({ date: day('2026-12-01'), minutes: 5 }, { minutes: -15 });
    expect([back.date.toString(), back.minutes]).toEqual(['2026-11-30', 1430]);
  });

  it('refuses the past, what is under way, what is live and what may be live', () => {
    const target = targetAt(day('2026-03-30'), 600, 'Europe/Madrid');
    const past = targetAt(day('2026-03-10'), 600, 'Europe/Madrid');
    expect(refusalOf(onlyTile(entry()), target, now)).toBeNull();
    expect(refusalOf(onlyTile(entry()), past, now)).toBe('past');
    expect(refusalOf(onlyTile(entry({ state: 'publishing' })), target, now)).toBe('publishing');
    expect(heldBy(onlyTile(entry({ state: 'published', readiness: 'published' })))).toBe('published');
    const issue = {
      code: 'outcome_unknown',
      message: '',
      action: 'decide_outcome',
      blocking: true,
      params: {},
    } as const;
    expect(heldBy(onlyTile(entry({ state: 'needs_attention', readiness: 'needs_attention', issues: [issue] })))).toBe(
      'undecided',
    );
    const half = onlyTile(
      entry({ postId: 'p' }),
      entry({ postId: 'p', channel: 'tiktok', state: 'published', readiness: 'published' }),
    );
    expect(heldBy(half)).toBe('published');
  });
});

describe('the address', () => {
  it('keeps what it knows and ignores what it does not', () => {
    expect(
      parseCalendarSearch({ view: 'week', date: '2026-02-29', channel: 'myspace', readiness: 'ready', tag: 'x' }),
    ).toEqual({
      view: 'week',
      readiness: 'ready',
      tag: 'x',
    });
    expect(parseCalendarSearch({ date: '2028-02-29' })).toEqual({ date: '2028-02-29' });
  });
});
