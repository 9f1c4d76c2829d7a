import { describe, expect, it } from 'vitest';
import { errorsOf, firstWish, type Wish } from './wish.ts';

const TODAY = '2026-11-27';
const wish = (part: Partial<Wish> = {}): Wish => ({
  plan: 'Mugs',
  goals: '',
  channels: ['ig'],
  postsPerWeek: 3,
  startDate: '2026-11-28',
  endDate: '2026-12-11',
  ...part,
});

describe('what a calendar is proposed from', () => {
  it('is sound as it first stands, but for the ideas that only the creator has', () => {
    const first = firstWish(Temporal.PlainDate.from(TODAY), ['tiktok']);
    expect(first).toMatchObject({ channels: ['tiktok'], startDate: '2026-11-28', endDate: '2026-12-11' });
    expect(errorsOf(first, TODAY)).toEqual({ plan: 'plan' });
    expect(errorsOf({ ...first, goals: 'Sell more mugs' }, TODAY)).toEqual({});
  });

  it.each<[Partial<Wish>, object]>([
    [{ plan: ' \n' }, { plan: 'plan' }],
    [{ plan: 'x'.repeat(20_001) }, { plan: 'plan_long' }],
    [{ goals: 'x'.repeat(2001) }, { goals: 'goals_long' }],
    [{ channels: [] }, { channels: 'channels' }],
    [{ postsPerWeek: Number.NaN }, { postsPerWeek: 'postsPerWeek' }],
    [{ postsPerWeek: 2.5 }, { postsPerWeek: 'postsPerWeek' }],
    [{ startDate: '2026-11-26' }, { startDate: 'startDate' }],
    [{ endDate: '2026-11-27' }, { endDate: 'endDate' }],
    [{ endDate: '' }, { endDate: 'endDate' }],
    [{ endDate: '2027-03-01' }, { endDate: 'long' }],
  ])('names the field at fault: %j', (part, errors) => {
    expect(errorsOf(wish(part), TODAY)).toEqual(errors);
  });
});
