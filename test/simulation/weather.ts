import type { Random } from './random.ts';
import type { Fate } from './process.ts';

/** How hard a seed is on the pipeline. Decided once, from the seed. */
export interface Climate {
  /** Of platform calls that go wrong. */
  network: number;
  /** Of awaits at which a worker dies. */
  crash: number;
  crashes: number;
  /** Of awaits at which a worker freezes and wakes later, as a sleeping laptop or a paused virtual machine does. */
  freeze: number;
  freezes: number;
  /** Of database statements that fail, or whose answer is lost. */
  database: number;
  /** Minutes from the start until everything behaves again. */
  clearsAfterMinutes: number;
  /** All workers are down together for so long, from then; in minutes. */
  outage: { from: number; minutes: number } | null;
  /** The database refuses everybody, in minutes. */
  databaseAway: { from: number; minutes: number } | null;
  edits: number;
}

const CALM: Climate = {
  network: 0,
  crash: 0,
  crashes: 0,
  freeze: 0,
  freezes: 0,
  database: 0,
  clearsAfterMinutes: 90,
  outage: null,
  databaseAway: null,
  edits: 0,
};

export function climateOf(random: Random): Climate {
  const clearsAfterMinutes = random.between(20, 120);
  const edits = random.chance(0.6) ? random.between(1, 5) : 0;
  const common = { ...CALM, clearsAfterMinutes, edits };
  return random.weigh<Climate>([
    [1, { ...CALM, edits }],
    [3, { ...common, network: 0.12 + random.next() * 0.3 }],
    [3, { ...common, crash: 0.03, crashes: random.between(1, 4) }],
    [2, { ...common, freeze: 0.02, freezes: random.between(1, 2), network: 0.05 }],
    [1, { ...common, database: 0.012, network: 0.05 }],
    [
      4,
      {
        ...common,
        network: 0.1 + random.next() * 0.2,
        crash: 0.015,
        crashes: random.between(1, 5),
        freeze: 0.008,
        freezes: 1,
        database: 0.004,
      },
    ],
    [
      1,
      {
        ...common,
        crash: 0.01,
        crashes: 2,
        network: 0.1,
        outage: { from: random.between(0, 60), minutes: random.between(20, 240) },
      },
    ],
    [1, { ...common, network: 0.1, databaseAway: { from: random.between(0, 45), minutes: random.between(1, 5) } }],
  ]);
}

/** What befalls a worker at its awaits. One for all workers of a run: they share what trouble there is. */
export class Weather {
  readonly climate: Climate;
  readonly #random: Random;
  readonly #now: () => number;
  readonly #start: number;
  /** How often a worker was disturbed. */
  mishaps = 0;
  #crashesLeft: number;
  #freezesLeft: number;

  constructor(climate: Climate, random: Random, start: number, now: () => number) {
    this.climate = climate;
    this.#random = random;
    this.#start = start;
    this.#now = now;
    this.#crashesLeft = climate.crashes;
    this.#freezesLeft = climate.freezes;
  }

  isClear(): boolean {
    return this.#now() >= this.#start + this.climate.clearsAfterMinutes * 60_000;
  }

  isWithin(span: { from: number; minutes: number } | null): boolean {
    if (span === null) return false;
    const minute = (this.#now() - this.#start) / 60_000;
    return minute >= span.from && minute < span.from + span.minutes;
  }

  fateOfWorker(moment: 'before' | 'after', label: string): Fate {
    const fate = this.#fate(moment, label);
    if (fate.kind !== 'go') this.mishaps += 1;
    return fate;
  }

  #fate(moment: 'before' | 'after', label: string): Fate {
    const isStatement = label.startsWith('sql ');
    if (isStatement && this.isWithin(this.climate.databaseAway)) return { kind: 'fail', error: unreachable() };
    if (this.isClear()) return { kind: 'go' };
    if (this.#crashesLeft > 0 && this.#random.chance(this.climate.crash)) {
      this.#crashesLeft -= 1;
      return { kind: 'crash' };
    }
    if (this.#freezesLeft > 0 && this.#random.chance(this.climate.freeze)) {
      this.#freezesLeft -= 1;
      const milliseconds = this.#random.weigh([
        [3, this.#random.between(1000, 60_000)],
        [3, this.#random.between(60_000, 900_000)],
        [1, this.#random.between(900_000, 7_200_000)],
      ]);
      return { kind: 'pause', milliseconds };
    }
    // A failure after the statement: it was carried out, and nobody was told. `rollback` has nothing to lose.
    if (isStatement && label !== 'sql rollback' && this.#random.chance(this.climate.database)) {
      return {
        kind: 'fail',
        error: moment === 'before' ? this.#random.pick([unreachable(), diskFull()]) : unreachable(),
      };
    }
    return { kind: 'go' };
  }

  networkFails(): boolean {
    return !this.isClear() && this.#random.chance(this.climate.network);
  }

  /** Whether a platform is having one of its days. */
  isTroubled(): boolean {
    return !this.isClear() && this.climate.network > 0;
  }
}

/** A failure that the run made: whatever follows from it is no bug by itself. */
export class MadeFailure extends Error {}

function unreachable(): Error {
  return Object.assign(new MadeFailure('the database is gone'), { code: '57P01' });
}

function diskFull(): Error {
  return Object.assign(new MadeFailure('could not extend file: No space left on device'), { code: '53100' });
}
