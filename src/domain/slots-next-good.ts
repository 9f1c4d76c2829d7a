import { openSlots, pickSlots, type Slot, type SlotSearch } from './slots.ts';

export type NextSlotSearch = Omit<SlotSearch, 'from' | 'to' | 'spacingHours'> & { now: Temporal.Instant };

export interface NextSlot extends Slot {
  /** No hour within the fortnight kept the usual distance to other posts, so this one keeps less. */
  relaxed: boolean;
}

const HORIZON_HOURS = 14 * 24;
/** Nobody can look a post over in less. */
const LEAD_MINUTES = 30;
const GOOD_SHARE = 0.25;
const RELAXED_SPACING = [20, 8, 2] as const;

/**
 * The soonest slot that is good: among the best quarter of the allowed hours, at its distance from other posts. It serves
 * *Resolve and reschedule* (spec.md 5.1). `null` only where quiet hours cover the whole day.
 */
export function nextGoodSlot(search: NextSlotSearch): NextSlot | null {
  for (const spacingHours of RELAXED_SPACING) {
    const window = windowOf(search, spacingHours);
    const open = openSlots(window);
    const threshold = goodScore(openSlots({ ...window, booked: [] }));
    const slot = open.find(({ score }) => score >= threshold) ?? pickSlots(window, 1)[0];
    if (slot) return { ...slot, relaxed: spacingHours !== RELAXED_SPACING[0] };
  }
  return null;
}

/**
 * One good slot after another for posts that were held up together, in order of time: each keeps its distance from
 * those before. As many as asked for, fewer only where `nextGoodSlot` finds none.
 */
export function nextGoodSlots(search: NextSlotSearch, count: number): NextSlot[] {
  const found: NextSlot[] = [];
  while (found.length < count) {
    const slot = nextGoodSlot({ ...search, booked: [...search.booked, ...found.map(({ at }) => at)] });
    if (slot === null || found.some(({ at }) => at.equals(slot.at))) break;
    found.push(slot);
  }
  return found.toSorted((left, right) => Temporal.Instant.compare(left.at, right.at));
}

function windowOf({ now, ...search }: NextSlotSearch, spacingHours: number): SlotSearch {
  return {
    ...search,
    spacingHours,
    from: now.add({ minutes: LEAD_MINUTES }),
    to: now.add({ hours: HORIZON_HOURS }),
  };
}

function goodScore(slots: readonly Slot[]): number {
  const sorted = slots.map(({ score }) => score).toSorted((left, right) => right - left);
  return sorted[Math.floor(sorted.length * GOOD_SHARE)] ?? -Infinity;
}
