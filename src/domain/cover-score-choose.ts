import type { FrameMeasure } from '../contract/suggestion.ts';
import { COVER_QUALITIES, coverScore, type CoverQuality } from './cover-score.ts';

export interface ChosenFrame {
  timeMs: number;
  score: number;
  /** What this frame is best at compared with the others, strongest first. */
  strengths: CoverQuality[];
}

/** Bits of 64 in which two hashes may differ and the pictures still be the same to a person. */
const SAME_PICTURE = 10;
/** In a crossfade the picture changes a lot before the frame and behind it, and two pictures lie over each other. */
const FADE_CHANGE = 0.06;
const FADE_PENALTY = 0.15;

/**
 * The best frames for a cover, best first: blended ones pushed back, near duplicates of a better one left out. Fewer
 * than `count` when there are not as many different pictures.
 */
export function chooseFrames(measures: readonly FrameMeasure[], count = 3): ChosenFrame[] {
  const ordered = measures.toSorted((left, right) => left.timeMs - right.timeMs);
  const ranked = ordered
    .map((measure, index) => ({
      measure,
      score: Math.max(0, coverScore(measure) - (isBlended(ordered, index) ? FADE_PENALTY : 0)),
    }))
    .toSorted((left, right) => right.score - left.score);
  const chosen: typeof ranked = [];
  for (const candidate of ranked) {
    const isNew = chosen.every(({ measure }) => bitsApart(measure.hash, candidate.measure.hash) > SAME_PICTURE);
    if (isNew && chosen.length < count) chosen.push(candidate);
  }
  return chosen.map(({ measure, score }) => ({
    timeMs: measure.timeMs,
    score,
    strengths: strengthsOf(measure, measures),
  }));
}

/** Soft itself, between two changes: neither the picture before nor the one behind. */
function isBlended(ordered: readonly FrameMeasure[], index: number): boolean {
  const change = ordered[index]?.change ?? 0;
  const changeAfter = ordered[index + 1]?.change ?? 0;
  if (change < FADE_CHANGE || changeAfter < FADE_CHANGE) return false;
  const own = ordered[index]?.sharpness ?? 0;
  const around = [ordered[index - 1]?.sharpness ?? 0, ordered[index + 1]?.sharpness ?? 0];
  return own < Math.min(...around);
}

function strengthsOf(measure: FrameMeasure, all: readonly FrameMeasure[]): CoverQuality[] {
  return COVER_QUALITIES.map((quality) => ({
    quality,
    ahead: measure[quality] - all.reduce((sum, other) => sum + other[quality], 0) / Math.max(1, all.length),
  }))
    .filter(({ ahead }) => ahead > 0.02)
    .toSorted((left, right) => right.ahead - left.ahead)
    .map(({ quality }) => quality);
}

export function bitsApart(left: string, right: string): number {
  let apart = 0;
  for (let index = 0; index < 16; index += 1) {
    const differing = Number.parseInt(left[index] ?? '0', 16) ^ Number.parseInt(right[index] ?? '0', 16);
    apart += differing.toString(2).replaceAll('0', '').length;
  }
  return apart;
}
