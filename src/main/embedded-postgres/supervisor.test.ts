import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findNativeDirectory } from './binaries.ts';
import { tryLock } from './kernel-lock.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { isPostgresIn, isRunning, postgresProcessesIn } from './processes.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './supervisor.ts';

const childScript = fileURLToPath(new URL('../../../test/support/embedded-postgres-child.ts', import.meta.url));
const onlyAsRoot = process.getuid?.() === 0 ? ['as root'] : [];
const nobody = 65534;
const silent = { info: () => undefined, warn: () => undefined };

let root: string;
let dataDirectory: string;
let children: ChildProcess[];
let started: EmbeddedPostgres[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'punctual-postgres-'));
  chmodSync(root, 0o755);
  dataDirectory = join(root, 'postgres');
  children = [];
  started = [];
});

afterEach(async () => {
  for (const child of children) await killHard(child);
  for (const postgres of started) await postgres.stop();
  await endEverythingIn(root);
  await rm(root, { recursive: true, force: true });
});

describe('a start', () => {
  it('makes a durable database in UTF-8 that only this machine and only its password reach', async () => {
    const postgres = await start();
    expect(postgres.adopted).toBe(false);
    expect(
      await ask(postgres.url, `SELECT current_setting('fsync') || ' ' || current_setting('server_encoding')`),
    ).toBe('on UTF8');
    expect(await ask(postgres.url, `SELECT current_setting('listen_addresses')`)).toBe('127.0.0.1');
    expect(await ask(postgres.url, `SELECT current_setting('unix_socket_directories')`)).toBe('');
    const stranger = postgres.url.replace(/:[^:@]+@/, ':guess@');
    await expect(ask(stranger, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  it('keeps the data over a stop, and the second start makes nothing anew', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await first.stop();
    expect(postgresProcessesIn(join(dataDirectory, 'cluster'))).toEqual([]);

    const before = performance.now();
    const second = await start();
    // 35 ms where this was written; a start that initialises takes a second.
    expect(performance.now() - before).toBeLessThan(700);
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'SELECT n FROM kept')).toBe(7);
  });

  it('lets nobody but us read the password', async () => {
    await start();
    expect(modeOf('password')).toBe(0o600);
    expect(modeOf('cluster')).toBe(0o700);
  });

  it('keeps what users write out of its log', async () => {
    const postgres = await start();
    await ask(postgres.url, 'CREATE TABLE post (caption text UNIQUE)');
    await ask(postgres.url, `INSERT INTO post VALUES ('private words')`);
    await expect(ask(postgres.url, `INSERT INTO post VALUES ('private words')`)).rejects.toThrow(/unique/);
    const log = readFileSync(join(dataDirectory, 'server.log'), 'utf8');
    expect(log).toContain('unique');
    expect(log).not.toContain('private words');
  });
});

describe('when a Punctual was killed', () => {
  it('adopts the server it left behind', async () => {
    const child = startChild();
    const left = await said(child);
    await killHard(child);

    const postgres = await start();
    expect(postgres).toMatchObject({ adopted: true, url: left.url });
    expect(await ask(postgres.url, 'SELECT 1')).toBe(1);
    const { pid } = readPostmasterFile(join(dataDirectory, 'cluster')) ?? { pid: 0 };
    await postgres.stop();
    expect(isRunning(pid)).toBe(false);
  });

  it('recovers from a server that was killed too, with its file left behind', async () => {
    const child = startChild();
    const first = await said(child);
    await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await killHard(child);
    const { pid } = readPostmasterFile(join(dataDirectory, 'cluster')) ?? { pid: 0 };
    process.kill(pid, 'SIGKILL');
    await until(() => !isRunning(pid));

    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'SELECT n FROM kept')).toBe(7);
  });

  it('waits for the children of a killed server, even one in the middle of a query', async () => {
    const child = startChild();
    const first = await said(child);
    const busy = new Client(first.url);
    busy.on('error', () => undefined);
    await busy.connect();
    const query = busy.query('SELECT count(*) FROM generate_series(1, 1e15)').then(
      () => 'finished',
      () => 'cut off',
    );
    const { pid } = readPostmasterFile(join(dataDirectory, 'cluster')) ?? { pid: 0 };
    await killHard(child);
    process.kill(pid, 'SIGKILL');
    // Being told to die is not being dead: until then it is rightly adopted.
    await until(() => !isRunning(pid));

    const second = await start();
    expect(await query).toBe('cut off');
    expect(await ask(second.url, 'SELECT 1')).toBe(1);
  });

  it('is not misled by a pid that now belongs to somebody else', async () => {
    await (await start()).stop();
    const file = join(dataDirectory, 'cluster', 'postmaster.pid');
    await writeFile(file, `${process.pid}\n${join(dataDirectory, 'cluster')}\n1\n5\n\n127.0.0.1\n 1 1\nready   \n`);
    const postgres = await start();
    expect(postgres.adopted).toBe(false);
    expect(await ask(postgres.url, 'SELECT 1')).toBe(1);
  });

  it('starts over when the kill came while the cluster was being made', async () => {
    const child = startChild();
    await until(
      () => existsSync(dataDirectory) && readdirSync(dataDirectory).some((name) => name.startsWith('initialising-')),
    );
    await killHard(child);
    expect(existsSync(join(dataDirectory, 'cluster'))).toBe(false);

    const postgres = await start();
    expect(await ask(postgres.url, 'SELECT 1')).toBe(1);
    expect(readdirSync(dataDirectory).filter((name) => name.startsWith('initialising-'))).toEqual([]);
  });
});

