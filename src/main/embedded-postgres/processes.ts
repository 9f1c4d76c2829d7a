import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

/** A process that runs; a zombie has ended and only waits for its parent to notice. */
export function isRunning(pid: number): boolean {
  if (process.platform === 'linux') {
    const state = linuxState(pid);
    return state !== undefined && state !== 'Z' && state !== 'X';
  }
  if (!exists(pid)) return false;
  return process.platform === 'win32' || !posixColumn(pid, 'state').startsWith('Z');
}

/**
 * Whether this pid is a PostgreSQL server at work in this directory. Pids are handed out again: after a reboot the pid in
 * an old file belongs to somebody else, who must be neither adopted nor waited for.
 */
export function isPostgresIn(pid: number, clusterDirectory: string): boolean {
  if (!isRunning(pid)) return false;
  if (process.platform === 'linux') {
    // Every PostgreSQL process makes its data directory its working directory.
    return linuxName(pid) === 'postgres' && linuxWorkingDirectory(pid) === realPath(clusterDirectory);
  }
  // Windows tells nothing of use without administrator's rights; a server that has gone refuses the connection later.
  return process.platform === 'win32' || posixColumn(pid, 'command').includes(clusterDirectory);
}

/**
 * Every PostgreSQL process at work in this directory, the children of a killed server included: they may still write for a
 * moment, and a new server must not start beside them. Only Linux can tell; elsewhere PostgreSQL's own check of its shared
 * memory stands guard.
 */
export function postgresProcessesIn(clusterDirectory: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isPostgresIn(pid, clusterDirectory));
}

/** Whether the pid is in use; cheap enough to ask every second. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Sends a signal; a process that has gone in the meantime is what the sender wanted anyway. */
export function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** The letter after the name in /proc/<pid>/stat. The name may hold spaces and brackets, so the last bracket ends it. */
function linuxState(pid: number): string | undefined {
  const stat = readOrUndefined(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat?.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
}

function linuxName(pid: number): string | undefined {
  return readOrUndefined(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
}

function linuxWorkingDirectory(pid: number): string | undefined {
  return readOrUndefined(() => readlinkSync(`/proc/${pid}/cwd`));
}

function realPath(path: string): string | undefined {
  return readOrUndefined(() => realpathSync(path));
}

function posixColumn(pid: number, column: 'state' | 'command'): string {
  return readOrUndefined(() => execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' })) ?? '';
}

/** A process may end between two looks at it, or belong to somebody who hides it: in both cases it is not our server. */
function readOrUndefined(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
