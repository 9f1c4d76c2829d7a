import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const VICTIMS = ['worker 1', 'worker 2', 'web', 'PostgreSQL'] as const;
export type Victim = (typeof VICTIMS)[number];

const PROGRAMS: Readonly<Record<Exclude<Victim, 'PostgreSQL'> | 'sandbox', string>> = {
  'worker 1': '../../src/main/worker.ts',
  'worker 2': '../../src/main/worker.ts',
  web: '../../src/main/web.ts',
  sandbox: '../../sandbox/main.ts',
};

/** A Punctual in pieces, as somebody would run it: two workers, a web server, the sandbox, one data folder. */
export class Processes {
  readonly #environment: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #running = new Map<string, ChildProcess>();
  #isOver = false;
  readonly kills: Record<Victim, number> = { 'worker 1': 0, 'worker 2': 0, web: 0, PostgreSQL: 0 };
  /** What the processes said, for the report of a failure. */
  readonly said: string[] = [];

  constructor(folder: string, environment: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.#environment = environment;
  }

  /**
   * Resolves when it says that it is there. One that runs already is not started again: the second would end for want of its
   * port, and the first be forgotten.
   */
  async start(name: keyof typeof PROGRAMS): Promise<void> {
    if (this.#isOver || this.isRunning(name)) return;
    const { PATH, TMPDIR } = process.env;
    const child = spawn(process.execPath, [fileURLToPath(new URL(PROGRAMS[name], import.meta.url))], {
      // Nothing of our own environment: it may hold settings of another Punctual.
      env: {
        ...(PATH === undefined ? {} : { PATH }),
        ...(TMPDIR === undefined ? {} : { TMPDIR }),
        ...this.#environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#running.set(name, child);
    const listen = (chunk: Buffer) => {
      this.said.push(`${name}: ${chunk.toString().trim()}`);
      if (this.said.length > 2000) this.said.shift();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }

  isRunning(name: keyof typeof PROGRAMS): boolean {
    const child = this.#running.get(name);
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** kill -9: no handler runs, no buffer is written. `false`: it was not there to be killed. */
  async kill(victim: Victim): Promise<boolean> {
    if (victim === 'PostgreSQL') return this.#killPostgres();
    const child = this.#running.get(victim);
    if (child === undefined || !this.isRunning(victim)) return false;
    const end = once(child, 'exit');
    child.kill('SIGKILL');
    await end;
    this.kills[victim] += 1;
    return true;
  }

  /** Asks everybody to end, as a service manager does. */
  async stop(names: readonly (keyof typeof PROGRAMS)[]): Promise<void> {
    await Promise.all(
      names.map(async (name) => {
        const child = this.#running.get(name);
        if (child === undefined || !this.isRunning(name)) return;
        const end = once(child, 'exit');
        child.kill('SIGTERM');
        await end;
      }),
    );
  }

  /** Stops all of them; nothing starts any more. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.stop(['worker 1', 'worker 2', 'web', 'sandbox']);
  }

  /** The postmaster alone: its children end with it, and who supervises it starts it again. */
  #killPostgres(): boolean {
    const file = join(this.#folder, 'postgres', 'cluster', 'postmaster.pid');
    if (!existsSync(file)) return false;
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It was dead already, and nobody has started it again yet.
      return false;
    }
    this.kills.PostgreSQL += 1;
    return true;
  }
}
