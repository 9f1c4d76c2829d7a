import fc from 'fast-check';
import { test } from 'vitest';
import { ReadinessWorld, OPERATIONS } from './support/readiness-world.ts';
import { createTestDatabase } from './support/database.ts';
import { databaseOn, openPool } from '../src/store/database.ts';
const operation = fc.record({ kind: fc.constantFrom(...OPERATIONS), dice: fc.array(fc.nat(999), { minLength: 12, maxLength: 12 }) });
test('concurrent', async () => {
  const store = await createTestDatabase(); const pool = openPool(store.url, { max: 12 }); const database = databaseOn(pool);
  const errors = new Map<string, number>(); let total = 0;
  for (let run = 0; run < 25; run++) {
    const world = await ReadinessWorld.create(database);
    const worlds = [world, ...[1, 2, 3].map(() => new (ReadinessWorld as any)(database, world.userId))];
    const ops = fc.sample(operation, { numRuns: 160, seed: run + 1 });
    const batches = worlds.map((w: ReadinessWorld, i: number) => (async () => {
      for (let k = i; k < ops.length; k += 4) {
        const op = ops[k]!; if (op.kind === 'passTime' && i > 0) continue;
        total++;
        try { await w.perform(op); } catch (e: any) { const key = `${op.kind}: ${e.code ?? ''} ${String(e.message).slice(0, 90)}`; errors.set(key, (errors.get(key) ?? 0) + 1); }
      }
    })());
    await Promise.all(batches);
  }
  console.log(total, [...errors].sort((a, b) => b[1] - a[1]).map(([k, n]) => `${n} ${k}`).join('\n'));
  await pool.end(); await store.drop();
}, 500_000);
test('more seeds', async () => {
  const store = await createTestDatabase(); const pool = openPool(store.url, { max: 4 }); const database = databaseOn(pool);
  await fc.assert(fc.asyncProperty(fc.array(operation, { minLength: 20, maxLength: 60, size: 'max' }), async (operations) => {
    const world = await ReadinessWorld.create(database);
    for (const each of operations) {
      await world.perform(each);
      const problems = await world.disagreements();
      if (problems.length) throw new Error(problems.join('\n') + '\n' + world.history.join('\n'));
    }
  }), { numRuns: 60, endOnFailure: true });
  await pool.end(); await store.drop();
}, 500_000);
