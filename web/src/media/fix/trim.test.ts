import { expect, test } from 'vitest';
import { firstPart, movedPart } from './trim.ts';

const limits = { minimumMs: 3000, maximumMs: 10_000 };

test('the part begins as the beginning, as long as may be', () => {
  expect(firstPart(60_000, 10_000)).toEqual({ startMs: 0, endMs: 10_000 });
  expect(firstPart(60_000, null)).toEqual({ startMs: 0, endMs: 60_000 });
});

test('an end that is moved takes the other along where the part would be too long or too short', () => {
  const part = { startMs: 0, endMs: 10_000 };
  expect(movedPart(part, { startMs: 0, endMs: 8000 }, limits)).toEqual({ startMs: 0, endMs: 8000 });
  expect(movedPart(part, { startMs: 0, endMs: 30_000 }, limits)).toEqual({ startMs: 20_000, endMs: 30_000 });
  expect(movedPart(part, { startMs: 9000, endMs: 10_000 }, limits)).toEqual({ startMs: 9000, endMs: 12_000 });
  expect(movedPart(part, { startMs: 0, endMs: 1000 }, limits)).toEqual({ startMs: 0, endMs: 3000 });
});
