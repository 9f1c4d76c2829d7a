import type { Entry } from '../../../src/contract/entry.ts';

/** Beyond this many that changed it is as quick to work everything out anew. */
const FEW = 16;

/** The places whose entries were replaced by newer ones of the same id; `null` when more has changed than that, or many. */
export function placesReplaced(before: readonly Entry[], after: readonly Entry[]): readonly number[] | null {
  if (before.length !== after.length) return null;
  const places: number[] = [];
  for (let place = 0; place < after.length; place += 1) {
    if (before[place] === after[place]) continue;
    if (before[place]?.id !== after[place]?.id || places.length === FEW) return null;
    places.push(place);
  }
  return places;
}
