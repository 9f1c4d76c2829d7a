import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { inject } from 'vitest';
import { databaseUrl } from './database-url.ts';

export interface TestDatabase {
  url: string;
  /** Ends with `drop`. */
  pool: Pool;
  /** Ends every connection to the database and removes it. May be called more than once. */
  drop(): Promise<void>;
}

/**
 * A database of its own for a test or a test file: a copy of the migrated template, or `{ empty: true }` for one without any
 * table. Takes some 50 ms. Drop it in `afterEach` or `afterAll`.
 */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const template = options.empty ? 'template0' : inject('templateDatabase');
  await onServer((server) => server.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const url = databaseUrl(inject('postgresUrl'), name);
  const pool = new Pool({ connectionString: url, max: 10 });
  // Dropping the database ends idle connections; without a listener their error would end the process.
  pool.on('error', () => undefined);
  let dropped: Promise<void> | undefined;
  const drop = async () => {
    if (!pool.ending) await pool.end();
    await onServer((server) => dropDatabase(server, name));
  };
  return { url, pool, drop: () => (dropped ??= drop()) };
}

/**
 * A client that has said goodbye is still connected for a moment, and being thrown out then is an error nobody listens for:
 * so leave them a second before forcing.
 */
async function dropDatabase(server: Client, name: string): Promise<void> {
  const deadline = performance.now() + 1000;
  const connected = 'SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = $1';
  while (performance.now() < deadline) {
    const { rows } = await server.query<{ n: number }>(connected, [name]);
    if (rows[0]?.n === 0) break;
  }
  await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
}

async function onServer(work: (server: Client) => Promise<unknown>): Promise<void> {
  const server = new Client({ connectionString: inject('postgresUrl') });
  await server.connect();
  try {
    await work(server);
  } finally {
    await server.end();
  }
}
