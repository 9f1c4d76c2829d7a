import { describe, expect, test } from 'vitest';
import { bestHours, ENOUGH_POSTS, scaledScores } from './best-time.ts';
import { followersByLocalHour } from './best-time-followers.ts';
import { hourOfWeek, observationsOf, type PastPost } from './best-time-observations.ts';
import { priorOf } from './best-time-prior.ts';

const MADRID = 'Europe/Madrid';
const start = Temporal.ZonedDateTime.from('2026-08-03T00:00[Europe/Madrid]');

/** Posts at one hour of the week, one a week. */
function postsAt(day: number, hour: number, views: number, weeks: number, format = 'image'): PastPost[] {
  return Array.from({ length: weeks }, (_, week) => ({
    publishedAt: start.add({ weeks: week, days: day, hours: hour }).toInstant(),
    views,
    format,
  }));
}

describe('observations', () => {
  test('are in the hours of the account, whatever the season', () => {
    expect(hourOfWeek(Temporal.Instant.from('2026-07-06T07:00:00Z'), MADRID)).toBe(9);
    expect(hourOfWeek(Temporal.Instant.from('2026-12-07T08:00:00Z'), MADRID)).toBe(9);
  });

  test('take out what the format explains', () => {
    const posts = [...postsAt(0, 9, 10_000, 20, 'reel'), ...postsAt(1, 9, 100, 20, 'image')];
    const effects = observationsOf(posts, MADRID).map(({ effect }) => Math.abs(effect));
    expect(Math.max(...effects)).toBeLessThan(0.5);
  });

  test('take out an account that grows', () => {
    const posts = Array.from({ length: 40 }, (_, week) => ({
      publishedAt: start.add({ weeks: week, hours: 9 }).toInstant(),
      views: 100 * 1.1 ** week,
      format: 'image',
    }));
    const effects = observationsOf(posts, MADRID).map(({ effect }) => Math.abs(effect));
    expect(Math.max(...effects)).toBeLessThan(0.6);
  });
});

describe('the hours of the week', () => {
  test('with no posts are the studies’, and say that there is no signal', () => {
    const hours = bestHours('ig', []);
    expect(hours.signal).toBe('none');
    expect(hours.scores).toEqual(priorOf('ig'));
    const scaled = scaledScores(hours.scores);
    expect(scaled[3 * 24 + 9]).toBeGreaterThan(0.9);
    expect([Math.min(...scaled), Math.max(...scaled)]).toEqual([0, 1]);
  });

  test('follow the account’s own posts, and neighbouring hours follow a little', () => {
    const posts = [...postsAt(1, 20, 4000, 15), ...postsAt(4, 10, 400, 15)];
    const { scores, signal } = bestHours('ig', observationsOf(posts, MADRID));
    expect(signal).toBe('ok');
    const [good, near, bad] = [scores[44] ?? 0, scores[45] ?? 0, scores[4 * 24 + 10] ?? 0];
    expect(good).toBeGreaterThan(near);
    expect(near).toBeGreaterThan(bad);
    // Another working day at the same hour shares in it; the weekend shares less.
    expect(scores[2 * 24 + 20] ?? 0).toBeGreaterThan(scores[5 * 24 + 20] ?? 0);
  });

  test('are not turned over by one lucky post', () => {
    const prior = priorOf('ig');
    const { scores, signal } = bestHours('ig', [{ hourOfWeek: 50, effect: 4 }]);
    expect(signal).toBe('thin');
    expect((scores[50] ?? 0) - (prior[50] ?? 0)).toBeLessThan(0.4);
  });

  test('are ok from as many posts as outweigh the studies', () => {
    expect(ENOUGH_POSTS).toBe(16);
    expect(bestHours('ig', observationsOf(postsAt(0, 9, 100, 15), MADRID)).signal).toBe('thin');
    expect(bestHours('ig', observationsOf(postsAt(0, 9, 100, 16), MADRID)).signal).toBe('ok');
  });

  test('lean half on when followers are online', () => {
    const online = Array.from({ length: 24 }, (_, hour) => (hour === 21 ? 900 : 300));
    const hours = bestHours('ig', [], online);
    expect(hours).toMatchObject({ usesFollowers: true, signal: 'thin' });
    const best = hours.scores.indexOf(Math.max(...hours.scores));
    expect(best % 24).toBe(21);
  });

  test('ignore a follower curve that says nothing', () => {
    expect(
      bestHours(
        'ig',
        [],
        Array.from({ length: 24 }, () => 0),
      ).usesFollowers,
    ).toBe(false);
    expect(
      bestHours(
        'ig',
        [],
        Array.from({ length: 24 }, () => 7),
      ).usesFollowers,
    ).toBe(false);
  });

  test('are quick for the most posts it uses', () => {
    const posts = Array.from({ length: 1000 }, (_, index) => ({
      publishedAt: start.add({ hours: index * 7 }).toInstant(),
      views: index % 97,
      format: 'reel',
    }));
    const began = performance.now();
    bestHours('tiktok', observationsOf(posts, MADRID));
    expect(performance.now() - began).toBeLessThan(1500);
  });
});

const day = (date: string, value: Record<string, number> | null) => ({ value, end_time: `${date}T08:00:00+0000` });

describe('followers online', () => {
  test('are converted from Pacific hours to the account’s', () => {
    // 12:00 in Los Angeles is 21:00 in Madrid in winter.
    const days = ['2026-11-18', '2026-11-19', '2026-11-20'].map((date) => day(date, { '12': 90, '0': 30 }));
    const hours = followersByLocalHour(days, MADRID);
    expect(hours?.[21]).toBe(90);
    expect(hours?.[9]).toBe(30);
  });

  test('follow the weeks in which only one of the two has changed its clocks', () => {
    // From 25 October Madrid is on winter time, Los Angeles until 1 November on summer time: eight hours apart.
    const days = ['2026-10-28', '2026-10-29', '2026-10-30'].map((date) => ({
      value: { '12': 90 },
      end_time: `${date}T07:00:00+0000`,
    }));
    expect(followersByLocalHour(days, MADRID)?.[20]).toBe(90);
  });

  test('are unknown with fewer than three days that say anything', () => {
    const days = [
      day('2026-11-18', { '12': 90 }),
      day('2026-11-19', { '12': 90 }),
      day('2026-11-20', {}),
      day('2026-11-21', null),
      { value: { '1': 2 }, end_time: 'soon' },
    ];
    expect(followersByLocalHour(days, MADRID)).toBeNull();
  });
});
