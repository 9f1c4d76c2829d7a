import type pg from 'pg';
import { databaseOn, type Database } from '../../src/store/database.ts';
import type { Process, Scheduler, Task } from './scheduler.ts';

/** The real database of a run, and a connection beside it that looks who waits for whom. */
export interface Backends {
  pool: pg.Pool;
  monitor: pg.Client;
}

interface Held {
  client: pg.PoolClient;
  inTransaction: boolean;
  running: boolean;
  /** A connection that broke stays broken until it is given back. */
  broken: boolean;
}

/** The connections of one process: what dies with it. */
export class ProcessConnections {
  readonly #backends: Backends;
  readonly held = new Set<Held>();
  #dropped = false;

  constructor(backends: Backends) {
    this.#backends = backends;
  }

  async take(): Promise<Held> {
    const held = { client: await this.#backends.pool.connect(), inTransaction: false, running: false, broken: false };
    if (this.#dropped) {
      held.client.release();
      return new Promise(() => undefined);
    }
    this.held.add(held);
    return held;
  }

  async giveBack(held: Held): Promise<void> {
    if (!this.held.delete(held)) return;
    if (held.inTransaction) await held.client.query('ROLLBACK');
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
      await held.client.query('ROLLBACK');
      held.inTransaction = false;
    }
  }

  /** As the server does when a client is killed: what runs is stopped, what is open rolled back. */
  async dropAll(): Promise<void> {
    this.#dropped = true;
    for (const held of this.held) {
      this.held.delete(held);
      if (held.running) await this.#backends.monitor.query('SELECT pg_cancel_backend($1)', [processIdOf(held.client)]);
      if (held.inTransaction || held.running) await held.client.query('ROLLBACK');
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
        const answer = await held.client.query({ name: nameOf(text), text, values: [...values] });
        if (text === 'begin') held.inTransaction = true;
        if (text === 'commit' || text === 'rollback') held.inTransaction = false;
        return answer;
      } finally {
        held.running = false;
      }
    };
    return this.#scheduler.step(this.#task, `sql ${summaryOf(text)}`, perform, {
      isBlocked: () => this.#connections.isBlocked(held),
      spoil: async () => {
        held.broken = true;
        if (held.inTransaction) await held.client.query('ROLLBACK');
        held.inTransaction = false;
      },
    });
  }

  release(): void {
    void this.#connections.giveBack(this.#held);
  }
}

const names = new Map<string, string>();

/** Prepared once a connection: planning the same statements again is most of what they cost. */
function nameOf(text: string): string {
  const known = names.get(text) ?? `s${names.size}`;
  names.set(text, known);
  return known;
}

function summaryOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 60);
}

function processIdOf(client: pg.PoolClient): unknown {
  return Reflect.get(client, 'processID');
}

export type { Process };
