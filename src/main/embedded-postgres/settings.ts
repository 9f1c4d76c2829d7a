/**
 * What the server is told on its command line. On the command line, not in postgresql.conf, so that every start follows
 * the code that is running and a person's own edits of the file still hold for everything else.
 */
export function serverSettings(port: number, throwaway: boolean): string[] {
  const settings: Record<string, string> = {
    // This machine only, and no socket in a folder others can write to.
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '60',
    // Small machines: what is not used here the kernel uses as file cache.
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    // Three idle helper processes gain nothing at this size.
    io_method: 'sync',
    // Docker gives 64 MB of /dev/shm, and parallel queries fail when it is full.
    max_parallel_workers_per_gather: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Captions must not reach a log: neither the statement that failed nor the row that PostgreSQL quotes in DETAIL.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    ...(throwaway ? forThrowingAway() : {}),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A socket in the data folder, which is its owner's alone, answers in half the time of a connection by address. */
function forThrowingAway(): Record<string, string> {
  const unsafe = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  return process.platform === 'win32' ? unsafe : { ...unsafe, unix_socket_directories: '.' };
}

/** PostgreSQL gets nothing of our environment, which may hold secrets, but what starting a program needs. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return {
    ...(PATH === undefined ? {} : { PATH }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    ...(TEMP === undefined ? {} : { TEMP }),
    LC_ALL: 'C',
    // Else initdb searches the whole time zone database for the machine's zone.
    TZ: 'UTC',
  };
}
