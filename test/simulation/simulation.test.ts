import { afterAll, beforeAll, describe as suite, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { closeBackends, openBackends } from './backends.ts';
import { describe, join, runLane } from './lane.ts';
import { simulate } from './simulate.ts';

const SEEDS = 500;
/** Each on a database of its own; more than the machine has cores, since a lane waits for its database half the time. */
const LANES = 3;

suite('the pipeline under faults', () => {
  const databases: TestDatabase[] = [];
  beforeAll(async () => {
    for (let lane = 0; lane < LANES; lane += 1) databases.push(await createTestDatabase());
  });
  afterAll(async () => {
    await Promise.all(databases.map((database) => database.drop()));
  });

  test(`keeps every promise in ${SEEDS} seeded runs`, { timeout: 300_000 }, async () => {
    const failures: string[] = [];
    const sums = await Promise.all(
      databases.map((database, lane) =>
        runLane(database.url, seedsOf(lane), (report) => {
          if (report.broken.length > 0) failures.push(describe(report));
        }),
      ),
    );
    const sum = join(sums);
    expect(failures.join('\n\n')).toBe('');
    // The runs must be worth something: posts go out, workers die, and people are asked.
    expect(sum.seeds).toBe(SEEDS);
    expect(sum.published).toBeGreaterThan(SEEDS / 2);
    expect(sum.deaths).toBeGreaterThan(SEEDS / 4);
    expect(Object.keys(sum.waiting)).toEqual(expect.arrayContaining(['refused', 'preflight', 'missed']));
  });

  test('a seed takes the same steps every time', async () => {
    const [database] = databases;
    const backends = await openBackends(database?.url ?? '');
    const [first, second] = [await simulate(backends, 40), await simulate(backends, 40)];
    await closeBackends(backends);
    expect(told(second.trace)).toEqual(told(first.trace));
  });
});

function* seedsOf(lane: number): Iterable<number> {
  for (let seed = 1 + lane; seed <= SEEDS; seed += LANES) yield seed;
}

/** Without the ends of ids, which the database chooses. */
function told(trace: readonly string[]): string[] {
  return trace.map((line) => line.replace(/([ "])[0-9a-f]{4}\b/g, '$1…'));
}
