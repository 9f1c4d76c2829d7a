import { sql, type RawBuilder } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { databaseOn, openPool, type Database } from './database.ts';

let own: TestDatabase;
let pool: pg.Pool;
let database: Database;

beforeAll(async () => {
  own = await createTestDatabase();
  // A connection that is not given back is missed by the next query at once.
  pool = openPool(own.url, { max: 1, connectTimeoutMs: 5000 });
  database = databaseOn(pool);
});
afterAll(async () => {
  await pool.end();
  await own.drop();
});

const numbers = (upTo: number) => sql<{ n: number }>`SELECT n FROM generate_series(1, ${upTo}::int) n`;
const stream = (query = numbers(1000)) => database.getExecutor().stream<{ n: number }>(query.compile(database), 300);

/** Hands each batch on, as whoever streams does. */
async function readAll(query: RawBuilder<{ n: number }>, take: (rows: { n: number }[]) => void | Promise<unknown>) {
  for await (const { rows } of stream(query)) await take(rows);
}

const isFree = async () => expect((await numbers(2).execute(database)).rows).toEqual([{ n: 1 }, { n: 2 }]);

test('come in batches, all of them and in order', async () => {
  const batches: number[][] = [];
  await readAll(numbers(1000), (rows) => void batches.push(rows.map(({ n }) => n)));
  expect(batches.map((rows) => rows.length)).toEqual([300, 300, 300, 100]);
  expect(batches.flat()).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  await isFree();
});

test('none of them is no batch, and a full last batch has none behind it', async () => {
  const lengths: number[] = [];
  await readAll(numbers(0), (rows) => void lengths.push(rows.length));
  expect(lengths).toEqual([]);
  await readAll(numbers(600), (rows) => void lengths.push(rows.length));
  expect(lengths).toEqual([300, 300]);
});

test('instants come as they do from every query', async () => {
  const query = sql<{ n: number }>`SELECT 1 AS n, '2026-11-29T04:00:00Z'::timestamptz AS at`;
  await readAll(query, (rows) => expect(rows).toEqual([{ n: 1, at: Temporal.Instant.from('2026-11-29T04:00:00Z') }]));
});

test('who stops early, or fails, leaves the connection to the next', async () => {
  for await (const _ of stream()) break;
  await isFree();
  const reading = readAll(numbers(1000), () => {
    throw new Error('The reader failed.');
  });
  await expect(reading).rejects.toThrow('The reader failed.');
  await isFree();
});

test('what the query fails with in the middle is thrown', async () => {
  const seen: number[] = [];
  // Fails after rows have gone out; too many for a plan to work it out ahead.
  const query = sql<{ n: number }>`SELECT n, 1 / (90000 - n) AS x FROM generate_series(1, 100000) n`;
  await expect(readAll(query, (rows) => void seen.push(rows.length))).rejects.toThrow('division by zero');
  expect(seen.length).toBeGreaterThan(0);
  await isFree();
});

test('a connection that breaks in the middle is told to the reader and replaced', async () => {
  const query = sql<{ n: number }>`
    SELECT n, pg_sleep(CASE n WHEN 5000 THEN 30 ELSE 0 END) FROM generate_series(1, 5001) n`;
  const reading = readAll(query, async ([first]) => {
    if (first?.n !== 1) return;
    await own.pool.query(`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE '%pg_sleep(CASE%' AND pid <> pg_backend_pid()`);
  });
  await expect(reading).rejects.toThrow(/terminat|closed|reset|ended|not queryable/i);
  // The pool hears of it a moment later.
  await vi.waitFor(isFree);
});
