import type { Channel } from '../contract/channel.ts';
import type { Signal } from '../contract/suggestion.ts';
import { HOURS_OF_WEEK, type HourObservation } from './best-time-observations.ts';
import { bump, hoursApart, priorOf } from './best-time-prior.ts';
import { solveSymmetric } from './best-time-solve.ts';

/** How good each hour of the week is for a channel, as expected log views above the account's average. */
export interface BestHours {
  scores: readonly number[];
  /** `ok` once the account's own posts outweigh what studies say. */
  signal: Signal;
  observed: number;
  usesFollowers: boolean;
}

const OF_DAY_VARIANCE = 0.2 ** 2;
const OF_WEEK_VARIANCE = 0.1 ** 2;
const LENGTH_HOURS = 1.8;
/** Posts of one account at one hour differ this much (log views) for reasons that are not the hour. */
const NOISE_VARIANCE = 0.8 ** 2;
/** At this many posts the data weigh as much as the prior: noise variance over prior variance. */
export const ENOUGH_POSTS = Math.round(NOISE_VARIANCE / OF_DAY_VARIANCE);
const FOLLOWER_SPREAD = 0.2;
/** How alike any two hours of the week are, computed once: 168 × 168. */
const KERNEL = Float64Array.from({ length: HOURS_OF_WEEK * HOURS_OF_WEEK }, (_, index) =>
  kernelOf(Math.floor(index / HOURS_OF_WEEK), index % HOURS_OF_WEEK),
);

/**
 * The posterior mean of a Gaussian process over the 168 hours of the week: θ ~ GP(prior of the studies, K), where hours
 * of day near each other behave alike, more so within working days or within the weekend. Blended half and half
 * with when followers are online, where the platform tells. `followersByHour`: 24 counts by local hour.
 */
export function bestHours(
  channel: Channel,
  observations: readonly HourObservation[],
  followersByHour: readonly number[] | null = null,
): BestHours {
  const prior = priorOf(channel);
  const own = posteriorMean(prior, observations);
  const online = followersByHour === null ? null : followerEffect(followersByHour);
  return {
    scores: online === null ? own : own.map((effect, hour) => (effect + (online[hour % 24] ?? 0)) / 2),
    signal: signalOf(observations.length, online !== null),
    observed: observations.length,
    usesFollowers: online !== null,
  };
}

/** The same scores from 0, the poorest hour of the week, to 1, the best: for showing. */
export function scaledScores(scores: readonly number[]): number[] {
  const low = Math.min(...scores);
  const range = Math.max(...scores) - low;
  return scores.map((score) => (range === 0 ? 0.5 : (score - low) / range));
}

function signalOf(observed: number, hasFollowers: boolean): Signal {
  if (observed >= ENOUGH_POSTS) return 'ok';
  return observed > 0 || hasFollowers ? 'thin' : 'none';
}

function posteriorMean(prior: readonly number[], observations: readonly HourObservation[]): number[] {
  if (observations.length === 0) return [...prior];
  const hours = observations.map((observation) => observation.hourOfWeek);
  const gram = hours.map((left, row) =>
    hours.map((right, column) => covariance(left, right) + (row === column ? NOISE_VARIANCE : 0)),
  );
  const surprise = observations.map(({ hourOfWeek, effect }) => effect - (prior[hourOfWeek] ?? 0));
  const weights = solveSymmetric(gram, surprise);
  return Array.from({ length: HOURS_OF_WEEK }, (_, hour) =>
    hours.reduce((sum, observed, index) => sum + covariance(hour, observed) * (weights[index] ?? 0), prior[hour] ?? 0),
  );
}

function covariance(left: number, right: number): number {
  return KERNEL[left * HOURS_OF_WEEK + right] ?? 0;
}

function kernelOf(left: number, right: number): number {
  const sameKind = isWeekend(left) === isWeekend(right) ? 1 : 0;
  const ofDay = bump(hoursApart(left % 24, right % 24), LENGTH_HOURS) * (0.5 + 0.5 * sameKind);
  const ofWeek = bump(hoursApart(left, right, HOURS_OF_WEEK), LENGTH_HOURS);
  return OF_DAY_VARIANCE * ofDay + OF_WEEK_VARIANCE * ofWeek;
}

function isWeekend(hour: number): boolean {
  return hour >= 120;
}

/** Followers online as effects: log counts, centred, and spread like the hours of the day are believed to be. */
function followerEffect(followersByHour: readonly number[]): number[] | null {
  if (followersByHour.length !== 24 || followersByHour.every((count) => count <= 0)) return null;
  const logs = followersByHour.map((count) => Math.log1p(Math.max(0, count)));
  const mean = logs.reduce((sum, log) => sum + log, 0) / 24;
  const spread = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / 24);
  return spread < 1e-6 ? null : logs.map((log) => ((log - mean) / spread) * FOLLOWER_SPREAD);
}
