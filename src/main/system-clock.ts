import type { Clock, StopSignal } from '../domain/clock.ts';

/** The longest delay a timer takes; longer waits are made of several. */
const LONGEST_TIMER_MS = 2_000_000_000;

/** Real time. */
export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  waitUntil: async (instant, signal) => {
    for (;;) {
      const leftMs = instant.epochMilliseconds - Temporal.Now.instant().epochMilliseconds;
      if (leftMs <= 0 || signal?.aborted === true) return;
      await timer(Math.min(leftMs, LONGEST_TIMER_MS), signal);
    }
  },
};

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
