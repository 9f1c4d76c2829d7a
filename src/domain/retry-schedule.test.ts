import { expect, test } from 'vitest';
import { nextAttemptAt } from './retry-schedule.ts';

const FAILED = Temporal.Instant.from('2026-11-23T09:00:00Z');
const after = (failures: number, notBefore: Temporal.Instant | null = null) =>
  nextAttemptAt(failures, FAILED, notBefore)?.since(FAILED).total('minutes') ?? null;

test('three retries, 5, 15 and 30 minutes after the failure before each, and no fifth attempt', () => {
  expect([1, 2, 3, 4].map((failures) => after(failures))).toEqual([5, 15, 30, null]);
});

test('later where the platform names a later time, never sooner, and no more often for it', () => {
  expect(after(1, FAILED.add({ minutes: 90 }))).toBe(90);
  expect(after(2, FAILED.add({ minutes: 3 }))).toBe(15);
  expect(after(4, FAILED.add({ minutes: 90 }))).toBeNull();
});
