import type { CSSProperties } from 'react';
import type { BestTimes, Signal } from '../../../src/contract/suggestion.ts';

/** Below this an hour is like most others and stays plain. */
const GOOD = 0.7;
/** The deepest the tint gets, in per cent: seen beside its neighbours, never in the way of words. */
const DEEPEST = 13;

export interface BestHours {
  /** 168 values from Monday 0:00 in the calendar's zone, 0..1. */
  hours: readonly number[];
  /** The weakest of what stands behind them. */
  signal: Signal;
}

/** The mean of the channels on this wall clock; a channel on another clock would shade the wrong hours. */
export function together(channels: readonly BestTimes[], zone: string): BestHours | null {
  const here = channels.filter(({ timezone }) => timezone === zone);
  const [first] = here;
  if (first === undefined) return null;
  const hours = first.hours.map(
    (_, hour) => here.reduce((sum, each) => sum + (each.hours[hour] ?? 0), 0) / here.length,
  );
  const signals = here.map(({ signal }) => signal);
  return { hours, signal: signals.includes('none') ? 'none' : signals.includes('thin') ? 'thin' : 'ok' };
}

/** How deep an hour's cell is tinted, in per cent; 0 for most. */
export function tintOf(best: BestHours | null, date: Temporal.PlainDate, hour: number): number {
  const score = best?.hours[(date.dayOfWeek - 1) * 24 + hour] ?? 0;
  return score < GOOD ? 0 : Math.round((4 + ((score - GOOD) / (1 - GOOD)) * (DEEPEST - 4)) * 10) / 10;
}

export function tintStyle(tint: number): CSSProperties | undefined {
  if (tint === 0) return undefined;
  const colour = `color-mix(in srgb, var(--ready) ${String(tint)}%, transparent)`;
  return { backgroundImage: `linear-gradient(${colour}, ${colour})` };
}
