import { isBefore, type Clock } from '../../domain/clock.ts';

const FAILURES = 3;
const REST_SECONDS = 60;

/** Leaves a provider alone for a minute after three failures in a row, so that a modal need not wait for each of them. */
export interface Breaker {
  isResting(): boolean;
  /** Whether the provider answered at all; what it answered is not the breaker's concern. */
  record(answered: boolean): void;
}

export function createBreaker(clock: Clock): Breaker {
  let failures = 0;
  let restUntil: Temporal.Instant | null = null;
  return {
    isResting: () => restUntil !== null && isBefore(clock.now(), restUntil),
    record(answered) {
      failures = answered ? 0 : failures + 1;
      // After the rest one call is let through; if it fails too, the next rest begins at once.
      restUntil = failures >= FAILURES ? clock.now().add({ seconds: REST_SECONDS }) : null;
    },
  };
}
