import { describe, expect, it } from 'vitest';
import { tintOf, type BestHours } from './best-hours.ts';

describe('the tint of an hour', () => {
  const hours = Array.from({ length: 168 }, () => 0.3);
  hours[24 + 18] = 1;
  hours[24 + 19] = 0.75;
  const best: BestHours = { hours, signal: 'ok' };
  const tuesday = Temporal.PlainDate.from('2026-11-24');

  it('is deepest at the best hour of its own weekday', () => {
    expect(tintOf(best, tuesday, 18)).toBeGreaterThan(tintOf(best, tuesday, 19));
    expect(tintOf(best, tuesday, 19)).toBeGreaterThan(0);
    expect(tintOf(best, tuesday.add({ days: 1 }), 18)).toBe(0);
  });

  it('is none for ordinary hours, and while nothing is known', () => {
    expect([tintOf(best, tuesday, 3), tintOf(null, tuesday, 18)]).toEqual([0, 0]);
  });
});
