import { findNativeDirectory, readyBinaries, type Binaries } from './binaries.ts';
import { databaseName, initialise, superuser } from './initialise.ts';
import { lockWhenFree, tryLock, type KernelLock } from './kernel-lock.ts';
import { refuseUnseenNeighbour, rememberWhereStarted } from './neighbour.ts';
import { preparePlace, type Place } from './place.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import type { Log } from './problem.ts';
import { findRunningServer, launchServer, stopServer, type RunningServer } from './server.ts';
import { watchServer } from './watch.ts';

export interface EmbeddedPostgresOptions {
  /** The `postgres` folder inside PUNCTUAL_DATA; made when missing. */
  dataDirectory: string;
  log: Log;
  /** For tests: data that need not survive a power cut. Several times faster to write. */
  throwaway?: boolean;
  /** Where the binaries are; the installed package by default. */
  nativeDirectory?: string;
  /** Where the database goes when its own folder cannot be reached by the user who runs it. */
  otherPlaces?: string;
}

export interface EmbeddedPostgres {
  /** For `pg`. Holds the password: never log it. */
  url: string;
  /** The server was already running: started by a Punctual that was killed, or that still runs beside us. */
  adopted: boolean;
  /** Stops the server, unless another Punctual still uses it. May be called more than once. */
  stop(): Promise<void>;
}

/** First starts copy binaries and make a cluster; on a slow disk that takes a while. */
const startPatienceMs = 180_000;

/**
 * Starts PostgreSQL over the folder, or adopts the server that already runs there, and starts it again should it die (the
 * kernel kills what takes memory). Safe against being killed at any moment and against other Punctuals starting at the same
 * time. Throws EmbeddedPostgresProblem, with what a person can do about it, where there can be no embedded database.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, throwaway = false } = options;
  const place = preparePlace(options.dataDirectory, options.otherPlaces ?? '/var/lib/punctual', log);
  return alone(place, async () => {
    const binaries = await readyBinaries(options.nativeDirectory ?? findNativeDirectory(), place, log);
    const password = await initialise(place, binaries, throwaway);
    refuseUnseenNeighbour(place, !nobodyUses(place));
    const use = beginUse(place);
    try {
      const ready = await readyServer(place, binaries, { throwaway, log });
      let stopped: Promise<void> | undefined;
      const watch = watchServer(ready.server, log, () =>
        alone(place, async () => {
          // Between our look at the dead server and this, we may have been told to stop.
          if (stopped) return ready.server;
          const again = await readyServer(place, binaries, { throwaway, log, port: ready.server.port });
          return again.server;
        }),
      );
      const stop = () =>
        alone(place, async () => {
          const { pid } = watch.end();
          use.release();
          if (nobodyUses(place)) await stopServer(pid, place, binaries);
        });
      return {
        url: `postgres://${superuser}:${password}@127.0.0.1:${ready.server.port}/${databaseName}`,
        adopted: ready.adopted,
        stop: () => (stopped ??= stop()),
      };
    } catch (error) {
      use.release();
      throw error;
    }
  });
}

/** The server that runs, or a new one: on `port` and no other where that is given. The caller holds the start lock. */
async function readyServer(
  place: Place,
  binaries: Binaries,
  options: { throwaway: boolean; log: Log; port?: number },
): Promise<{ server: RunningServer; adopted: boolean }> {
  // Another Punctual that lives on after the server was killed looks for it there.
  const previousPort = readPostmasterFile(place.cluster)?.port;
  const running = await findRunningServer(place, options.log);
  if (running) return { server: running, adopted: true };
  rememberWhereStarted(place);
  const port = options.port ?? previousPort;
  const server = await launchServer(place, binaries, { ...options, port, samePort: options.port !== undefined });
  return { server, adopted: false };
}

/** Starting and stopping happen one at a time in a folder, whoever does them. */
async function alone<T>(place: Place, work: () => Promise<T>): Promise<T> {
  const lock = await lockWhenFree(place.startLock, startPatienceMs);
  try {
    place.giveToOwner(place.startLock);
    return await work();
  } finally {
    lock.release();
  }
}

function beginUse(place: Place): KernelLock {
  const use = tryLock(place.usersLock, 'shared');
  // Exclusive locks on it are only ever held for a moment, under the start lock that we hold.
  if (!use) throw new Error(`${place.usersLock} is locked by a stranger`);
  place.giveToOwner(place.usersLock);
  return use;
}

function nobodyUses(place: Place): boolean {
  const lock = tryLock(place.usersLock, 'exclusive');
  lock?.release();
  return lock !== undefined;
}
