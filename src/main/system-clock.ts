import type { Clock, StopSignal } from '../domain/clock.ts';

/** The longest delay a timer takes; longer waits are made of several. */
const LONGEST_TIMER_MS = 2_000_000_000;

/** Clocks are slewed by milliseconds all the time; beyond this one was put back. */
const PUT_BACK_MS = 1_000;

/** Real time. */
export const systemClock: Clock = clockOn(() => Temporal.Now.instant());

/**
 * A clock on `now`, which people and time servers set. Who waits when it is put back wakes when it was meant to, a second
 * late at most, and looks at the clock again: else a worker that rests for five seconds would rest for as long as the clock
 * went back, and whatever is due in that time would not go out.
 */
export function clockOn(now: () => Temporal.Instant): Clock {
  return {
    now,
    waitUntil: async (instant, signal) => {
      const leftOf = () => instant.epochMilliseconds - now().epochMilliseconds;
      const wakeAt = performance.now() + leftOf() + PUT_BACK_MS;
      for (;;) {
        const leftMs = Math.min(leftOf(), wakeAt - performance.now());
        if (leftMs <= 0 || signal?.aborted === true) return;
        await timer(Math.min(leftMs, LONGEST_TIMER_MS), signal);
      }
    },
  };
}

function timer(delayMs: number, signal: StopSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timeout);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timeout = setTimeout(done, delayMs);
    signal?.addEventListener('abort', done, { once: true });
  });
}
