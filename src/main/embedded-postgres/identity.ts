import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, resolve } from 'node:path';
import { EmbeddedPostgresProblem } from './problem.ts';

/** The user the server's processes run as, where that is not ourselves. */
export interface Identity {
  uid: number;
  gid: number;
}

/** `nobody`, which every Linux distribution's passwd file names. */
const nobody: Identity = { uid: 65534, gid: 65534 };

/**
 * Who shall run PostgreSQL, which refuses root: undefined for "we ourselves". When we are root it is the owner of the data
 * where there is one (a folder first used by a normal user stays theirs), else `nobody`.
 * PostgreSQL also wants its user to have a name; a uid without one (`docker run --user 12345`) gets a clear problem.
 */
export function chooseIdentity(ownedPaths: readonly string[]): Identity | undefined {
  if (process.platform !== 'linux') return undefined;
  if (process.getuid?.() === 0) {
    const identity = ownedPaths.map(ownerOf).find((owner) => owner !== undefined && owner.uid !== 0) ?? nobody;
    if (!hasName(identity.uid)) throw namelessProblem(identity.uid);
    return identity;
  }
  if (!haveNameOurselves()) throw namelessProblem(process.getuid?.() ?? -1);
  for (const path of ownedPaths) {
    const owner = ownerOf(path);
    if (owner && owner.uid !== process.getuid?.()) {
      throw new EmbeddedPostgresProblem(
        `The database in ${path} belongs to another user (uid ${owner.uid}). Start Punctual as that user or as root, give the folder to this user with chown -R, or set DATABASE_URL to a PostgreSQL server of your own.`,
      );
    }
  }
  return undefined;
}

/** Whether `identity` (undefined: we ourselves, who always may) passes every folder above `path` and may use it. */
export function canReach(path: string, identity: Identity | undefined, bits: number): boolean {
  if (!identity) return true;
  return blockingFolder(path, identity) === undefined && mayUse(path, identity, bits);
}

/** The outermost folder above `path` that does not let `identity` through. */
export function blockingFolder(path: string, identity: Identity): string | undefined {
  const folders: string[] = [];
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  return folders.find((folder) => !mayUse(folder, identity, 0o1));
}

/** Read 4, write 2, execute or pass through 1. */
function mayUse(path: string, identity: Identity, bits: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return false;
  const shift = stat.uid === identity.uid ? 6 : stat.gid === identity.gid ? 3 : 0;
  return ((stat.mode >> shift) & bits) === bits;
}

export function ownerOf(path: string): Identity | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && { uid: stat.uid, gid: stat.gid };
}

function hasName(uid: number): boolean {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .some((line) => line.split(':')[2] === String(uid));
  } catch {
    // No passwd file: nobody has a name here.
    return false;
  }
}

function haveNameOurselves(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    // libuv's answer to a uid that getpwuid does not know.
    return false;
  }
}

function namelessProblem(uid: number): EmbeddedPostgresProblem {
  return new EmbeddedPostgresProblem(
    `PostgreSQL only runs as a user with a name, and uid ${uid} has none on this machine. Run Punctual as a user from /etc/passwd, or set DATABASE_URL to a PostgreSQL server of your own.`,
  );
}
