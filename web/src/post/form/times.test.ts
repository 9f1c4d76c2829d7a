import { describe, expect, it } from 'vitest';
import { nextQuarterHour, neighbours, readWallClock, wallClockOf } from './times.ts';

const soonest = (text: string) => nextQuarterHour(Date.parse(text));
const entry = (postId: string, channel: string, scheduledAt: string | null) => ({ postId, channel, scheduledAt });

describe('times', () => {
  it('speak the account zone, whatever the machine', () => {
    expect(wallClockOf('2026-11-24T09:05:00Z', 'Europe/Madrid')).toEqual({ date: '2026-11-24', time: '10:05' });
    expect(readWallClock({ date: '2026-11-24', time: '10:05' }, 'Europe/Madrid')?.instant).toBe('2026-11-24T09:05:00Z');
    expect(wallClockOf(null, 'Europe/Madrid')).toEqual({ date: '', time: '' });
  });

  it('say what the clocks do to a wish', () => {
    const gap = readWallClock({ date: '2027-03-28', time: '02:30' }, 'Europe/Madrid');
    expect([gap?.note, gap?.shown.time]).toEqual(['gap', '03:30']);
    const overlap = readWallClock({ date: '2026-10-25', time: '02:30' }, 'Europe/Madrid');
    expect([overlap?.note, overlap?.instant]).toEqual(['overlap', '2026-10-25T00:30:00Z']);
  });

  it.each([
    { date: '', time: '10:00' },
    { date: '2026-02-31', time: '10:00' },
    { date: '2026-11-24', time: '' },
  ])('are none while %o is not complete', (wall) => {
    expect(readWallClock(wall, 'Europe/Madrid')).toBeNull();
  });

  it('propose a quarter of an hour that leaves 15 minutes', () => {
    expect(soonest('2026-11-23T12:00:00Z')).toBe('2026-11-23T12:15:00Z');
    expect(soonest('2026-11-23T12:01:00Z')).toBe('2026-11-23T12:30:00Z');
  });

  it('find the posts of the same channel within the hour, nearest first', () => {
    const found = neighbours(
      [
        entry('far', 'ig', '2026-11-24T11:00:00Z'),
        entry('after', 'ig', '2026-11-24T09:40:00Z'),
        entry('before', 'ig', '2026-11-24T08:50:00Z'),
        entry('other channel', 'tiktok', '2026-11-24T09:00:00Z'),
        entry('own', 'ig', '2026-11-24T09:00:00Z'),
        entry('draft', 'ig', null),
      ],
      { postId: 'own', channel: 'ig', scheduledAt: '2026-11-24T09:00:00Z' },
    );
    expect(found.map(({ entry: each, minutes }) => [each.postId, minutes])).toEqual([
      ['before', -10],
      ['after', 40],
    ]);
  });
});