describe('while Punctual runs', () => {
  it('starts a server again that was killed, where its clients look for it', async () => {
    const postgres = await start();
    await ask(postgres.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const { pid } = readPostmasterFile(join(dataDirectory, 'cluster')) ?? { pid: 0 };
    process.kill(pid, 'SIGKILL');
    await until(() => {
      const file = readPostmasterFile(join(dataDirectory, 'cluster'));
      return file !== undefined && file.pid !== pid && file.status === 'ready';
    });
    expect(await ask(postgres.url, 'SELECT n FROM kept')).toBe(7);
    await postgres.stop();
    expect(postgresProcessesIn(join(dataDirectory, 'cluster'))).toEqual([]);
  });
});

describe('two Punctuals on one folder', () => {
  it('share one server, which goes with the last of them', async () => {
    const [one, other] = [startChild(), startChild()];
    const answers = [await said(one), await said(other)];
    expect(answers.filter((answer) => answer.adopted)).toHaveLength(1);
    expect(answers[0]?.url).toBe(answers[1]?.url);

    await endGently(one);
    expect(await ask(answers[1]?.url ?? '', 'SELECT 1')).toBe(1);
    await endGently(other);
    expect(postgresProcessesIn(join(dataDirectory, 'cluster'))).toEqual([]);
  });

  it('refuses a folder whose server runs where we cannot see it, as in another container', async () => {
    await (await start()).stop();
    await writeFile(join(dataDirectory, 'cluster', 'postmaster.pid'), '1\n');
    await writeFile(join(dataDirectory, 'started-in'), 'pid:[1]');
    const neighbour = tryLock(join(dataDirectory, 'users.lock'), 'shared');
    await expect(start()).rejects.toThrow(/Another container/);
    neighbour?.release();
    expect(await ask((await start()).url, 'SELECT 1')).toBe(1);
  });
});

describe('the binaries', () => {
  it('get back the symlinks that npm leaves out', async () => {
    const nativeDirectory = copyOfTheBinaries();
    const link = join(nativeDirectory, 'lib', 'libicuuc.so.60');
    await unlink(link);
    const postgres = await start({ nativeDirectory });
    expect(existsSync(link)).toBe(true);
    expect(await ask(postgres.url, 'SELECT 1')).toBe(1);
  });

  it.each(onlyAsRoot)('are copied beside the data where the server may not read them, %s', async () => {
    const nativeDirectory = copyOfTheBinaries();
    await unlink(join(nativeDirectory, 'lib', 'libicuuc.so.60'));
    chmodSync(dirname(nativeDirectory), 0o700);
    const postgres = await start({ nativeDirectory });
    expect(await ask(postgres.url, 'SELECT 1')).toBe(1);
    expect(readdirSync(dataDirectory).some((name) => name.startsWith('binaries-'))).toBe(true);
  });
});

// What only root can arrange. A normal user's run of this file is itself the test of the other side.
describe.each(onlyAsRoot)('%s', () => {
  it('works in a data folder that was closed, and runs the server as nobody', async () => {
    chmodSync(root, 0o700);
    await start();
    const { pid } = readPostmasterFile(join(dataDirectory, 'cluster')) ?? { pid: 0 };
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(new RegExp(`^Uid:\\s+${nobody}`, 'm'));
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Groups:\s*(65534)?\s*$/m);
  });

  it('goes to another place when a closed home is in the way, says so, and finds it again', async () => {
    const home = join(root, 'home');
    mkdirSync(home, { mode: 0o700 });
    dataDirectory = join(home, 'punctual', 'data', 'postgres');
    const otherPlaces = join(root, 'elsewhere');
    const warnings: string[] = [];
    const log = { info: () => undefined, warn: (message: string) => warnings.push(message) };
    const first = await start({ otherPlaces, log });
    await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await first.stop();
    expect(warnings.join()).toContain(otherPlaces);

    const second = await start({ otherPlaces });
    expect(await ask(second.url, 'SELECT n FROM kept')).toBe(7);
    await second.stop();

    await rm(otherPlaces, { recursive: true });
    await expect(start({ otherPlaces })).rejects.toThrow(/is gone/);
  });

  it('works for a normal user, whose folder root may start as well', async () => {
    chownSync(root, nobody, nobody);
    const child = startChild({}, nobody);
    const answer = await said(child);
    expect(await ask(answer.url, 'SELECT 1')).toBe(1);
    await endGently(child);

    const asRoot = await start();
    expect(await ask(asRoot.url, 'SELECT 1')).toBe(1);
    await asRoot.stop();
    const again = await said(startChild({}, nobody));
    expect(await ask(again.url, 'SELECT 1')).toBe(1);
  });

  it('tells a normal user whose data it is when root was here first', async () => {
    await (await start()).stop();
    const answer = await said(startChild({}, 1));
    expect(answer.problem).toMatch(/belongs to another user.*DATABASE_URL/);
  });

  it('asks a user without a name for DATABASE_URL', async () => {
    chownSync(root, 54321, 54321);
    const answer = await said(startChild({}, 54321));
    expect(answer.problem).toMatch(/DATABASE_URL/);
  });
});

