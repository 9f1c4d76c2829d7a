import type { Logger } from 'pino';
import { assessDueEntries } from '../../src/pipeline/assess-due-entries.ts';
import { refreshDueTokens } from '../../src/pipeline/refresh-tokens.ts';
import { workOnJob } from '../../src/pipeline/work-on-job.ts';
import { claimDueJobs, SUSPECT_AFTER, type ClaimedJob } from '../../src/store/claim-due-jobs.ts';
import { renewLeases } from '../../src/store/worker-heartbeat.ts';
import type { Backends } from './backends.ts';
import { ProcessConnections } from './gated-database.ts';
import type { Random } from './random.ts';
import type { Process, Task } from './process.ts';
import type { Scheduler } from './scheduler.ts';
import type { Weather } from './weather.ts';
import type { World } from './world.ts';

const HEARTBEAT_MS = 5000;
/** A dead worker's successor comes within this. */
const RESTART_MS = { least: 1000, most: 60_000 };

/** What is due, as the run sees it from outside. */
export interface Due {
  jobs: boolean;
  assessments: boolean;
  refreshes: boolean;
}

interface WorkerParts {
  scheduler: Scheduler;
  world: World;
  backends: Backends;
  weather: Weather;
  random: Random;
  log: Logger;
  onError: (error: unknown, where: string) => void;
  isOver: () => boolean;
}

/**
 * Two workers, each reborn when it dies. Their rounds are those of src/pipeline/worker.ts with its sleeping taken out:
 * the run wakes them when something is due, since thousands of looks at nothing would prove nothing.
 */
export class Workers {
  readonly #parts: WorkerParts;
  readonly #lives: (Life | null)[] = [null, null];
  births = 0;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    this.#beBorn(0);
    this.#beBorn(1);
  }

  /** Somebody looks for what is due; mostly one of them, sometimes both at the same moment. */
  wake(due: Due): void {
    const { random, scheduler } = this.#parts;
    const lives = this.#lives.filter(
      (life) => life?.process.alive === true && life.process.pausedUntil <= scheduler.nowMs,
    );
    if (lives.length === 0) return;
    const awake = random.chance(0.4) ? lives : [random.pick(lives)];
    for (const life of awake) life?.look(due);
  }

  /** When the first of them can look at anything, in milliseconds. */
  get readyAt(): number {
    return Math.min(...this.#lives.map((life) => (life?.process.alive === true ? life.process.pausedUntil : Infinity)));
  }

  /** Everybody dies at once and comes back after so long. */
  async blackOut(minutes: number): Promise<void> {
    for (const [index, life] of this.#lives.entries()) {
      this.#lives[index] = null;
      if (life !== null) await this.#parts.scheduler.kill(life.process);
      this.#rebirth(index, minutes * 60_000);
    }
  }

  #beBorn(index: number): void {
    this.births += 1;
    const life = new Life(`worker ${index + 1}.${this.births}`, this.#parts, () => {
      if (this.#lives[index] !== life || this.#parts.isOver()) return;
      this.#lives[index] = null;
      this.#rebirth(index, this.#parts.random.between(RESTART_MS.least, RESTART_MS.most));
    });
    this.#lives[index] = life;
  }

  #rebirth(index: number, afterMs: number): void {
    const { scheduler } = this.#parts;
    scheduler.at(scheduler.nowMs + afterMs, () => this.#beBorn(index));
  }
}

/** One worker from its start to its death. */
class Life {
  readonly process: Process;
  readonly #parts: WorkerParts;
  readonly #connections: ProcessConnections;
  readonly #inHand = new Map<string, ClaimedJob>();
  readonly #busy = new Set<string>();
  #beating = false;

  constructor(name: string, parts: WorkerParts, onDeath: () => void) {
    this.#parts = parts;
    this.#connections = new ProcessConnections(parts.backends, parts.scheduler);
    this.process = {
      name,
      alive: true,
      pausedUntil: 0,
      fate: (moment, label) => parts.weather.fateOfWorker(moment, label),
      onDeath: async () => {
        await this.#connections.dropAll();
        onDeath();
      },
      onSilence: () => this.#connections.endSilentTransactions(),
    };
  }

  look(due: Due): void {
    if (due.jobs) this.#alone('claims', (task) => this.#claim(task));
    if (due.assessments || due.refreshes) {
      this.#alone('tends', async (task) => {
        const context = this.#contextOf(task);
        if (due.assessments) await assessDueEntries(context);
        if (due.refreshes) await refreshDueTokens(context);
      });
    }
  }

  async #claim(task: Task): Promise<void> {
    const context = this.#contextOf(task);
    const { leaseMs, perAccount, concurrency } = context.settings;
    const claimed = await claimDueJobs(context.database, {
      now: context.clock.now(),
      leaseMs,
      workerId: this.process.name,
      limit: concurrency - this.#inHand.size,
      perAccount,
      suspects: [...this.#inHand.values()].some((job) => job.lostClaims >= SUSPECT_AFTER) ? 0 : 1,
    });
    // The database answers in an order of its own, which no seed knows.
    for (const job of claimed.toSorted((left, right) => (left.id < right.id ? -1 : 1))) {
      this.#inHand.set(job.id, job);
      this.#spawn(`${job.channel} ${job.id.slice(-4)}`, async (own) => {
        try {
          await workOnJob(this.#contextOf(own), job);
        } finally {
          this.#inHand.delete(job.id);
        }
      });
    }
    if (this.#inHand.size > 0) this.#beatLater();
  }

  /** One loop of the worker's is never in two places. */
  #alone(loop: string, work: (task: Task) => Promise<void>): void {
    if (this.#busy.has(loop)) return;
    this.#busy.add(loop);
    this.#spawn(loop, (task) => work(task).finally(() => this.#busy.delete(loop)));
  }

  #beatLater(): void {
    if (this.#beating) return;
    this.#beating = true;
    const { scheduler } = this.#parts;
    scheduler.at(scheduler.nowMs + HEARTBEAT_MS, () => {
      this.#beating = false;
      if (!this.process.alive || this.#inHand.size === 0) return;
      if (this.process.pausedUntil > scheduler.nowMs) {
        scheduler.at(this.process.pausedUntil, () => this.#beatLater());
        return;
      }
      this.#spawn('beats', async (task) => {
        const { database, clock, settings } = this.#contextOf(task);
        const until = clock.now().add({ milliseconds: settings.leaseMs });
        await renewLeases(database, { workerId: this.process.name, jobIds: [...this.#inHand.keys()], until });
      });
      this.#beatLater();
    });
  }

  #spawn(what: string, work: (task: Task) => Promise<void>): void {
    const { scheduler, onError } = this.#parts;
    scheduler.spawn(this.process, `${this.process.name} ${what}`, async (task) => {
      try {
        await work(task);
      } catch (error) {
        onError(error, task.name);
      }
    });
  }

  #contextOf(task: Task) {
    const { world, random, log } = this.#parts;
    return world.contextFor(task, this.#connections, this.process.name, random, log);
  }
}
