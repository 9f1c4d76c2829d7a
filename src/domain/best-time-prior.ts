import type { Channel } from '../contract/channel.ts';
import { HOURS_OF_WEEK } from './best-time-observations.ts';

type Peak = [day: number, hour: number, weight: number];
const [MON, TUE, WED, THU, SUN] = [0, 1, 2, 3, 6];

/**
 * What published studies name as best, local time: Buffer 2026 (IG Thu 9, Wed 12, Wed 18; TikTok Sun 9, Mon 13, Sun 13),
 * Sprout 2025 (TikTok Tue 17, Wed 14–17, Thu 15–17, worst Sunday), Hootsuite 2023 (IG Mon 9, TikTok Sun 13). They
 * contradict each other and come from secondary reports, so all weights stay small: the account's own posts soon outweigh them.
 */
const PEAKS: Readonly<Record<Channel, readonly Peak[]>> = {
  ig: [
    [THU, 9, 1],
    [WED, 12, 1],
    [WED, 18, 1],
    [MON, 9, 0.7],
  ],
  tiktok: [
    [SUN, 9, 0.5],
    [MON, 13, 1],
    [SUN, 13, 0.7],
    [TUE, 17, 1],
    [WED, 15.5, 1],
    [THU, 16, 1],
  ],
};
const ON_THE_DAY = 0.08;
/** An hour named for one day counts a little on the others. */
const ANY_DAY = 0.02;
const WIDTH_HOURS = 1.5;
const NIGHT = -0.12;

/** The weak belief before any post is seen: 168 effects in log views, their mean 0. */
export function priorOf(channel: Channel): number[] {
  const raw = Array.from({ length: HOURS_OF_WEEK }, (_, hour) => {
    const day = Math.floor(hour / 24);
    const ofDay = hour % 24;
    const night = NIGHT * bump(hoursApart(ofDay, 3.5), 3);
    return PEAKS[channel].reduce((sum, [peakDay, peakHour, weight]) => {
      const near = bump(hoursApart(ofDay, peakHour), WIDTH_HOURS) * weight;
      return sum + near * (day === peakDay ? ON_THE_DAY : ANY_DAY);
    }, night);
  });
  const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length;
  return raw.map((value) => value - mean);
}

/** Round the clock: from 23 to 1 it is two hours. */
export function hoursApart(left: number, right: number, cycle = 24): number {
  const distance = Math.abs(left - right) % cycle;
  return Math.min(distance, cycle - distance);
}

export function bump(distance: number, width: number): number {
  return Math.exp(-(distance ** 2) / (2 * width ** 2));
}
