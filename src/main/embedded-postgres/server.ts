import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { removeOtherCopies, type Binaries } from './binaries.ts';
import { cannotRun } from './initialise.ts';
import type { Place } from './place.ts';
import { postmasterFilePath, readPostmasterFile } from './postmaster-file.ts';
import { EmbeddedPostgresProblem, type Log } from './problem.ts';
import { isPostgresIn, isRunning, postgresProcessesIn, signal } from './processes.ts';
import { childEnvironment, serverSettings } from './settings.ts';

/** A server that accepts connections. */
export interface RunningServer {
  pid: number;
  port: number;
}

const pollMs = 10;
/** A server that ends normally writes its memory to disk first. */
const stopPatienceMs = 60_000;
/** The children of a killed server notice within moments, unless one is in the middle of a long query. */
const orphanPatienceMs = 2_000;
const portAttempts = 5;

/**
 * The server already at work in this cluster, once it is ready; undefined when there is none, and then nothing at all runs
 * in the cluster any more and a new server may start. The caller holds the start lock.
 */
export async function findRunningServer(place: Place, log: Log): Promise<RunningServer | undefined> {
  for (;;) {
    const file = readPostmasterFile(place.cluster);
    if (!file || !isPostgresIn(file.pid, place.cluster)) break;
    if (file.status === 'ready' && file.port !== undefined) return { pid: file.pid, port: file.port };
    await pause(pollMs);
  }
  await waitForOrphans(place, log);
  if (existsSync(postmasterFilePath(place.cluster))) {
    log.info('The database was not shut down in order last time; it puts itself right while it starts.');
    // Its pid is dead, or somebody else's by now; PostgreSQL would take the latter for a server and refuse.
    rmSync(postmasterFilePath(place.cluster), { force: true });
  }
  return undefined;
}

/**
 * Starts a server and waits until it accepts connections. `port` is where clients already look for it: it is tried first, and
 * with `samePort` nothing else is; otherwise any free port of this machine will do.
 */
export async function launchServer(
  place: Place,
  binaries: Binaries,
  options: { throwaway: boolean; port: number | undefined; samePort: boolean; log: Log },
): Promise<RunningServer> {
  await removeOtherCopies(place, binaries);
  keepLogShort(place);
  for (let attempt = 1; ; attempt += 1) {
    const wanted = attempt === 1 || options.samePort ? options.port : undefined;
    const port = wanted ?? (await freePort());
    const logStart = sizeOf(place.serverLog);
    const child = spawnServer(place, binaries, serverSettings(port, options.throwaway));
    const end = watchEnd(child);
    const failure = await untilReady(place, child, end, options.log);
    if (failure === undefined && child.pid !== undefined) return { pid: child.pid, port };
    const said = readFileSync(place.serverLog, 'utf8').slice(logStart).slice(-2000);
    // Between our look for a free port and the server's use of it, another program took it.
    if (/could not bind|Address already in use/i.test(said) && attempt < portAttempts) continue;
    throw cannotRun(binaries.postgres, `${failure ?? 'no pid'}: ${said}`);
  }
}

/** A fast shutdown: sessions are ended, what they committed is kept. Returns when the server's process is gone. */
export async function stopServer(pid: number, place: Place, binaries: Binaries): Promise<void> {
  if (!isPostgresIn(pid, place.cluster)) return;
  if (process.platform === 'win32') {
    // Windows has no signals; pg_ctl speaks to the server through a pipe of PostgreSQL's own.
    spawn(binaries.pgCtl, ['stop', '-m', 'fast', '-D', place.cluster], { stdio: 'ignore', windowsHide: true });
  } else {
    signal(pid, 'SIGINT');
  }
  if (await untilGone(() => !isRunning(pid), stopPatienceMs)) return;
  // Ends at once, as in a power cut; the next start replays the log. Nothing committed is lost.
  signal(pid, 'SIGQUIT');
  await untilGone(() => !isRunning(pid), stopPatienceMs);
}

/**
 * Detached, in a process group of its own: Ctrl-C reaches the whole group of the terminal, and the database must be there
 * until the last write of the app that is shutting down.
 */
function spawnServer(place: Place, binaries: Binaries, settings: string[]): ChildProcess {
  const serverLog = openSync(place.serverLog, 'a', 0o600);
  try {
    place.giveToOwner(place.serverLog);
    const child = spawn(binaries.postgres, ['-D', place.cluster, ...settings], {
      cwd: '/',
      env: childEnvironment(),
      detached: true,
      ...place.identity,
      stdio: ['ignore', serverLog, serverLog],
      windowsHide: true,
    });
    child.unref();
    return child;
  } finally {
    closeSync(serverLog);
  }
}

/** Filled when the child has ended or never was: an event must not be missed between two looks. */
function watchEnd(child: ChildProcess): { why: string | undefined } {
  const end: { why: string | undefined } = { why: undefined };
  child.once('error', (error) => (end.why = error.message));
  child.once('exit', (code, signalName) => (end.why = `ended with ${signalName ?? code}`));
  return end;
}

/** No time limit while it lives: after a crash it may have minutes of log to replay. Answers why it ended, if it did. */
async function untilReady(
  place: Place,
  child: ChildProcess,
  end: { why: string | undefined },
  log: Log,
): Promise<string | undefined> {
  let nextWord = performance.now() + 10_000;
  while (end.why === undefined) {
    const file = readPostmasterFile(place.cluster);
    if (file && file.pid === child.pid && file.status === 'ready') return undefined;
    if (performance.now() > nextWord) {
      log.info('The database is still starting (after a crash it reads its log first).');
      nextWord += 10_000;
    }
    await pause(pollMs);
  }
  return end.why;
}

async function waitForOrphans(place: Place, log: Log): Promise<void> {
  const gone = () => postgresProcessesIn(place.cluster).length === 0;
  if (await untilGone(gone, orphanPatienceMs)) return;
  const orphans = postgresProcessesIn(place.cluster);
  log.warn(`Ending ${orphans.length} process(es) of a database server that was killed.`);
  for (const pid of orphans) signal(pid, 'SIGQUIT');
  if (await untilGone(gone, orphanPatienceMs)) return;
  throw new EmbeddedPostgresProblem(
    `Processes of an earlier database server (pid ${orphans.join(', ')}) still run in ${place.cluster} and do not end. End them and start again.`,
  );
}

async function untilGone(gone: () => boolean, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (!gone()) {
    if (performance.now() > deadline) return false;
    await pause(pollMs);
  }
  return true;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** One earlier log is kept. */
function keepLogShort(place: Place): void {
  if (sizeOf(place.serverLog) > 5_000_000) renameSync(place.serverLog, `${place.serverLog}.1`);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
