import { setImmediate as oneTurn } from 'node:timers/promises';
import type { StopSignal } from '../../src/domain/clock.ts';
import type { Process, Step, StepOptions, Task } from './process.ts';
import type { Random } from './random.ts';
import { settledOrBlocked, type Settled } from './settled-or-blocked.ts';

/** `idle_in_transaction_session_timeout` of src/store/database.ts. */
const SILENCE_MS = 120_000;

/** Turns of the event loop after which a task that goes on in two places has arrived at a step in both. */
const TURNS_WHEN_SPLIT = 25;

/**
 * Runs many tasks one await at a time, in an order that only the seed decides. Nothing happens but inside a step: a
 * database statement, a platform's answer. Time stands still while anything can be done, then jumps to what comes next.
 */
export class Scheduler {
  #nowMs: number;
  readonly #random: Random;
  #tasks: Task[] = [];
  #spawned = 0;
  #steps: Step[] = [];
  #blocked: { step: Step; outcome: Promise<Settled> }[] = [];
  #outside = 0;
  #isSplit = false;
  #timers: { at: number; fire: () => void | Promise<void> }[] = [];
  /** The last steps, for the report of a failing seed. */
  readonly trace: string[] = [];
  stepsTaken = 0;
  /** How often anything was written that others can see. */
  transactionsEnded = 0;

  constructor(start: Temporal.Instant, random: Random) {
    this.#nowMs = start.epochMilliseconds;
    this.#random = random;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(this.#nowMs);
  }

  at(milliseconds: number, fire: () => void | Promise<void>): void {
    this.#timers.push({ at: Math.max(milliseconds, this.#nowMs), fire });
  }

  spawn(process: Process, name: string, work: (task: Task) => Promise<void>): void {
    const task: Task = { number: (this.#spawned += 1), process, name, done: false, awaiting: 0 };
    this.#tasks.push(task);
    void work(task).finally(() => {
      task.done = true;
    });
  }

  /**
   * Takes one step of a task when its turn has come. Never resolves once its process is dead.
   */
  step<T>(task: Task, label: string, perform: () => Promise<T>, options: StepOptions = {}): Promise<T> {
    if (!task.process.alive) return new Promise(() => undefined);
    task.awaiting += 1;
    return new Promise<T>((resolve, reject) => {
      this.#steps.push({
        task,
        label,
        readyAt: this.#nowMs + (options.delayMs ?? 0),
        perform,
        spoil: options.spoil,
        isBlocked: options.isBlocked,
        endsTransaction: options.endsTransaction,
        resolve: resolve as (value: unknown) => void,
        reject,
      });
    });
  }

