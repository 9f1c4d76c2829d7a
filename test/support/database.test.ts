import { expect, it } from 'vitest';
import { createTestDatabase } from './database.ts';

it('gives every caller a database of its own, and takes it away again', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await one.pool.query('CREATE TABLE only_here (id int)');
  const { rows } = await other.pool.query(`SELECT to_regclass('only_here') AS found`);
  expect(rows).toEqual([{ found: null }]);
  await one.drop();
  await one.drop();
  const { rows: left } = await other.pool.query('SELECT 1 FROM pg_database WHERE datname = $1', [
    new URL(one.url).pathname.slice(1),
  ]);
  expect(left).toEqual([]);
  await other.drop();
});
