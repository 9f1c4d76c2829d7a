import { expect, test } from 'vitest';
import { nextDraftLookAt, nextPollAt, nextPostIdAt } from './poll-times.ts';

const START = Temporal.Instant.from('2026-11-23T09:00:00Z');

/** The moments at which one asks who always asks when told to, in seconds since the start. */
function moments(next: (start: Temporal.Instant, now: Temporal.Instant) => Temporal.Instant | null, count: number) {
  const found: number[] = [];
  for (let now: Temporal.Instant | null = START; found.length < count;) {
    now = next(START, now);
    if (now === null) return found;
    found.push((now.epochMilliseconds - START.epochMilliseconds) / 1000);
  }
  return found;
}

test('status is asked after pauses of 3, 5, 8, 13 and then 15 seconds', () => {
  expect(moments(nextPollAt, 6)).toEqual([3, 8, 16, 29, 44, 59]);
});

test('then every minute from ten minutes on, and hourly once an hour has passed', () => {
  const all = moments(nextPollAt, 130);
  const gapAfter = (seconds: number) => {
    const index = all.findIndex((moment) => moment >= seconds);
    return (all[index + 1] ?? 0) - (all[index] ?? 0);
  };
  expect(gapAfter(500)).toBe(15);
  expect(gapAfter(620)).toBe(60);
  expect(gapAfter(3000)).toBe(60);
  expect(gapAfter(3600)).toBe(3600);
});

test('a worker that comes late goes on from there', () => {
  expect(nextPollAt(START, START.add({ seconds: 10 })).toString()).toBe(START.add({ seconds: 16 }).toString());
  expect(nextPollAt(START, START.add({ minutes: 20 })).toString()).toBe(START.add({ minutes: 21 }).toString());
});

test('the post id is asked for after 1, 2, 5, 15, 60 minutes, then hourly for a day, then never', () => {
  const minutes = moments(nextPostIdAt, 100).map((seconds) => seconds / 60);
  expect(minutes.slice(0, 7)).toEqual([1, 2, 5, 15, 60, 120, 180]);
  expect(minutes.at(-1)).toBe(24 * 60);
});

test('a draft is looked after hourly for a day and seldom for a week', () => {
  const hours = moments(nextDraftLookAt, 100).map((seconds) => seconds / 3600);
  expect(hours.slice(0, 3)).toEqual([1, 2, 3]);
  expect(hours.slice(23, 26)).toEqual([24, 30, 36]);
  expect(hours.at(-1)).toBe(168);
});
