import { describe, expect, test } from 'vitest';
import { isTimeZone, parseOffset, resolveWallClock, shiftInstant } from './zoned-time.ts';

describe('a time zone', () => {
  test.each(['Europe/Madrid', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'Asia/Kolkata'])(
    'is %s',
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );
  test.each([
    '',
    ' ',
    'Madrid',
    'Europe/Madrid ',
    'Mars/Olympus',
    '+02:00',
    '-05',
    'Z',
    'UTC+2',
    '2026-01-01T00:00[Europe/Madrid]',
    '2026-01-01T00:00Z',
    '__proto__',
    'Europe/../Madrid',
    'x'.repeat(10_000),
  ])('is not %j', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});

const madrid = (text: string) => {
  const { instant, note } = resolveWallClock(Temporal.PlainDateTime.from(text), 'Europe/Madrid');
  return [instant.toString(), note];
};

describe('a wall-clock time', () => {
  test('is one instant on ordinary days', () => {
    expect(madrid('2026-11-23T10:00')).toEqual(['2026-11-23T09:00:00Z', null]);
  });
  test('that the clocks skip moves forward by the gap, and says so', () => {
    expect(madrid('2026-03-29T02:30')).toEqual(['2026-03-29T01:30:00Z', 'gap']);
  });
  test('that comes twice is the first, and says so', () => {
    expect(madrid('2026-10-25T02:30')).toEqual(['2026-10-25T00:30:00Z', 'overlap']);
  });
});

describe('a shift', () => {
  const at = Temporal.Instant.from('2026-03-28T09:00:00Z');
  test('by days keeps the hour on the wall across a change of clocks; by hours it is exact', () => {
    const [days, hours] = ['P1D', 'PT24H'].map((text) => {
      const offset = parseOffset(text);
      return offset === null ? null : shiftInstant(at, offset, 'Europe/Madrid').instant.toString();
    });
    expect([days, hours]).toEqual(['2026-03-29T08:00:00Z', '2026-03-29T09:00:00Z']);
  });
  test.each(['', 'P0D', 'one day', 'P1', 'PT'])('is not %j', (text) => {
    expect(parseOffset(text)).toBeNull();
  });
});
