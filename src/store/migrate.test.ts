import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { migrate, pendingMigrations } from './migrate.ts';

let database: TestDatabase;
let directory: string;
const log = { info: () => undefined };

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  directory = await mkdtemp(join(tmpdir(), 'punctual-migrations-'));
  await write('0001_shelf.sql', 'CREATE TABLE shelf (id int PRIMARY KEY); CREATE TABLE lamp (id int);');
  await write('0002_book.sql', 'CREATE TABLE book (shelf_id int REFERENCES shelf); INSERT INTO shelf VALUES (1);');
});

afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

it('applies every file once, in order', async () => {
  expect(await pendingMigrations(database.pool, directory)).toEqual(['0001_shelf', '0002_book']);
  expect(await migrate(database.pool, { directory, log })).toEqual({ applied: ['0001_shelf', '0002_book'] });
  expect(await pendingMigrations(database.pool, directory)).toEqual([]);
  expect(await migrate(database.pool, { directory, log })).toEqual({ applied: [] });

  await write('0003_more.sql', 'INSERT INTO shelf VALUES (2)');
  expect(await migrate(database.pool, { directory, log })).toEqual({ applied: ['0003_more'] });
  expect(await count('shelf')).toBe(2);
});

it('lets eight processes do it at once, and each file still runs once', async () => {
  const pools = Array.from({ length: 8 }, () => new Pool({ connectionString: database.url, max: 1 }));
  const results = await Promise.all(pools.map((pool) => migrate(pool, { directory, log })));
  await Promise.all(pools.map((pool) => pool.end()));
  expect(results.flatMap((result) => result.applied).toSorted()).toEqual(['0001_shelf', '0002_book']);
  expect(await count('shelf')).toBe(1);
});

it('undoes a file that fails halfway, keeps the ones before it, and goes on once it is mended', async () => {
  await write('0002_book.sql', 'INSERT INTO shelf VALUES (1); CREATE TABLE book (); SELECT nonsense;');
  await expect(migrate(database.pool, { directory, log })).rejects.toThrow(/0002_book failed.*nonsense/);
  expect(await pendingMigrations(database.pool, directory)).toEqual(['0002_book']);
  expect(await count('shelf')).toBe(0);

  await write('0002_book.sql', 'INSERT INTO shelf VALUES (1); CREATE TABLE book ();');
  expect(await migrate(database.pool, { directory, log })).toEqual({ applied: ['0002_book'] });
});

it('refuses a file that was changed after it was applied', async () => {
  await migrate(database.pool, { directory, log });
  await write('0001_shelf.sql', 'CREATE TABLE shelf (id bigint PRIMARY KEY);');
  await expect(migrate(database.pool, { directory, log })).rejects.toThrow(/0001_shelf was applied.*another content/);
  await expect(pendingMigrations(database.pool, directory)).rejects.toThrow(/another content/);
});

it('takes other line ends for the same file', async () => {
  await write('0003_lines.sql', 'SELECT 1;\nSELECT 2;\n');
  await migrate(database.pool, { directory, log });
  await write('0003_lines.sql', 'SELECT 1;\r\nSELECT 2;\r\n');
  expect(await migrate(database.pool, { directory, log })).toEqual({ applied: [] });
});

it('refuses a database that a newer version has migrated', async () => {
  await write('0003_future.sql', 'SELECT 1');
  await migrate(database.pool, { directory, log });
  await rm(join(directory, '0003_future.sql'));
  await expect(migrate(database.pool, { directory, log })).rejects.toThrow(/newer than this Punctual.*0003_future/);
});

it('refuses files with a gap or a double in their numbers', async () => {
  await write('0004_gap.sql', 'SELECT 1');
  await expect(migrate(database.pool, { directory, log })).rejects.toThrow(/expected 0003.*found 0004_gap/);
  await rm(join(directory, '0004_gap.sql'));
  await write('0002_twice.sql', 'SELECT 1');
  await expect(migrate(database.pool, { directory, log })).rejects.toThrow(/expected 0003.*found 0002_twice/);
});

async function write(file: string, sql: string): Promise<void> {
  await writeFile(join(directory, file), sql);
}

async function count(table: string): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0]?.n ?? -1;
}
