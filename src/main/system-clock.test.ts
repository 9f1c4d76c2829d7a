import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clockOn } from './system-clock.ts';

const NOON = Temporal.Instant.from('2026-11-23T12:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'], now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['ends at its instant', 0, 5],
  ['is no hour longer for a clock that is put back by one', -3_600_000, 6],
  ['heeds a clock that is slewed by a little', -300, 5.3],
  ['is over at the next look where the clock is put forward', 3_600_000, 5],
])('a wait of five seconds %s', async (_how, setByMs, seconds) => {
  let setMs = 0;
  const clock = clockOn(() => NOON.add({ milliseconds: performance.now() + setMs }));
  const ended = clock.waitUntil(NOON.add({ seconds: 5 })).then(() => performance.now());
  await vi.advanceTimersByTimeAsync(2_000);
  setMs = setByMs;
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(await ended).toBe(seconds * 1000);
});

test('a signal ends a wait at once', async () => {
  const clock = clockOn(() => NOON.add({ milliseconds: performance.now() }));
  const stop = new AbortController();
  const waiting = clock.waitUntil(NOON.add({ hours: 24 * 365 }), stop.signal);
  await vi.advanceTimersByTimeAsync(1_000);
  stop.abort();
  await waiting;
});
