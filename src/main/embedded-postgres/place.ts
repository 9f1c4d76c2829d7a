import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { blockingFolder, chooseIdentity, ownerOf, type Identity } from './identity.ts';
import { EmbeddedPostgresProblem, type Log } from './problem.ts';

/** Where the embedded database lives. */
export interface Place {
  /** The folder that holds everything below. */
  folder: string;
  /** PostgreSQL's own data directory: exists only when it is complete. */
  cluster: string;
  password: string;
  serverLog: string;
  /** Held while a server is being started or stopped. */
  startLock: string;
  /** Held, shared, by every Punctual that uses the server. */
  usersLock: string;
  /** Which machine or container the server was started in. */
  startedIn: string;
  /** Who runs the server; undefined: we ourselves. */
  identity: Identity | undefined;
  /** Makes a file of ours belong to whom the folder belongs to, so that root's start does not lock its owner out. */
  giveToOwner(path: string): void;
}

/**
 * Makes the folder ready: there, and passable for the user who runs the server. Where a folder above it is closed to that
 * user (a 0700 home while we are root), the database goes under `otherPlaces` instead; a note in `dataDirectory` and a log line
 * say so, and later starts follow the note.
 */
export function preparePlace(dataDirectory: string, otherPlaces: string, log: Log): Place {
  const wanted = resolve(dataDirectory);
  mkdirSync(wanted, { recursive: true, mode: 0o711 });
  const folder = followNote(wanted) ?? wanted;
  const identity = chooseIdentity([join(folder, 'cluster'), folder].filter((path) => existsSync(path)));
  if (!identity) return placeIn(folder, undefined);

  openOurOwnFolders(folder);
  const closed = blockingFolder(join(folder, 'cluster'), identity);
  if (closed === undefined) return placeIn(folder, identity);
  if (existsSync(join(folder, 'cluster'))) {
    throw new EmbeddedPostgresProblem(
      `The database is in ${folder}, but the user who runs PostgreSQL (uid ${identity.uid}, as it refuses root) may not pass through ${closed}. Run chmod o+x ${closed}, or set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
  const other = join(otherPlaces, createHash('sha256').update(wanted).digest('hex').slice(0, 12));
  mkdirSync(other, { recursive: true, mode: 0o711 });
  writeFileSync(noteIn(wanted), `${other}\n`);
  log.warn(
    `The database is kept in ${other}, not in ${wanted}: PostgreSQL refuses to run as root, and the user it runs as (uid ${identity.uid}) may not pass through ${closed}. Back up that folder too.`,
  );
  return placeIn(other, identity);
}

function placeIn(folder: string, identity: Identity | undefined): Place {
  const owner = ownerOf(folder);
  return {
    folder,
    cluster: join(folder, 'cluster'),
    password: join(folder, 'password'),
    serverLog: join(folder, 'server.log'),
    startLock: join(folder, 'start.lock'),
    usersLock: join(folder, 'users.lock'),
    startedIn: join(folder, 'started-in'),
    identity,
    giveToOwner: (path) => {
      if (process.getuid?.() === 0 && owner && owner.uid !== 0) chownSync(path, owner.uid, owner.gid);
    },
  };
}

function noteIn(folder: string): string {
  return join(folder, 'moved-to');
}

/** A lost place must not look like a first start: an empty calendar would be shown as if that were all there is. */
function followNote(wanted: string): string | undefined {
  if (!existsSync(noteIn(wanted))) return undefined;
  const other = readFileSync(noteIn(wanted), 'utf8').trim();
  if (existsSync(other)) return other;
  throw new EmbeddedPostgresProblem(
    `The database was kept in ${other}, which is gone. Bring that folder back, or delete ${noteIn(wanted)} to begin with an empty database.`,
  );
}

/** Lets others pass (not look) through the folders that are Punctual's own; never through somebody's home. */
function openOurOwnFolders(folder: string): void {
  for (const path of [folder, dirname(folder)]) {
    const stat = statSync(path);
    if (stat.uid !== process.getuid?.() || path === homedir() || path === dirname(path)) continue;
    if ((stat.mode & 0o011) !== 0o011) chmodSync(path, (stat.mode & 0o7777) | 0o011);
  }
}
