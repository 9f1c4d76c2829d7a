/** The part of an AbortSignal this floor needs: it has no platform types of its own. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * The only source of time. One is made in main and handed down; tests hand down one they move by hand.
 * `waitUntil` resolves at the instant (at once when it has passed) or when the signal aborts; it never rejects. Where the
 * clock is put back meanwhile it does not wait for longer than was meant, so that whoever waits looks at the clock again.
 */
export interface Clock {
  now(): Temporal.Instant;
  waitUntil(instant: Temporal.Instant, signal?: StopSignal): Promise<void>;
}

export function isBefore(left: Temporal.Instant, right: Temporal.Instant): boolean {
  return Temporal.Instant.compare(left, right) < 0;
}

export function isAfter(left: Temporal.Instant, right: Temporal.Instant): boolean {
  return Temporal.Instant.compare(left, right) > 0;
}

export function later(left: Temporal.Instant, right: Temporal.Instant): Temporal.Instant {
  return isAfter(left, right) ? left : right;
}