  /**
   * A task that waits for an instant beside something else; whichever comes first. When it is the instant, the task goes
   * on in two places.
   */
  async sleep(task: Task, untilMs: number, signal: StopSignal | undefined): Promise<void> {
    const { process } = task;
    if (!process.alive || untilMs <= this.#nowMs || signal?.aborted === true) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        if (process.pausedUntil > this.#nowMs) return this.at(process.pausedUntil, wake);
        if (!process.alive) return;
        this.#isSplit = true;
        resolve();
      };
      const timer = { at: untilMs, fire: wake };
      this.#timers.push(timer);
      const give = (): void => {
        this.#timers = this.#timers.filter((each) => each !== timer);
        resolve();
      };
      signal?.addEventListener('abort', give, { once: true });
    });
  }

  /** For what happens outside in real time, and is no step: time stands still for it. */
  async outside<T>(work: Promise<T>): Promise<T> {
    this.#outside += 1;
    try {
      return await work;
    } finally {
      this.#outside -= 1;
    }
  }

  async kill(process: Process): Promise<void> {
    if (!process.alive) return;
    process.alive = false;
    this.note(`${process.name} dies`);
    this.#steps = this.#steps.filter((step) => step.task.process !== process);
    this.#blocked = this.#blocked.filter(({ step }) => step.task.process !== process);
    this.#tasks = this.#tasks.filter((task) => task.process !== process);
    await process.onDeath();
  }

  /** The end of the run: everybody, and everything they hold. */
  async killAll(): Promise<void> {
    this.#timers = [];
    const tasks = [
      ...this.#tasks,
      ...[...this.#steps, ...this.#blocked.map(({ step }) => step)].map(({ task }) => task),
    ];
    for (const process of new Set(tasks.map((task) => task.process))) await this.kill(process);
  }

  note(line: string): void {
    this.trace.push(`${this.now().toString().slice(11, 23)} ${line}`);
  }

  /** Whether any task is in the middle of something, and may hold locks. */
  isAnythingUnderWay(): boolean {
    return this.#steps.length + this.#blocked.length > 0;
  }

  /** Whether anything is under way or planned. */
  hasWork(): boolean {
    return this.isAnythingUnderWay() || this.#timers.length > 0;
  }

  /** Goes on to the next instant at which anything happens, `untilMs` at the latest, and until all is done there. */
  async runUntilQuiet(untilMs: number): Promise<void> {
    let moved = false;
    for (;;) {
      await this.#settle();
      const ready = this.#steps.filter((step) => Math.max(step.readyAt, step.task.process.pausedUntil) <= this.#nowMs);
      if (ready.length > 0) {
        // Connections are had in an order that the seed does not know; steps are taken in one that it does.
        await this.#take(this.#random.pick(ready.toSorted((left, right) => left.task.number - right.task.number)));
        continue;
      }
      const next = this.#nextInstant();
      if (next === null || next > untilMs || moved) {
        const [stuck] = this.#blocked;
        // Only the database itself can end a deadlock; it does so by failing one of them.
        if (stuck !== undefined && next === null) {
          await this.#deliver(stuck.step, await stuck.outcome);
          this.#blocked = this.#blocked.filter((each) => each !== stuck);
          continue;
        }
        if (!moved) this.#nowMs = Math.max(this.#nowMs, untilMs);
        return;
      }
      moved = true;
      this.#nowMs = Math.max(this.#nowMs, next);
      const due = this.#timers.filter((timer) => timer.at <= this.#nowMs);
      this.#timers = this.#timers.filter((timer) => timer.at > this.#nowMs);
      for (const timer of due) await timer.fire();
      await this.#revisitBlocked();
    }
  }

  #nextInstant(): number | null {
    const instants = [
      ...this.#timers.map((timer) => timer.at),
      ...this.#steps.map((step) => Math.max(step.readyAt, step.task.process.pausedUntil)),
    ];
    return instants.length === 0 ? null : Math.min(...instants);
  }

  /** Until every task waits for a step of its own, or is done. */
  async #settle(): Promise<void> {
    let turns = 0;
    do {
      await oneTurn();
      turns += 1;
      if (turns > 200_000) throw new Error(`a task waits for something that is no step: ${this.trace.at(-1) ?? ''}`);
    } while (
      this.#outside > 0 ||
      (this.#isSplit && turns < TURNS_WHEN_SPLIT) ||
      this.#tasks.some((task) => !task.done && task.awaiting === 0)
    );
    this.#tasks = this.#tasks.filter((task) => !task.done);
  }

  async #take(step: Step): Promise<void> {
    this.#steps = this.#steps.filter((each) => each !== step);
    this.stepsTaken += 1;
    const { process } = step.task;
    const fate = process.fate('before', step.label);
    switch (fate.kind) {
      case 'crash':
        this.note(`${step.task.name} ${step.label}: dies before`);
        await this.kill(process);
        await this.#revisitBlocked();
        return;
      case 'pause':
        this.note(`${process.name} freezes for ${fate.milliseconds} ms before ${step.label}`);
        this.#freeze(process, fate.milliseconds);
        this.#steps.push(step);
        return;
      case 'fail':
        this.note(`${step.task.name} ${step.label}: ${fate.error.message}`);
        await step.spoil?.();
        await this.#deliver(step, { ok: false, error: fate.error });
        await this.#revisitBlocked();
        return;
      case 'go':
        break;
    }
    this.note(`${step.task.name} ${step.label}`);
    const outcome = step.perform().then(
      (value): Settled => ({ ok: true, value }),
      (error: unknown): Settled => ({ ok: false, error }),
    );
    const settled = step.isBlocked === undefined ? await outcome : await settledOrBlocked(outcome, step.isBlocked);
    if (settled === 'blocked') {
      this.note(`${step.task.name} ${step.label}: waits for a lock`);
      this.#blocked.push({ step, outcome });
      return;
    }
    await this.#deliver(step, settled);
    if (!process.alive || step.endsTransaction?.() === true) await this.#revisitBlocked();
  }

  async #deliver(step: Step, settled: Settled): Promise<void> {
    if (step.endsTransaction?.() === true) this.transactionsEnded += 1;
    const { process } = step.task;
    const fate = process.fate('after', step.label);
    if (fate.kind === 'crash') {
      this.note(`${step.task.name} ${step.label}: dies after`);
      return this.kill(process);
    }
    if (fate.kind === 'fail') {
      this.note(`${step.task.name} ${step.label}: answer lost`);
      await step.spoil?.();
      step.task.awaiting -= 1;
      step.reject(fate.error);
      return;
    }
    if (fate.kind === 'pause') {
      // Everything of it waits from here on, what has just been answered as well.
      this.note(`${process.name} freezes for ${fate.milliseconds} ms after ${step.label}`);
      this.#freeze(process, fate.milliseconds);
      const outcome = () => (settled.ok ? Promise.resolve(settled.value) : Promise.reject(settled.error));
      this.#steps.push({ ...step, perform: outcome, isBlocked: undefined, readyAt: this.#nowMs, label: 'wakes' });
      return;
    }
    step.task.awaiting -= 1;
    if (settled.ok) step.resolve(settled.value);
    else step.reject(settled.error);
  }

  #freeze(process: Process, milliseconds: number): void {
    process.pausedUntil = this.#nowMs + milliseconds;
    if (milliseconds <= SILENCE_MS) return;
    this.at(this.#nowMs + SILENCE_MS, async () => {
      if (process.alive) await process.onSilence?.();
    });
  }

  /** A lock may have been freed: whoever got it goes on, and whoever got it from them. */
  async #revisitBlocked(): Promise<void> {
    for (let mayGoOn = true; mayGoOn;) {
      mayGoOn = false;
      for (const waiting of this.#blocked) {
        const { isBlocked, endsTransaction } = waiting.step;
        if (isBlocked === undefined) continue;
        const settled = await settledOrBlocked(waiting.outcome, isBlocked, 0);
        if (settled === 'blocked' || !this.#blocked.includes(waiting)) continue;
        this.#blocked = this.#blocked.filter((each) => each !== waiting);
        await this.#deliver(waiting.step, settled);
        mayGoOn ||= !waiting.step.task.process.alive || endsTransaction?.() === true;
      }
    }
  }
}
