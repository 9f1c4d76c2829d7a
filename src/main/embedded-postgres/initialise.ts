import { spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { rm, rename, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';
import { EmbeddedPostgresProblem } from './problem.ts';
import { childEnvironment } from './settings.ts';

export const superuser = 'punctual';
export const databaseName = 'punctual';

const unfinishedPrefix = 'initialising-';

/**
 * Makes the cluster where there is none, and answers the password of its superuser.
 *
 * Everything happens in a temporary folder that is renamed at the end: a cluster under its final name is complete, whatever
 * moment we are killed at. `throwaway` leaves out the flush to disk (a test's data need not survive a power cut).
 */
export async function initialise(place: Place, binaries: Binaries, throwaway: boolean): Promise<string> {
  await removeUnfinished(place);
  if (existsSync(place.cluster)) return existingPassword(place);
  const password = await createPassword(place);
  const unfinished = join(place.folder, `${unfinishedPrefix}${randomBytes(4).toString('hex')}`);
  mkdirSync(unfinished, { mode: 0o700 });
  giveToServer(unfinished, place);
  const cluster = join(unfinished, 'cluster');
  const passwordFile = join(unfinished, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  giveToServer(passwordFile, place);

  await run(binaries.initdb, initdbArguments(cluster, passwordFile, throwaway), '', place);
  const server = ['--single', '-D', cluster, 'template1'];
  await run(binaries.postgres, server, `CREATE DATABASE ${databaseName} OWNER ${superuser}\n`, place);
  await rename(cluster, place.cluster);
  flushFolder(place.folder);
  await rm(unfinished, { recursive: true, force: true });
  return password;
}

/** What a killed first start left behind; nobody else is at it while we hold the start lock. */
async function removeUnfinished(place: Place): Promise<void> {
  for (const name of readdirSync(place.folder)) {
    if (name.startsWith(unfinishedPrefix)) {
      await rm(join(place.folder, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
  }
}

function existingPassword(place: Place): string {
  const password = existsSync(place.password) ? readFileSync(place.password, 'utf8').trim() : '';
  if (password !== '') return password;
  throw new EmbeddedPostgresProblem(
    `The database in ${place.cluster} is there, but its password file ${place.password} is missing or empty. Bring it back from a backup.`,
  );
}

/** On disk before the cluster is: a cluster whose password nobody knows would be lost. */
async function createPassword(place: Place): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  await writeFile(place.password, `${password}\n`, { mode: 0o600, flush: true });
  place.giveToOwner(place.password);
  return password;
}

function initdbArguments(cluster: string, passwordFile: string, throwaway: boolean): string[] {
  return [
    `--pgdata=${cluster}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    // C and UTF-8: an index sorted by the system's locale breaks when the system's locale data changes.
    '--locale=C',
    '--encoding=UTF8',
    ...(throwaway ? ['--no-sync'] : []),
  ];
}

function giveToServer(path: string, place: Place): void {
  if (place.identity) chownSync(path, place.identity.uid, place.identity.gid);
}

/** Runs one of PostgreSQL's programs to its end, as the server's user. Throws EmbeddedPostgresProblem with what it said. */
function run(program: string, args: string[], input: string, place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: '/',
      env: childEnvironment(),
      ...place.identity,
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let said = '';
    const listen = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    // A program that ends without reading its input is told about by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.once('error', (error) => reject(cannotRun(program, error.message)));
    child.once('close', (code) => (code === 0 ? resolve() : reject(cannotRun(program, `exit ${code}: ${said}`))));
  });
}

export function cannotRun(program: string, why: string): EmbeddedPostgresProblem {
  return new EmbeddedPostgresProblem(
    `The embedded PostgreSQL could not be run (${program}: ${why.trim()}). If this cannot be mended, set DATABASE_URL to a PostgreSQL server of your own.`,
  );
}

/** A rename is only safe from a power cut once its folder is on disk. Windows cannot flush folders, and need not. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
