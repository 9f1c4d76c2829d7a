import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a PostgreSQL server says of itself in `postmaster.pid`: one fact a line, appended as it starts.
 * Line 1 pid, 2 data directory, 3 start time, 4 port, 5 socket folder, 6 listen address, 7 shared memory, 8 status.
 */
export interface PostmasterFile {
  pid: number;
  /** Absent in the first moments of a start. */
  port: number | undefined;
  status: 'starting' | 'ready' | 'stopping' | 'unknown';
}

export function postmasterFilePath(clusterDirectory: string): string {
  return join(clusterDirectory, 'postmaster.pid');
}

/** Undefined when there is no file, or one whose first line is not (yet) a pid: then no server can be named. */
export function readPostmasterFile(clusterDirectory: string): PostmasterFile | undefined {
  let text: string;
  try {
    text = readFileSync(postmasterFilePath(clusterDirectory), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return parsePostmasterFile(text);
}

export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  // A single-user server (initdb's, for one) writes its pid as a negative number.
  const pid = Math.abs(wholeNumber(lines[0]) ?? 0);
  if (pid === 0) return undefined;
  const port = wholeNumber(lines[3]);
  return { pid, port: port === 0 ? undefined : port, status: statusOf(lines[7]) };
}

function statusOf(line: string | undefined): PostmasterFile['status'] {
  return line === 'ready' || line === 'starting' || line === 'stopping' ? line : 'unknown';
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}
