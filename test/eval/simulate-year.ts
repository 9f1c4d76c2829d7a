import { bestHours } from '../../src/domain/best-time.ts';
import type { HourObservation } from '../../src/domain/best-time-observations.ts';
import { bump, hoursApart, priorOf } from '../../src/domain/best-time-prior.ts';
import { pickSlots, type SlotSearch } from '../../src/domain/slots.ts';

/**
 * A year of three posts a week on accounts whose true best hours are known. Each week a strategy picks three slots; what
 * it loses is the mean log views by which they stay behind the three best slots there were. Lower is better.
 */
export const STRATEGIES = [
  'the model',
  'the model, with followers',
  'studies alone',
  'raw averages',
  'at random',
] as const;
export type Strategy = (typeof STRATEGIES)[number];

export const SIMULATED_ACCOUNTS = 16;
const WEEKS = 52;
const A_WEEK = 3;
const NOISE = 0.8;
const START = Temporal.Instant.from('2026-01-05T00:00:00Z');

/** Mean loss of each strategy over all accounts and weeks; the same seed gives the same numbers. */
export function simulateYear(accounts = SIMULATED_ACCOUNTS, seed = 7): Record<Strategy, number> {
  const losses = Object.fromEntries(STRATEGIES.map((strategy) => [strategy, 0])) as Record<Strategy, number>;
  for (let account = 0; account < accounts; account += 1) {
    const truth = trueHours(randomFrom(seed * 1000 + account));
    const best = slotsBy(truth, 0);
    for (const strategy of STRATEGIES)
      losses[strategy] += yearOf(strategy, truth, meanOf(best, truth), randomFrom(seed * 77 + account)) / accounts;
  }
  return losses;
}

function yearOf(strategy: Strategy, truth: readonly number[], bestMean: number, random: () => number): number {
  const observations: HourObservation[] = [];
  let loss = 0;
  for (let week = 0; week < WEEKS; week += 1) {
    const scores = scoresOf(strategy, observations, truth, random);
    const chosen = slotsBy(scores, week);
    loss += (bestMean - meanOf(chosen, truth)) / WEEKS;
    for (const hour of chosen)
      observations.push({ hourOfWeek: hour, effect: (truth[hour] ?? 0) + NOISE * normal(random) });
  }
  return loss;
}

function scoresOf(
  strategy: Strategy,
  observations: readonly HourObservation[],
  truth: readonly number[],
  random: () => number,
): readonly number[] {
  switch (strategy) {
    case 'the model':
      return bestHours('ig', observations).scores;
    case 'the model, with followers':
      return bestHours('ig', observations, followersOf(truth, random)).scores;
    case 'studies alone':
      return priorOf('ig');
    case 'raw averages':
      return rawAverages(observations, random);
    case 'at random':
      return Array.from({ length: 168 }, random);
  }
}

/** The mean of each hour tried; hours never tried count as average, in random order. */
function rawAverages(observations: readonly HourObservation[], random: () => number): number[] {
  const scores = Array.from({ length: 168 }, () => random() * 0.01);
  for (const [hour, own] of Map.groupBy(observations, ({ hourOfWeek }) => hourOfWeek)) {
    scores[hour] = own.reduce((sum, { effect }) => sum + effect, 0) / own.length;
  }
  return scores;
}

function slotsBy(scores: readonly number[], week: number): number[] {
  const from = START.add({ hours: week * 168 });
  const search: SlotSearch = { scores, timeZone: 'UTC', from, to: from.add({ hours: 168 }), booked: [] };
  return pickSlots(search, A_WEEK).map(({ hourOfWeek }) => hourOfWeek);
}

/**
 * An audience as the studies of best times describe them in sum: a shape of the day of its own, another at the weekend,
 * some hours of the week apart from both, and a leaning towards what the studies found. Spreads as in domain/best-time.
 */
function trueHours(random: () => number): number[] {
  const prior = priorOf('ig');
  const [working, weekend, both, ofWeek] = [
    smooth(24, random),
    smooth(24, random),
    smooth(24, random),
    smooth(168, random),
  ];
  return Array.from({ length: 168 }, (_, hour) => {
    const own = (hour < 120 ? working : weekend)[hour % 24] ?? 0;
    return 0.14 * own + 0.14 * (both[hour % 24] ?? 0) + 0.1 * (ofWeek[hour] ?? 0) + (prior[hour] ?? 0);
  });
}

/** A random curve round a cycle, as smooth as 1.8 hours allow, of spread 1. */
function smooth(length: number, random: () => number): number[] {
  const rough = Array.from({ length }, () => normal(random));
  const curve = rough.map((_, at) =>
    rough.reduce((sum, value, other) => sum + value * bump(hoursApart(at, other, length), 1.8 / Math.SQRT2), 0),
  );
  const spread = Math.sqrt(curve.reduce((sum, value) => sum + value ** 2, 0) / length) || 1;
  return curve.map((value) => value / spread);
}

/** When followers are online goes with when posts do well, not exactly. */
function followersOf(truth: readonly number[], random: () => number): number[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const ofDay = truth.filter((__, index) => index % 24 === hour);
    return 300 * Math.exp(2 * (ofDay.reduce((sum, value) => sum + value, 0) / 7) + 0.4 * normal(random));
  });
}

function meanOf(hours: readonly number[], truth: readonly number[]): number {
  return hours.reduce((sum, hour) => sum + (truth[hour] ?? 0), 0) / Math.max(1, hours.length);
}

/** Mulberry32: small, seeded, the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());
}
