/** Pauses between the questions about an unclear publish (instagram.md 12.7); the last one repeats. */
const PAUSES_SECONDS = [10, 30, 60, 120, 300, 600, 900, 1200, 1800, 2700, 3600];

/** The first question. */
export const FIRST_QUESTION = { seconds: PAUSES_SECONDS[0] ?? 10 };

/** After this long asking on would not tell more. */
export const ASKED_LONG_ENOUGH = { hours: 24 };

/** "Maybe still running: wait until at least 3 minutes after, ask again twice" (instagram.md 12.2). */
export const SURELY_OVER_AFTER = { minutes: 3 };
export const SIGHTINGS_NEEDED = 2;
/** Between those two. */
export const SIGHTING_PAUSE = { seconds: 30 };

/** The pause after the `asked`-th question (from 1). */
export function pauseAfter(asked: number): { seconds: number } {
  return { seconds: PAUSES_SECONDS[asked] ?? 3600 };
}
