import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';

/** The schema and this code do not fit together; the message says what a person can do. The database is as it was. */
export class MigrationProblem extends Error {
  override readonly name = 'MigrationProblem';
}

interface Migration {
  version: number;
  /** The file's name without `.sql`, as in `0001_accounts`. */
  name: string;
  checksum: string;
  sql: string;
}

interface AppliedMigration {
  version: number;
  name: string;
  checksum: string;
}

/**
 * Brings the database forward to the newest of the numbered files (`0001_name.sql`, without gaps), each in a transaction of
 * its own, and answers the names of those that this call applied.
 *
 * Any number of processes may do so at once, without a lock: a migration's transaction begins by inserting its row, and
 * the primary key makes every other process wait there until the first has committed, or failed.
 * Throws MigrationProblem when an applied file was changed, the database is newer than the files, or a file fails.
 */
export async function migrate(
  pool: Pool,
  options: { directory: string; log: { info(message: string): void } },
): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(options.directory);
  await createHistory(pool);
  const history = await readHistory(pool);
  checkHistory(history, migrations);
  const applied: string[] = [];
  for (const migration of migrations.slice(history.length)) {
    if (!(await apply(pool, migration))) continue;
    options.log.info(`Applied migration ${migration.name}.`);
    applied.push(migration.name);
  }
  // What another process applied meanwhile came from its files; they must be the same as ours.
  checkHistory(await readHistory(pool), migrations);
  return { applied };
}

/** The names of the migrations this database still lacks, oldest first. Changes nothing. */
export async function pendingMigrations(pool: Pool, directory: string): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const history = (await hasHistory(pool)) ? await readHistory(pool) : [];
  checkHistory(history, migrations);
  return migrations.slice(history.length).map((migration) => migration.name);
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).toSorted();
  return Promise.all(
    files.map(async (file, index) => {
      const version = index + 1;
      if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(file) || Number(file.slice(0, 4)) !== version) {
        const expected = String(version).padStart(4, '0');
        throw new MigrationProblem(`Migrations are numbered without gaps: expected ${expected}_….sql, found ${file}.`);
      }
      // A checkout on Windows may have changed the line ends, and nothing else.
      const sql = (await readFile(join(directory, file), 'utf8')).replaceAll('\r\n', '\n');
      return { version, name: file.slice(0, -'.sql'.length), checksum: sha256(sql), sql };
    }),
  );
}

async function createHistory(pool: Pool): Promise<void> {
  try {
    await pool.query(`
      CREATE TABLE IF NOT EXISTS schema_migrations (
        version integer PRIMARY KEY,
        name text NOT NULL,
        checksum text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`);
  } catch (error) {
    // IF NOT EXISTS looks first and creates then: of two processes in between, one fails, with a code that depends on
    // how far the other was. What counts is whether the table stands.
    if (!(await hasHistory(pool))) throw error;
  }
}

async function hasHistory(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ stands: boolean }>(
    `SELECT to_regclass('schema_migrations') IS NOT NULL AS stands`,
  );
  return rows[0]?.stands ?? false;
}

async function readHistory(pool: Pool): Promise<AppliedMigration[]> {
  const { rows } = await pool.query<AppliedMigration>(
    'SELECT version, name, checksum FROM schema_migrations ORDER BY version',
  );
  return rows;
}

/** The database's history must be the beginning of ours, file by file. */
function checkHistory(history: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  for (const [index, done] of history.entries()) {
    const ours = migrations[index];
    if (!ours) {
      throw new MigrationProblem(
        `The database is newer than this Punctual: it has ${done.name}, which is unknown here. Run the newer version again, or restore a backup from before it.`,
      );
    }
    if (done.version !== ours.version || done.checksum !== ours.checksum) {
      throw new MigrationProblem(
        `Migration ${done.name} was applied to this database with another content than ${ours.name}.sql has now. Bring the file back as it was and put the change into a new one.`,
      );
    }
  }
}

/** False when another process was first. */
async function apply(pool: Pool, migration: Migration): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const claimed = await claim(client, migration);
    if (claimed) await client.query(migration.sql);
    await client.query('COMMIT');
    client.release();
    return claimed;
  } catch (error) {
    // Closing the connection rolls back, whatever state it is in.
    client.release(true);
    if (!hasCode(error)) throw error;
    throw new MigrationProblem(`Migration ${migration.name} failed and was rolled back: ${error.message}`, {
      cause: error,
    });
  }
}

async function claim(client: PoolClient, migration: Migration): Promise<boolean> {
  const { rowCount } = await client.query(
    'INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [migration.version, migration.name, migration.checksum],
  );
  return rowCount === 1;
}

/** PostgreSQL's own errors carry its five-character code. */
function hasCode(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
