/**
 * The sandbox's state on disk. Writes of one request are gathered in one transaction; `flush` commits it and runs
 * before every answer, so what was answered survives kill -9, and a request that was killed half-way left nothing.
 */
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import type { z } from 'zod';

/** Documents of one kind. `owner` and `at` are what lists and counts can ask by without reading every document. */
export interface Collection<Document> {
  get(id: string): Document | null;
  /** Inserts or replaces; a replaced document keeps its place in the order of insertion. */
  put(id: string, document: Document, index?: { owner?: string; at?: number }): void;
  remove(id: string): boolean;
  /** In order of insertion, or the newest `at` first. */
  list(query?: ListQuery): Document[];
  count(query?: ListQuery): number;
}

export interface ListQuery {
  readonly owner?: string;
  /** `at` ≥ this. */
  readonly since?: number;
  /** `at` ≤ this. */
  readonly until?: number;
  readonly newestFirst?: boolean;
  readonly limit?: number;
  readonly offset?: number;
}

export interface Database {
  /** The documents of a kind, e.g. `collection('ig.container', containerSchema)`; parsed with the schema when read. */
  collection<Document>(kind: string, schema: z.ZodType<Document>): Collection<Document>;
  readValue(name: string): unknown;
  writeValue(name: string, value: unknown): void;
  /** For tables of one's own; a statement that writes must be announced with `touch` first. */
  prepare(sql: string): StatementSync;
  touch(): void;
  /** Commits what was written since the last flush; on disk when it returns. */
  flush(): void;
  /** Empties every table. */
  clear(): void;
  close(): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS documents (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL, id TEXT NOT NULL, owner TEXT NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL,
    UNIQUE (kind, id));
  CREATE INDEX IF NOT EXISTS documents_by_owner ON documents (kind, owner, at);
  CREATE TABLE IF NOT EXISTS named_values (name TEXT PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS requests (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL, channel TEXT NOT NULL, endpoint TEXT, json TEXT NOT NULL);
`;

/** Opens or creates the file. WAL with synchronous=FULL: a commit has been fsynced when it returns. */
export function openDatabase(file: string): Database {
  const sqlite = new DatabaseSync(file);
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000;');
  sqlite.exec(SCHEMA);
  let open = false;
  const statements = new Map<string, StatementSync>();

  function prepare(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = sqlite.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }
  function touch(): void {
    if (open) return;
    sqlite.exec('BEGIN IMMEDIATE');
    open = true;
  }
  function flush(): void {
    if (!open) return;
    sqlite.exec('COMMIT');
    open = false;
  }

  return {
    prepare,
    touch,
    flush,
    collection: (kind, schema) => collectionOf({ prepare, touch }, kind, schema),
    readValue: (name) => {
      const row = prepare('SELECT json FROM named_values WHERE name = ?').get(name);
      return typeof row?.['json'] === 'string' ? JSON.parse(row['json']) : null;
    },
    writeValue: (name, value) => {
      touch();
      prepare('INSERT OR REPLACE INTO named_values (name, json) VALUES (?, ?)').run(name, JSON.stringify(value));
    },
    clear: () => {
      touch();
      for (const table of ['documents', 'named_values', 'requests']) prepare(`DELETE FROM ${table}`).run();
    },
    close: () => {
      flush();
      sqlite.close();
    },
  };
}

function collectionOf<Document>(
  { prepare, touch }: Pick<Database, 'prepare' | 'touch'>,
  kind: string,
  schema: z.ZodType<Document>,
): Collection<Document> {
  const parse = (row: Record<string, unknown>): Document => schema.parse(JSON.parse(String(row['json'])));
  return {
    get: (id) => {
      const row = prepare('SELECT json FROM documents WHERE kind = ? AND id = ?').get(kind, id);
      return row === undefined ? null : parse(row);
    },
    put: (id, document, index = {}) => {
      touch();
      prepare(
        `INSERT INTO documents (kind, id, owner, at, json) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json,
           owner = CASE WHEN excluded.owner = '' THEN owner ELSE excluded.owner END,
           at = CASE WHEN excluded.at = 0 THEN at ELSE excluded.at END`,
      ).run(kind, id, index.owner ?? '', index.at ?? 0, JSON.stringify(document));
    },
    remove: (id) => {
      touch();
      return prepare('DELETE FROM documents WHERE kind = ? AND id = ?').run(kind, id).changes === 1;
    },
    list: (query = {}) => {
      const { where, values } = condition(kind, query);
      const order = query.newestFirst === true ? 'at DESC, sequence DESC' : 'sequence';
      return prepare(`SELECT json FROM documents WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`)
        .all(...values, query.limit ?? -1, query.offset ?? 0)
        .map(parse);
    },
    count: (query = {}) => {
      const { where, values } = condition(kind, query);
      return Number(prepare(`SELECT count(*) AS n FROM documents WHERE ${where}`).get(...values)?.['n'] ?? 0);
    },
  };
}

function condition(kind: string, query: ListQuery): { where: string; values: (string | number)[] } {
  const parts = ['kind = ?'];
  const values: (string | number)[] = [kind];
  if (query.owner !== undefined) {
    parts.push('owner = ?');
    values.push(query.owner);
  }
  if (query.since !== undefined) {
    parts.push('at >= ?');
    values.push(query.since);
  }
  if (query.until !== undefined) {
    parts.push('at <= ?');
    values.push(query.until);
  }
  return { where: parts.join(' AND '), values };
}
