import { setImmediate as oneTurn } from 'node:timers/promises';

export type Settled = { ok: true; value: unknown } | { ok: false; error: unknown };

/** How long a statement may take before it is looked at whether it waits for a lock, in real milliseconds. */
const LOOK_FOR_LOCKS_AFTER_MS = 2;

/** Waits for the statement, or for the database to say that it waits for somebody's lock. */
export async function settledOrBlocked(
  outcome: Promise<Settled>,
  isBlocked: () => Promise<boolean>,
  patienceMs = LOOK_FOR_LOCKS_AFTER_MS,
): Promise<Settled | 'blocked'> {
  const known: { settled?: Settled } = {};
  const noted = outcome.then((settled) => (known.settled = settled));
  for (let waitMs = patienceMs; ; waitMs = LOOK_FOR_LOCKS_AFTER_MS) {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, waitMs);
    });
    await Promise.race([noted, patience]);
    clearTimeout(timer);
    if (known.settled !== undefined) return known.settled;
    const waits = await isBlocked();
    // Its answer may have come while we asked.
    await oneTurn();
    if (known.settled !== undefined) return known.settled;
    if (waits) return 'blocked';
  }
}
