/**
 * The sandbox's own time: real time scaled by a speed and moved by hand. Everything asynchronous (processing,
 * expiry, windows) is computed from `nowMs()` when somebody looks, so moving the clock takes effect at once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './database.ts';

export interface Clock {
  /** Virtual milliseconds since the epoch. */
  nowMs(): number;
  speed(): number;
  /** Moves the clock by virtual milliseconds (negative: back). */
  advance(byMs: number): void;
  /** Virtual milliseconds per real millisecond; 0 freezes the clock. */
  setSpeed(speed: number): void;
  setNow(nowMs: number): void;
  /** Waits that many virtual milliseconds of real, scaled time; not at all when the clock is frozen. */
  wait(virtualMs: number): Promise<void>;
  /** Back to real time at the speed it was started with. */
  reset(): void;
}

interface Anchor {
  realMs: number;
  virtualMs: number;
  speed: number;
}

/** `realNowMs` is the machine's clock in production; a simulation passes its own. */
export function createClock(database: Database, realNowMs: () => number, initialSpeed: number): Clock {
  const stored = database.readValue('clock');
  let anchor: Anchor = isAnchor(stored) ? stored : startAnchor();

  function startAnchor(): Anchor {
    const realMs = realNowMs();
    return { realMs, virtualMs: realMs, speed: initialSpeed };
  }
  function now(): number {
    return Math.round(anchor.virtualMs + (realNowMs() - anchor.realMs) * anchor.speed);
  }
  function move(virtualMs: number, speed: number): void {
    anchor = { realMs: realNowMs(), virtualMs, speed };
    database.writeValue('clock', anchor);
  }

  return {
    nowMs: now,
    speed: () => anchor.speed,
    advance: (byMs) => move(now() + byMs, anchor.speed),
    setSpeed: (speed) => move(now(), speed),
    setNow: (nowMs) => move(nowMs, anchor.speed),
    wait: async (virtualMs) => {
      if (anchor.speed > 0 && virtualMs > 0) await sleep(virtualMs / anchor.speed);
    },
    reset: () => {
      anchor = startAnchor();
      database.writeValue('clock', anchor);
    },
  };
}

function isAnchor(value: unknown): value is Anchor {
  return (
    typeof value === 'object' &&
    value !== null &&
    'realMs' in value &&
    typeof value.realMs === 'number' &&
    'virtualMs' in value &&
    typeof value.virtualMs === 'number' &&
    'speed' in value &&
    typeof value.speed === 'number'
  );
}

/** `2026-11-22T09:00:00Z`, the form of every time in the controls. */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString();
}
