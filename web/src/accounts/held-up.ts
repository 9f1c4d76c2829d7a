import type { Entry } from '../../../src/contract/entry.ts';
import type { IssueCode } from '../../../src/domain/issues.ts';
import { shiftInstant } from '../../../src/domain/zoned-time.ts';

const MISSED: ReadonlySet<string> = new Set<IssueCode>(['hour_missed', 'held_up']);

/** Time to look before the first of them goes out. */
const LEAD_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

export interface HeldUp {
  ids: string[];
  /** Whole days to move by: the hours on the wall, the order and the distances stay. */
  days: number;
  /** When the first of them would then go out. */
  first: string;
  timezone: string;
}

/** The entries whose hour passed while something held them up, and the fewest days after which all can go out. */
export function heldUpOf(entries: readonly Entry[], nowMs: number): HeldUp | null {
  const missed = entries.filter(
    (entry): entry is Entry & { scheduledAt: string } =>
      entry.scheduledAt !== null && entry.issues.some(({ code }) => MISSED.has(code)),
  );
  const earliest = missed.toSorted((one, other) => Date.parse(one.scheduledAt) - Date.parse(other.scheduledAt))[0];
  if (earliest === undefined) return null;
  let days = Math.max(1, Math.floor((nowMs - Date.parse(earliest.scheduledAt)) / DAY_MS));
  // The clocks may have changed in between, which moves the instant by an hour: ask for it instead of dividing.
  while (shifted(earliest, days).epochMilliseconds < nowMs + LEAD_MS) days += 1;
  return {
    ids: missed.map(({ id }) => id),
    days,
    first: shifted(earliest, days).toString(),
    timezone: earliest.timezone,
  };
}

function shifted(entry: { scheduledAt: string; timezone: string }, days: number): Temporal.Instant {
  return shiftInstant(Temporal.Instant.from(entry.scheduledAt), Temporal.Duration.from({ days }), entry.timezone)
    .instant;
}
