export interface Part {
  startMs: number;
  endMs: number;
}

/**
 * The part after one of its ends was moved: inside the video, no longer than `maximumMs` and no shorter than `minimumMs`.
 * The end that was not moved gives way.
 */
export function movedPart(before: Part, wanted: Part, limits: { minimumMs: number; maximumMs: number }): Part {
  const { minimumMs, maximumMs } = limits;
  const length = Math.min(maximumMs, Math.max(minimumMs, wanted.endMs - wanted.startMs));
  if (length === wanted.endMs - wanted.startMs) return wanted;
  return wanted.startMs === before.startMs
    ? { startMs: Math.max(0, wanted.endMs - length), endMs: Math.max(wanted.endMs, length) }
    : { startMs: wanted.startMs, endMs: wanted.startMs + length };
}

/** What is kept at first: the beginning, as much as may be. */
export function firstPart(durationMs: number, maximumMs: number | null): Part {
  return { startMs: 0, endMs: Math.min(durationMs, maximumMs ?? durationMs) };
}
