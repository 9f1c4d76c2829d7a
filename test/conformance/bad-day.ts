import type { Crash } from './journey.ts';

/** What goes wrong on one day: faults for the sandbox, without the channel, and a crash of the worker. */
export interface BadDay {
  faults: Record<string, unknown>[];
  crash: Crash | null;
}

/** Everything that can happen to a request between two machines, before and after the platform's work. */
const ACCIDENTS: readonly Record<string, unknown>[] = [
  { kind: 'drop_before' },
  { kind: 'drop_after' },
  { kind: 'http', status: 502, when: 'before' },
  { kind: 'http', status: 502, when: 'after' },
  { kind: 'truncated_json' },
  { kind: 'garbage' },
];

/** The same seed draws the same day. */
export function drawBadDay(seed: number, endpoints: readonly string[]): BadDay {
  const draw = lots(seed);
  const faults = Array.from({ length: 1 + draw(3) }, () => ({
    ...ACCIDENTS[draw(ACCIDENTS.length)],
    endpoint: endpoints[draw(endpoints.length)],
    times: 1 + draw(2),
  }));
  const crash: Crash = { checkpoint: 1 + draw(12), when: draw(2) === 0 ? 'before_commit' : 'after_commit' };
  return { faults, crash: draw(2) === 0 ? crash : null };
}

/** Whole numbers from 0 up to below a bound: a linear congruence, whose high bits are random enough for lots. */
function lots(seed: number): (bound: number) => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
