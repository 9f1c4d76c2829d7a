import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/contract/entry.ts';
import { heldUpOf } from './held-up.ts';

function entry(id: string, scheduledAt: string, code: string): Entry {
  const issue = { code, message: '', action: 'reschedule', blocking: true, params: {} } as const;
  return { id, scheduledAt, timezone: 'Europe/Madrid', issues: [issue] } as unknown as Entry;
}

describe('what an account held up', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');

  it('goes out at the same hours, as few days later as all of it can', () => {
    const held = heldUpOf(
      [entry('b', '2026-11-22T18:00:00Z', 'hour_missed'), entry('a', '2026-11-21T09:00:00Z', 'held_up')],
      now,
    );
    expect(held).toEqual({ ids: ['b', 'a'], days: 3, first: '2026-11-24T09:00:00Z', timezone: 'Europe/Madrid' });
  });

  it('keeps the hour on the wall across a change of clocks', () => {
    const held = heldUpOf([entry('a', '2026-10-24T08:00:00Z', 'hour_missed')], Date.parse('2026-10-25T07:00:00Z'));
    expect(held?.first).toBe('2026-10-25T09:00:00Z');
  });

  it('leaves a moment to look before the first goes out', () => {
    expect(heldUpOf([entry('a', '2026-11-22T12:05:00Z', 'hour_missed')], now)?.days).toBe(2);
  });

  it('is nothing when what needs attention is something else', () => {
    expect(heldUpOf([entry('a', '2026-11-22T12:05:00Z', 'caption_too_long')], now)).toBeNull();
  });
});