async function start(more: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDirectory, log: silent, ...more });
  started.push(postgres);
  return postgres;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

function startChild(options: Record<string, unknown> = {}, uid?: number): ChildProcess {
  const child = spawn(process.execPath, [childScript, JSON.stringify({ dataDirectory, ...options })], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
    env: { PATH: process.env['PATH'] },
  });
  children.push(child);
  return child;
}

interface ChildAnswer {
  url: string;
  adopted: boolean;
  problem?: string;
}

async function said(child: ChildProcess): Promise<ChildAnswer> {
  if (!child.stdout) throw new Error('the child has no output');
  for await (const line of createInterface(child.stdout)) return JSON.parse(line);
  throw new Error('the child ended without a word');
}

async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = once(child, 'exit');
  child.kill('SIGKILL');
  await end;
}

async function endGently(child: ChildProcess): Promise<void> {
  const end = once(child, 'exit');
  child.stdin?.end();
  await end;
}

/** Whatever a test left running: the server of the folder itself or of any below it. */
async function endEverythingIn(folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.name !== 'postmaster.pid') continue;
    const { pid } = readPostmasterFile(entry.parentPath) ?? { pid: 0 };
    if (!isPostgresIn(pid, entry.parentPath)) continue;
    process.kill(pid, 'SIGQUIT');
    await until(() => !isRunning(pid));
  }
}

/** Waits for something outside this process, by looking; bounded by the test's own time limit. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

function copyOfTheBinaries(): string {
  const copy = join(root, 'package');
  cpSync(dirname(findNativeDirectory()), copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'native');
}

function modeOf(name: string): number {
  return statSync(join(dataDirectory, name)).mode & 0o777;
}
