import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/store/migrate.ts';
import { databaseUrl } from './database-url.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this test run; names its superuser and a database to issue CREATE DATABASE from. */
    postgresUrl: string;
    /** The database that every test database is a copy of: all migrations applied, no rows. */
    templateDatabase: string;
  }
}

const templateDatabase = 'punctual_template';
const migrations = fileURLToPath(new URL('../../sql', import.meta.url));

/** One PostgreSQL server for the whole run, with a migrated database to copy. Answers what ends it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  await makeTemplate(server.url);
  project.provide('postgresUrl', server.url);
  project.provide('templateDatabase', templateDatabase);
  return server.stop;
}

/** In a process of its own, which outlives ours just long enough to clean up, however ours ends. */
async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'punctual-test-'));
  const script = fileURLToPath(new URL('./embedded-postgres-child.ts', import.meta.url));
  const options = { dataDirectory: join(folder, 'postgres'), throwaway: true, removeAfterwards: folder };
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const answer = await firstLine(child.stdout);
  if (!answer.url) throw new Error(`No database for the tests: ${answer.problem ?? 'it ended without a word'}`);
  return {
    url: answer.url,
    stop: async () => {
      const end = once(child, 'exit');
      child.stdin.end();
      await end;
    },
  };
}

async function firstLine(output: Readable): Promise<{ url?: string; problem?: string }> {
  for await (const line of createInterface(output)) return JSON.parse(line);
  return {};
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const server = new Pool({ connectionString: serverUrl, max: 1 });
  await server.query(`CREATE DATABASE ${templateDatabase}`);
  if (existsSync(migrations) && readdirSync(migrations).length > 0) {
    const template = new Pool({ connectionString: databaseUrl(serverUrl, templateDatabase), max: 1 });
    await migrate(template, { directory: migrations, log: { info: () => undefined } });
    await template.end();
  }
  // A database can only be copied while nobody is connected to it.
  await server.query(`ALTER DATABASE ${templateDatabase} ALLOW_CONNECTIONS false`);
  await server.end();
}
