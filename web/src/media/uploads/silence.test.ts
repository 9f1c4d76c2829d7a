import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchSilence } from './silence.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('acts once after a silence, counted from what was heard last and by its patience', () => {
  const act = vi.fn<() => void>();
  const silence = watchSilence(act);
  vi.advanceTimersByTime(100_000);
  silence.heard(60_000);
  vi.advanceTimersByTime(59_000);
  silence.heard(600_000);
  vi.advanceTimersByTime(599_000);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000_000);
  expect(act).toHaveBeenCalledTimes(1);
});

it('is over when it is stopped, also for an answer that comes late', () => {
  const act = vi.fn<() => void>();
  const silence = watchSilence(act);
  silence.heard(60_000);
  silence.stop();
  silence.heard(60_000);
  vi.advanceTimersByTime(100_000);
  expect(act).not.toHaveBeenCalled();
});
