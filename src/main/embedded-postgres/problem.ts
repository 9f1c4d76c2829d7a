/**
 * The embedded database cannot be had here, for a reason a person can act on. The message is written for them: what is
 * wrong and what to do, which in the end is always possible with a PostgreSQL of their own in DATABASE_URL.
 */
export class EmbeddedPostgresProblem extends Error {
  override readonly name = 'EmbeddedPostgresProblem';
}

/** Where the story is told. A pino logger fits. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
}
