/** A start that cannot go on, in words for the person who started it: what is wrong and what to do. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}

/** What is thrown by mistakes in the code; only for these is the stack of use to anybody. */
const BUGS = [TypeError, ReferenceError, RangeError, SyntaxError];

/**
 * What to print when a start failed. Failures of the surroundings (a port, the database, the data folder) become a
 * sentence with the remedy; an address is named without its password.
 */
export function explainFailedStart(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const remedy = REMEDIES[codeOf(error) ?? ''];
  if (remedy === undefined && BUGS.some((bug) => error instanceof bug)) return error.stack ?? error.message;
  return remedy === undefined ? firstWords(error) : `${remedy}\n(${firstWords(error)})`;
}

/** By the code of the operating system or of PostgreSQL. */
const REMEDIES: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'The port is in use by another program. End that program, or set PORT (WORKER_METRICS_PORT for a worker) to a free one.',
  EADDRNOTAVAIL: 'HOST is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of its addresses.',
  ERR_INVALID_URL:
    'DATABASE_URL cannot be read. Write it as postgres://user:password@host:5432/name; in a password, @ is written %40 and / is written %2F.',
  ECONNREFUSED: 'The database of DATABASE_URL does not answer. Is the server running, and are host and port right?',
  ENOTFOUND: 'The host of DATABASE_URL is not known. Is its name spelt right, and does this machine reach its network?',
  ETIMEDOUT:
    'The database of DATABASE_URL does not answer. Are host and port right, and does a firewall stand between?',
  EACCES:
    'A file or port may not be used by this user. Give the folder of PUNCTUAL_DATA to the user who runs Punctual.',
  EROFS: 'The file system is read-only. Set PUNCTUAL_DATA to a folder that can be written.',
  ENOSPC: 'The disk is full. Make room and start again.',
  '28P01': 'The database refuses the user or password of DATABASE_URL.',
  '28000': 'The database refuses the user of DATABASE_URL.',
  '3D000': 'The database named in DATABASE_URL does not exist. Create it: createdb punctual',
  '42501': 'The user of DATABASE_URL may not create tables. Make it the owner of the database.',
};

/** Several addresses tried in vain make an error without words of its own; its parts have them. */
function firstWords(error: Error): string {
  if (error.message !== '') return error.message;
  if (error instanceof AggregateError) {
    return error.errors.map((part: unknown) => (part instanceof Error ? part.message : String(part))).join('; ');
  }
  return error.name;
}

function codeOf(error: Error): string | undefined {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : undefined;
}
