import { rm } from 'node:fs/promises';
import { startEmbeddedPostgres } from '../../src/main/embedded-postgres/supervisor.ts';

/**
 * A Punctual reduced to its database, in a process of its own: `node embedded-postgres-child.ts <options as JSON>`.
 * Says one line of JSON when the database is there or cannot be. When its standard input ends (at the latest because its
 * parent was killed) it stops the database and, if `removeAfterwards` names a folder, removes that.
 */
const { removeAfterwards, ...options } = JSON.parse(process.argv[2] ?? '{}');
const said: string[] = [];
const log = { info: (message: string) => said.push(message), warn: (message: string) => said.push(message) };

try {
  const postgres = await startEmbeddedPostgres({ ...options, log });
  console.log(JSON.stringify({ url: postgres.url, adopted: postgres.adopted, said }));
  process.stdin.resume().once('end', () => void end(() => postgres.stop()));
} catch (error) {
  console.log(JSON.stringify({ problem: error instanceof Error ? error.message : String(error), said }));
  await end(() => Promise.resolve());
}

async function end(stop: () => Promise<void>): Promise<never> {
  await stop();
  if (typeof removeAfterwards === 'string') await rm(removeAfterwards, { recursive: true, force: true });
  process.exit(0);
}
