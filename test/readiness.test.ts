import { sql } from 'kysely';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ReadinessWorld, OPERATIONS, type Operation } from './support/readiness-world.ts';
import { createTestDatabase, type TestDatabase } from './support/database.ts';
import { databaseOn, openPool, type Database } from '../src/store/database.ts';
import type { Pool } from 'pg';

let store: TestDatabase;
let pool: Pool;
let database: Database;

beforeAll(async () => {
  store = await createTestDatabase();
  pool = openPool(store.url, { max: 4 });
  database = databaseOn(pool);
});
afterAll(async () => {
  await pool.end();
  await store.drop();
});

const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom(...OPERATIONS),
  dice: fc.array(fc.nat(999), { minLength: 12, maxLength: 12 }),
});

describe('stored readiness', () => {
  test('is the computed one after every operation, and the open alerts are those it calls for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 40, size: 'max' }), async (operations) => {
        const world = await ReadinessWorld.create(database);
        for (const [step, each] of operations.entries()) {
          const done = await world.perform(each);
          const problems = await world.disagreements();
          expect(problems, `after step ${step}: ${done}\n${world.history.join('\n')}`).toEqual([]);
        }
        await sql`DELETE FROM users WHERE id = ${world.userId}`.execute(database);
      }),
      { numRuns: 30, seed: 20_261_123, endOnFailure: false },
    );
  }, 240_000);
});
