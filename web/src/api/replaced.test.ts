import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Entry } from '../../../src/contract/entry.ts';
import { placesReplaced, replaceAt } from './replaced.ts';

const entry = (id: string, version = 1) => ({ id, version }) as Entry;
const ten = Array.from({ length: 10 }, (_, index) => entry(`e${String(index)}`));

it('names the places at which lists that came of one another differ, as looking at every entry does', () => {
  const steps = fc.array(fc.nat({ max: 9 }), { maxLength: 20 });
  fc.assert(
    fc.property(steps, (places) => {
      const after = places.reduce<readonly Entry[]>(
        (list, place, version) => replaceAt(list, place, entry(`e${String(place)}`, version + 2)),
        ten,
      );
      expect(new Set(placesReplaced(ten, after))).toEqual(new Set(places));
      expect(new Set(placesReplaced(ten, [...after]))).toEqual(new Set(places));
    }),
  );
});

it('says so when more has changed than entries in their places', () => {
  expect(placesReplaced(ten, replaceAt(ten, 3, entry('another')))).toBeNull();
  expect(placesReplaced(ten, ten.toSpliced(3, 1))).toBeNull();
  expect(placesReplaced(ten, ten)).toEqual([]);
});
