import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../test/support/database.ts';
import { databaseOn, openPool } from './database.ts';

// An uncaught 'error' of a connection would end the process, and with it this run.
test('a server that ends a transaction in the middle fails that transaction, and nothing else', async () => {
  const own = await createTestDatabase();
  const pool = openPool(own.url, { max: 2 });
  const database = databaseOn(pool);
  try {
    const work = database.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(transaction);
      await sql`SELECT pg_terminate_backend(${rows[0]?.pid})`.execute(database);
      for (;;) await sql`SELECT 1`.execute(transaction);
    });
    // Whose word comes first is a matter of load: the server's, the driver's or the socket's.
    await expect(work).rejects.toThrow(/terminat|closed|reset|ended|not queryable/i);
    expect((await sql<{ n: number }>`SELECT 1 AS n`.execute(database)).rows).toEqual([{ n: 1 }]);
  } finally {
    await pool.end();
    await own.drop();
  }
});
