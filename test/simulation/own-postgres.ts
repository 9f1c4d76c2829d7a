import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { migrate } from '../../src/store/migrate.ts';

const CHILD = fileURLToPath(new URL('../support/embedded-postgres-child.ts', import.meta.url));
export const SQL_DIRECTORY = fileURLToPath(new URL('../../sql/', import.meta.url));

/** A PostgreSQL server for a long command, in a process that cleans up after it, however it ends. */
export async function startOwnPostgres(options: {
  throwaway: boolean;
}): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'punctual-own-'));
  const { throwaway } = options;
  const place = { dataDirectory: join(folder, 'postgres'), throwaway, removeAfterwards: folder };
  const child = spawn(process.execPath, [CHILD, JSON.stringify(place)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const lines = createInterface(child.stdout);
  const [line] = (await once(lines, 'line')) as [string];
  const answer = JSON.parse(line) as { url?: string; problem?: string };
  if (answer.url === undefined) throw new Error(answer.problem ?? 'the database ended without a word');
  return {
    url: answer.url,
    stop: async () => {
      const end = once(child, 'exit');
      child.stdin.end();
      await end;
    },
  };
}

/** A new database on the server with all migrations. */
export async function makeDatabase(serverUrl: string, name: string): Promise<string> {
  const server = new pg.Pool({ connectionString: serverUrl, max: 1 });
  await server.query(`CREATE DATABASE ${name}`);
  await server.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 1 });
  await migrate(pool, { directory: SQL_DIRECTORY, log: { info: () => undefined } });
  await pool.end();
  return url.href;
}
