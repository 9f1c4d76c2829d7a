/** Every platform call, as it came and as it was answered. */
import { isoInstant } from './clock.ts';
import type { Database } from './database.ts';

export interface LoggedRequest {
  readonly id: number;
  readonly channel: string;
  /** Null for a path the platform does not have. */
  readonly endpoint: string | null;
  readonly account: string | null;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** The sandbox's clock. */
  readonly at: string;
  /** Null while the call runs, and for good when the connection was dropped without an answer. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The text as sent; raw media: `{bytes, sha256}`. */
  readonly body: string | { bytes: number; sha256: string } | null;
  /** The answer's text; null when dropped. */
  readonly answer: string | null;
  readonly fault: Readonly<Record<string, unknown>> | null;
  readonly delays: readonly Readonly<Record<string, unknown>>[];
}

export interface RequestLog {
  begin(request: Omit<LoggedRequest, 'id' | 'at'>, atMs: number): number;
  end(id: number, outcome: { status: number | null; answer: string | null }): void;
  list(filter: { channel?: string; endpoint?: string; sinceMs?: number; limit?: number }): LoggedRequest[];
  clear(): void;
}

/** The log is a working tool, not an archive: a sandbox that runs for weeks must not fill the disk. */
const KEPT_REQUESTS = 50_000;
const KEPT_ANSWER_CHARACTERS = 100_000;

export function createRequestLog(database: Database): RequestLog {
  return {
    begin: (request, atMs) => {
      database.touch();
      const row = { ...request, at: isoInstant(atMs) };
      const result = database
        .prepare('INSERT INTO requests (at, channel, endpoint, json) VALUES (?, ?, ?, ?)')
        .run(atMs, request.channel, request.endpoint, JSON.stringify(row));
      const id = Number(result.lastInsertRowid);
      if (id % 1000 === 0) database.prepare('DELETE FROM requests WHERE sequence <= ?').run(id - KEPT_REQUESTS);
      return id;
    },
    end: (id, { status, answer }) => {
      database.touch();
      database
        .prepare(`UPDATE requests SET json = json_set(json, '$.status', ?, '$.answer', ?) WHERE sequence = ?`)
        .run(status, answer === null ? null : answer.slice(0, KEPT_ANSWER_CHARACTERS), id);
    },
    list: ({ channel, endpoint, sinceMs, limit }) => {
      const rows = database
        .prepare(
          `SELECT sequence, json FROM requests
           WHERE (?1 IS NULL OR channel = ?1) AND (?2 IS NULL OR endpoint = ?2) AND at >= ?3
           ORDER BY sequence DESC LIMIT ?4`,
        )
        .all(channel ?? null, endpoint ?? null, sinceMs ?? Number.MIN_SAFE_INTEGER, limit ?? -1);
      return rows.toReversed().map((row) => ({ id: Number(row['sequence']), ...parseRow(String(row['json'])) }));
    },
    clear: () => {
      database.touch();
      database.prepare('DELETE FROM requests').run();
    },
  };
}

function parseRow(json: string): Omit<LoggedRequest, 'id'> {
  // Written by `begin` above, a few lines up and nowhere else.
  return JSON.parse(json) as Omit<LoggedRequest, 'id'>;
}
