import type { Entry } from '../../../src/contract/entry.ts';

/** Beyond this many that changed it is as quick to work everything out anew. */
const FEW = 16;

/** Which list another came of, and at which place. Weakly, or every list there ever was would be kept. */
const origins = new WeakMap<readonly Entry[], { before: WeakRef<readonly Entry[]>; place: number }>();

/** The list with a newer entry of the same id at `place`, known to `placesReplaced` as such. */
export function replaceAt(entries: readonly Entry[], place: number, entry: Entry): readonly Entry[] {
  const after = entries.with(place, entry);
  if (entries[place]?.id === entry.id) origins.set(after, { before: new WeakRef(entries), place });
  return after;
}

/**
 * The places whose entries were replaced by newer ones of the same id; `null` when more has changed than that, or many.
 * Without looking at the others where the list came of `replaceAt`: a move asks at every step from the cache to the cell.
 */
export function placesReplaced(before: readonly Entry[], after: readonly Entry[]): readonly number[] | null {
  return placesKnown(before, after) ?? placesFound(before, after);
}

function placesKnown(before: readonly Entry[], after: readonly Entry[]): readonly number[] | null {
  const places = new Set<number>();
  let list = after;
  while (list !== before) {
    const origin = origins.get(list);
    const earlier = origin?.before.deref();
    if (origin === undefined || earlier === undefined || places.size === FEW) return null;
    places.add(origin.place);
    list = earlier;
  }
  return [...places];
}

function placesFound(before: readonly Entry[], after: readonly Entry[]): readonly number[] | null {
  if (before.length !== after.length) return null;
  const places: number[] = [];
  for (let place = 0; place < after.length; place += 1) {
    if (before[place] === after[place]) continue;
    if (before[place]?.id !== after[place]?.id || places.length === FEW) return null;
    places.push(place);
  }
  return places;
}
