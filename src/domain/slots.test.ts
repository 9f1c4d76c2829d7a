import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursBetween, isQuiet, pickSlots, type SlotSearch } from './slots.ts';
import { nextGoodSlot, nextGoodSlots } from './slots-next-good.ts';
import { spreadSlots } from './slots-spread.ts';
import { resolveWallClock } from './zoned-time.ts';

const MADRID = 'Europe/Madrid';
const at = (text: string) => Temporal.Instant.from(text);
const flat = Array.from({ length: 168 }, () => 0);

/** Scores that are 1 at the hours named (day 0 is Monday) and 0 elsewhere. */
function peaks(...hours: [day: number, hour: number, score?: number][]): number[] {
  const scores = [...flat];
  for (const [day, hour, score = 1] of hours) scores[day * 24 + hour] = score;
  return scores;
}

function searchOf(parts: Partial<SlotSearch> = {}): SlotSearch {
  return {
    scores: flat,
    timeZone: MADRID,
    from: at('2026-11-23T00:00:00Z'),
    to: at('2026-11-30T00:00:00Z'),
    booked: [],
    ...parts,
  };
}

describe('picking slots', () => {
  test('takes the best hours on the wall of the account', () => {
    const slots = pickSlots(searchOf({ scores: peaks([3, 18], [1, 9, 0.5]) }), 2);
    expect(slots.map((slot) => slot.at.toZonedDateTimeISO(MADRID).toPlainDateTime().toString())).toEqual([
      '2026-11-26T18:00:00',
      '2026-11-24T09:00:00',
    ]);
  });

  test('keeps 20 hours to what is booked and to what it took', () => {
    const booked = [at('2026-11-26T16:00:00Z')];
    const slots = pickSlots(searchOf({ scores: peaks([3, 18], [3, 19]), booked }), 7);
    for (const slot of slots) {
      for (const other of [...booked, ...slots.filter((each) => each !== slot).map((each) => each.at)]) {
        expect(hoursBetween(slot.at, other)).toBeGreaterThanOrEqual(20);
      }
    }
    expect(slots.length).toBeGreaterThan(3);
  });

  test('proposes nothing in quiet hours, which may go over midnight', () => {
    const quietHours = { from: 22, to: 8 };
    expect([21, 22, 23, 0, 7, 8].map((hour) => isQuiet(hour, quietHours))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    const [slot] = pickSlots(searchOf({ scores: peaks([2, 3], [2, 12, 0.1]), quietHours }), 1);
    expect(slot?.hourOfWeek).toBe(2 * 24 + 12);
  });

  test('skips the hour that a change of clocks leaves out', () => {
    // On 2027-03-28 Madrid goes from 02:00 to 03:00.
    const search = searchOf({
      scores: peaks([6, 2]),
      from: at('2027-03-27T00:00:00Z'),
      to: at('2027-03-29T00:00:00Z'),
      quietHours: { from: 0, to: 0 },
    });
    for (const slot of pickSlots({ ...search, spacingHours: 0 }, 48)) expect(slot.score).toBe(0);
  });

  test('of an hour that comes twice takes the first', () => {
    // On 2026-10-25 Madrid lives 02:00 to 03:00 twice.
    const search = searchOf({
      scores: peaks([6, 2]),
      from: at('2026-10-25T00:00:00Z'),
      to: at('2026-10-26T00:00:00Z'),
      quietHours: { from: 0, to: 0 },
    });
    const slots = pickSlots(search, 1);
    expect(slots[0]?.at.toString()).toBe('2026-10-25T00:00:00Z');
  });

  test('any zone and window: allowed, in the window, spaced, on the hour', () => {
    const zones = [
      'Europe/Madrid',
      'America/Los_Angeles',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'America/Santiago',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 1_760_000_000, max: 1_830_000_000 }),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 168, maxLength: 168 }),
        fc.array(fc.integer({ min: 0, max: 240 }), { maxLength: 5 }),
        (timeZone, seconds, scores, offsets) => {
          const from = Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
          const to = from.add({ hours: 240 });
          const booked = offsets.map((hours) => from.add({ hours }));
          const slots = pickSlots({ scores, timeZone, from, to, booked }, 10);
          for (const [index, slot] of slots.entries()) {
            const local = slot.at.toZonedDateTimeISO(timeZone);
            expect(isQuiet(local.hour, { from: 23, to: 7 })).toBe(false);
            expect(local.minute).toBe(0);
            expect(Temporal.Instant.compare(slot.at, from)).toBeGreaterThanOrEqual(0);
            expect(Temporal.Instant.compare(slot.at, to)).toBeLessThan(0);
            for (const other of [...booked, ...slots.slice(0, index).map((each) => each.at)]) {
              expect(hoursBetween(slot.at, other)).toBeGreaterThanOrEqual(20);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the next good slot', () => {
  const now = at('2026-11-23T09:10:00Z');

  test('is soon and good, not the best of all', () => {
    // Half of the week is good; the single best hour is six days away.
    const scores = flat.map((_, hour) => (hour === 164 ? 5 : hour % 24 >= 12 && hour % 24 < 18 ? 1 : 0));
    const slot = nextGoodSlot({ scores, timeZone: MADRID, booked: [], now });
    expect(slot?.at.toString()).toBe('2026-11-23T11:00:00Z');
    expect(slot?.relaxed).toBe(false);
  });

  test('leaves half an hour to look the post over', () => {
    const soon = at('2026-11-23T10:45:00Z');
    const slot = nextGoodSlot({ scores: flat, timeZone: MADRID, booked: [], now: soon });
    expect(slot?.at.toString()).toBe('2026-11-23T12:00:00Z');
  });

  test('keeps its distance, and says when it could not', () => {
    const often = Array.from({ length: 40 }, (_, index) => now.add({ hours: index * 10 }));
    const slot = nextGoodSlot({ scores: flat, timeZone: MADRID, booked: often, now });
    expect(slot?.relaxed).toBe(true);
    expect(Math.min(...often.map((other) => hoursBetween(other, slot?.at ?? other)))).toBeGreaterThanOrEqual(2);
  });

  test('of posts held up together gives each its own, in order', () => {
    const slots = nextGoodSlots({ scores: flat, timeZone: MADRID, booked: [], now }, 5);
    expect(slots).toHaveLength(5);
    slots.slice(1).forEach((slot, index) => {
      expect(hoursBetween(slot.at, slots[index]?.at ?? slot.at)).toBeGreaterThanOrEqual(20);
    });
    expect(slots.map((slot) => slot.at.epochMilliseconds)).toEqual(
      slots.map((slot) => slot.at.epochMilliseconds).toSorted((a, b) => a - b),
    );
  });

  test('is none only when the whole day is quiet', () => {
    expect(
      nextGoodSlot({ scores: flat, timeZone: MADRID, booked: [], now, quietHours: { from: 0, to: 24 } }),
    ).toBeNull();
  });
});

describe('a rhythm', () => {
  const base = {
    scores: peaks([1, 18], [3, 9], [5, 12]),
    timeZone: MADRID,
    booked: [],
    now: at('2026-11-20T09:00:00Z'),
  };
  const dates = { startDate: Temporal.PlainDate.from('2026-11-23'), endDate: Temporal.PlainDate.from('2026-12-20') };

  test('has as many a week as asked for, at the best hours, in order', () => {
    const slots = spreadSlots({ ...base, ...dates, postsPerWeek: 3 });
    expect(slots).toHaveLength(12);
    expect(new Set(slots.map((slot) => slot.hourOfWeek))).toEqual(new Set([42, 81, 132]));
  });

  test('counts what is booked in a week', () => {
    const booked = [resolveWallClock(Temporal.PlainDateTime.from('2026-11-25T12:00'), MADRID).instant];
    const slots = spreadSlots({
      ...base,
      ...dates,
      endDate: Temporal.PlainDate.from('2026-11-29'),
      postsPerWeek: 3,
      booked,
    });
    expect(slots).toHaveLength(2);
  });

  test('fits fourteen a week and stays inside its days', () => {
    const slots = spreadSlots({ ...base, ...dates, postsPerWeek: 14 });
    expect(slots.length).toBe(56);
    for (const slot of slots) {
      const day = slot.at.toZonedDateTimeISO(MADRID).toPlainDate();
      expect(Temporal.PlainDate.compare(day, dates.startDate)).toBeGreaterThanOrEqual(0);
      expect(Temporal.PlainDate.compare(day, dates.endDate)).toBeLessThanOrEqual(0);
    }
  });

  test('proposes nothing in the past', () => {
    const slots = spreadSlots({ ...base, ...dates, now: at('2026-12-01T09:00:00Z'), postsPerWeek: 3 });
    for (const slot of slots) expect(Temporal.Instant.compare(slot.at, at('2026-12-01T09:00:00Z'))).toBe(1);
  });
});
