import { isAfter, isBefore, later, type Clock, type StopSignal } from '../../src/domain/clock.ts';

interface Sleeper {
  until: Temporal.Instant;
  wake(): void;
}

/** Lets everything run that needs neither time nor the outside world: promises, and what they start. */
function oneTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * A clock that stands still until a test moves it. Sleepers wake in the order of their instants, each at its own instant, and
 * what one does after waking (sleeping again, say) happens before time goes on.
 */
export class VirtualClock implements Clock {
  #now: Temporal.Instant;
  readonly #settle: () => Promise<void>;
  #sleepers: Sleeper[] = [];

  /** `settle` resolves when the woken have done what they will; give one where that takes more than a turn (a database). */
  constructor(start: Temporal.Instant | string, settle: () => Promise<void> = oneTurn) {
    this.#now = Temporal.Instant.from(start);
    this.#settle = settle;
  }

  now(): Temporal.Instant {
    return this.#now;
  }

  waitUntil(instant: Temporal.Instant, signal?: StopSignal): Promise<void> {
    if (!isAfter(instant, this.#now) || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = {
        until: instant,
        wake: () => {
          this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  /** When somebody would wake next, if anybody sleeps. */
  get nextWake(): Temporal.Instant | undefined {
    return this.#earliest()?.until;
  }

  /** Throws when that would be backwards. */
  async advanceTo(instant: Temporal.Instant | string): Promise<void> {
    const target = Temporal.Instant.from(instant);
    if (isBefore(target, this.#now))
      throw new RangeError(`It is ${this.#now.toString()} already; ${target.toString()} is past.`);
    for (let next = this.#earliest(); next && !isAfter(next.until, target); next = this.#earliest()) {
      this.#now = later(this.#now, next.until);
      next.wake();
      await this.#settle();
    }
    this.#now = target;
    await this.#settle();
  }

  async advanceBy(duration: Temporal.DurationLike | string): Promise<void> {
    await this.advanceTo(this.#now.add(duration));
  }

  #earliest(): Sleeper | undefined {
    return this.#sleepers.toSorted((left, right) => Temporal.Instant.compare(left.until, right.until))[0];
  }
}
