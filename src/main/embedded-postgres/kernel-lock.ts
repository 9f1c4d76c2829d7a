import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedPostgresProblem } from './problem.ts';

/**
 * A lock on a file that the kernel holds for us and frees at the moment our process dies, however it dies.
 *
 * Node has no flock, and a file with a pid in it must guess whether that pid still is who it was. SQLite takes real
 * kernel locks on Linux, macOS and Windows, also between containers that share a folder, so an empty SQLite file is
 * used for its lock alone. Nothing is ever written to it.
 */
export interface KernelLock {
  release(): void;
}

/** Takes the lock, or answers undefined at once when somebody else's lock stands in the way. */
export function tryLock(path: string, mode: 'exclusive' | 'shared'): KernelLock | undefined {
  const file = new DatabaseSync(path);
  try {
    if (mode === 'exclusive') {
      file.exec('BEGIN EXCLUSIVE');
    } else {
      file.exec('BEGIN');
      // A transaction takes its shared lock with its first read.
      file.prepare('SELECT count(*) FROM sqlite_master').get();
    }
  } catch (error) {
    file.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return {
    release: () => {
      if (file.isOpen) file.close();
    },
  };
}

/** Waits for the exclusive lock. Throws EmbeddedPostgresProblem after `timeoutMs`. */
export async function lockWhenFree(path: string, timeoutMs: number): Promise<KernelLock> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const lock = tryLock(path, 'exclusive');
    if (lock) return lock;
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresProblem(
        `Another Punctual has been starting the database of this folder for ${Math.round(timeoutMs / 1000)} s (it holds ${path}). End that process and start again.`,
      );
    }
    await pause(20);
  }
}

/** SQLITE_BUSY: the lock is somebody else's. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}
