/** The value below which `share` of all lie; `NaN` for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export interface Lateness {
  p50: number;
  p99: number;
}

export function latenessOf(milliseconds: readonly number[]): Lateness {
  return { p50: percentile(milliseconds, 0.5), p99: percentile(milliseconds, 0.99) };
}

/** How many a second of `count` since `begun` (performance.now()). */
export function perSecond(count: number, begun: number): number {
  return count / ((performance.now() - begun) / 1000);
}
