import type pg from 'pg';
import { closeBackends, openBackends, type Backends } from './backends.ts';
import { simulate, type Report } from './simulate.ts';

/** What many runs came to together. */
export interface Sum {
  seeds: number;
  steps: number;
  deaths: number;
  published: number;
  withdrawn: number;
  waiting: Record<string, number>;
  failed: { seed: number; broken: string[] }[];
}

export function nothingYet(): Sum {
  return { seeds: 0, steps: 0, deaths: 0, published: 0, withdrawn: 0, waiting: {}, failed: [] };
}

export function add(sum: Sum, { seed, steps, deaths, tally, broken }: Report): void {
  sum.seeds += 1;
  sum.steps += steps;
  sum.deaths += deaths;
  sum.published += tally.published;
  sum.withdrawn += tally.withdrawn;
  for (const [reason, count] of Object.entries(tally.waiting)) sum.waiting[reason] = (sum.waiting[reason] ?? 0) + count;
  if (broken.length > 0) sum.failed.push({ seed, broken });
}

export function join(sums: readonly Sum[]): Sum {
  const whole = nothingYet();
  for (const sum of sums) {
    whole.seeds += sum.seeds;
    whole.steps += sum.steps;
    whole.deaths += sum.deaths;
    whole.published += sum.published;
    whole.withdrawn += sum.withdrawn;
    for (const [reason, count] of Object.entries(sum.waiting)) {
      whole.waiting[reason] = (whole.waiting[reason] ?? 0) + count;
    }
    whole.failed.push(...sum.failed);
  }
  return whole;
}

/** Dead rows of removed runs make the next ones slower. */
const SWEEP_EVERY = 250;

/**
 * Runs seeds one after the other on a database of their own: a claim takes whatever is due in the whole database, so no
 * two runs share one.
 */
export async function runLane(
  databaseUrl: string,
  seeds: Iterable<number>,
  onReport: (report: Report) => void = () => undefined,
): Promise<Sum> {
  const backends = await openBackends(databaseUrl);
  const sum = nothingYet();
  try {
    for (const seed of seeds) {
      const report = await simulate(backends, seed);
      add(sum, report);
      onReport(report);
      if (sum.seeds % SWEEP_EVERY === 0) await sweep(backends);
    }
  } finally {
    await closeBackends(backends);
  }
  return sum;
}

async function sweep({ monitor }: Backends): Promise<pg.QueryResult> {
  return monitor.query('VACUUM');
}

/** What a failing seed needs to be understood: the promises it broke, and how it came to that. */
export function describe(report: Report, lines = 60): string {
  return [
    `seed ${report.seed}: ${report.broken.join('; ')}`,
    `climate: ${JSON.stringify(report.climate)}`,
    ...report.trace.slice(-lines).map((line) => `  ${line}`),
    `Run it alone: npm run simulate -- --seed ${report.seed}`,
  ].join('\n');
}
