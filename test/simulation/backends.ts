import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openPool } from '../../src/store/database.ts';

/** The real database of a run, and a connection beside it that looks who waits for whom. */
export interface Backends {
  pool: pg.Pool;
  monitor: pg.Client;
}

const SETTINGS = [
  // The tables hold a handful of rows: planning again for every value finds nothing better and costs more than running.
  'plan_cache_mode=force_generic_plan',
  'jit=off',
  // Runs leave dead rows behind. Who reads a table from end to end reads them all, and a plan made while it was small does.
  'enable_seqscan=off',
  // Nobody looks at the server's own books, and without them it does not clean up in the middle of a run.
  'track_counts=off',
  'track_activities=off',
  'update_process_title=off',
];

/** Connections to the database at `url`, in no hurry to be closed: a new one has every statement to prepare again. */
export async function openBackends(url: string): Promise<Backends> {
  const address = new URL(await nearest(url));
  const monitor = new pg.Client({ connectionString: address.href });
  await monitor.connect();
  await monitor.query(`SET application_name = 'monitor'`);
  address.searchParams.set('options', SETTINGS.map((setting) => `-c ${setting}`).join(' '));
  const pool = openPool(address.href, { max: 24 });
  Object.assign(pool.options, { idleTimeoutMillis: 0, pipeline: true });
  return { pool, monitor };
}

export async function closeBackends(backends: Backends): Promise<void> {
  await backends.pool.end();
  await backends.monitor.end();
}

/** By the server's socket where it has one that can be reached from here: half the time of every statement. */
async function nearest(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ data: string; sockets: string }>(
    `SELECT current_setting('data_directory') AS data, current_setting('unix_socket_directories') AS sockets`,
  );
  await client.end();
  const { data = '', sockets = '' } = rows[0] ?? {};
  const address = new URL(url);
  const socket = join(data, `.s.PGSQL.${address.port}`);
  // The kernel takes no longer names than that.
  if (sockets !== '.' || socket.length > 100 || !existsSync(socket)) return url;
  address.searchParams.set('host', data);
  return address.href;
}
