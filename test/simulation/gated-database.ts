import type { Duplex } from 'node:stream';
import type pg from 'pg';
import { databaseOn, type Database } from '../../src/store/database.ts';
import type { Backends } from './backends.ts';
import type { Process, Task } from './process.ts';
import type { Scheduler } from './scheduler.ts';

/** The database for the run itself: no step of the scheduler, never failing; prepared like everything else here. */
export function openDatabase({ pool }: Backends): Database {
  const prepared = {
    connect: async () => {
      const client = await pool.connect();
      return {
        query: (text: string, values: readonly unknown[]) => client.query(preparedQuery(text, values)),
        release: () => client.release(),
      };
    },
    end: () => Promise.resolve(),
    options: {},
  };
  return databaseOn(prepared as unknown as pg.Pool);
}

interface Held {
  client: pg.PoolClient;
  inTransaction: boolean;
  /** The transaction is there for its owner, and the server hears of it with its first statement: a journey less. */
  owesBegin: boolean;
  running: boolean;
  /** A connection that broke stays broken until it is given back. */
  broken: boolean;
}

/** The connections of one process: what dies with it. */
export class ProcessConnections {
  readonly #backends: Backends;
  readonly held = new Set<Held>();
  readonly #scheduler: Scheduler;
  #dropped = false;

  constructor(backends: Backends, scheduler: Scheduler) {
    this.#backends = backends;
    this.#scheduler = scheduler;
  }

  async take(): Promise<Held> {
    const client = await this.#scheduler.outside(this.#backends.pool.connect());
    const held = { client, inTransaction: false, owesBegin: false, running: false, broken: false };
    if (this.#dropped) {
      held.client.release();
      return new Promise(() => undefined);
    }
    this.held.add(held);
    return held;
  }

  async giveBack(held: Held): Promise<void> {
    if (!this.held.delete(held)) return;
    await rollBack(held);
    held.client.release();
  }

  async isBlocked({ client }: Held): Promise<boolean> {
    const { rows } = await this.#backends.monitor.query<{ blocked: boolean }>({
      name: 'blocked',
      text: 'SELECT cardinality(pg_blocking_pids($1)) > 0 AS blocked',
      values: [processIdOf(client)],
    });
    return rows[0]?.blocked ?? false;
  }

  /** As the server does with a transaction whose client has fallen silent. */
  async endSilentTransactions(): Promise<void> {
    for (const held of this.held) {
      if (!held.inTransaction || held.running) continue;
      held.broken = true;
      await rollBack(held);
    }
  }

  /** As the server does when a client is killed: what runs is stopped, what is open rolled back. */
  async dropAll(): Promise<void> {
    this.#dropped = true;
    const dying = [...this.held];
    this.held.clear();
    // First what runs: else a lock that the others give back could let it finish, or not, as chance will have it.
    for (const held of dying.filter(({ running }) => running)) {
      await this.#backends.monitor.query('SELECT pg_cancel_backend($1)', [processIdOf(held.client)]);
      await rollBack(held);
    }
    for (const held of dying) {
      await rollBack(held);
      held.client.release();
    }
  }
}

/** The database as one task of a process sees it: every statement is a step of the scheduler. */
export function gatedDatabase(scheduler: Scheduler, task: Task, connections: ProcessConnections): Database {
  const pool = {
    connect: async () => new GatedClient(scheduler, task, connections, await connections.take()),
    end: () => Promise.resolve(),
    options: {},
  };
  return databaseOn(pool as unknown as pg.Pool);
}

class GatedClient {
  readonly #scheduler: Scheduler;
  readonly #task: Task;
  readonly #connections: ProcessConnections;
  readonly #held: Held;

  constructor(scheduler: Scheduler, task: Task, connections: ProcessConnections, held: Held) {
    this.#scheduler = scheduler;
    this.#task = task;
    this.#connections = connections;
    this.#held = held;
  }

  query(text: string, values: readonly unknown[]): Promise<unknown> {
    const held = this.#held;
    if (held.broken) return Promise.reject(new Error('Connection terminated'));
    const perform = async () => {
      if (held.broken) throw new Error('Connection terminated');
      held.running = true;
      try {
        return await send(held, text, values);
      } finally {
        held.running = false;
      }
    };
    return this.#scheduler.step(this.#task, summaryOf(text), perform, {
      isBlocked: () => this.#connections.isBlocked(held),
      endsTransaction: () => !held.inTransaction && !isPlainRead(text),
      spoil: async () => {
        held.broken = true;
        await rollBack(held);
      },
    });
  }

  release(): void {
    void this.#connections.giveBack(this.#held);
  }
}

const DONE = { rows: [], rowCount: null };

async function send(held: Held, text: string, values: readonly unknown[]): Promise<unknown> {
  if (text === 'begin') {
    held.inTransaction = true;
    held.owesBegin = true;
    return { ...DONE, command: 'BEGIN' };
  }
  if (text === 'rollback') {
    await rollBack(held);
    return { ...DONE, command: 'ROLLBACK' };
  }
  if (text === 'commit' && held.owesBegin) {
    held.inTransaction = held.owesBegin = false;
    return { ...DONE, command: 'COMMIT' };
  }
  const answer = await (held.owesBegin
    ? sendWithBegin(held, text, values)
    : held.client.query(preparedQuery(text, values)));
  if (text === 'commit') held.inTransaction = false;
  return answer;
}

/** Both in one packet. */
function sendWithBegin(held: Held, text: string, values: readonly unknown[]): Promise<unknown> {
  held.owesBegin = false;
  const { stream } = (held.client as unknown as { connection: { stream: Duplex } }).connection;
  stream.cork();
  // If it fails, the connection is gone, and the statement after it says so.
  held.client.query('begin').catch(() => undefined);
  const answer = held.client.query(preparedQuery(text, values));
  stream.uncork();
  return answer;
}

async function rollBack(held: Held): Promise<void> {
  const isOpen = (held.inTransaction && !held.owesBegin) || held.running;
  held.inTransaction = held.owesBegin = false;
  if (isOpen) await held.client.query('ROLLBACK');
}

/** Outside a transaction it changes nothing for anybody. */
function isPlainRead(text: string): boolean {
  return /^\s*select\b/i.test(text);
}

const names = new Map<string, string>();

/** Prepared once a connection: planning the same statements again is most of what they cost. */
function preparedQuery(text: string, values: readonly unknown[]): pg.QueryConfig {
  const name = names.get(text) ?? `s${names.size}`;
  names.set(text, name);
  return { name, text, values: [...values] };
}

const summaries = new Map<string, string>();

function summaryOf(text: string): string {
  const known = summaries.get(text) ?? `sql ${text.replace(/\s+/g, ' ').trim().slice(0, 60)}`;
  summaries.set(text, known);
  return known;
}

function processIdOf(client: pg.PoolClient): unknown {
  return Reflect.get(client, 'processID');
}

export type { Process };
