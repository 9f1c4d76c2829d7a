import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/contract/entry.ts';
import { layOut, rememberLayout } from './layout.ts';
import { entry } from '../api/testing/made-entry.ts';

function atNine(date: string, postId: string, channel: Entry['channel'] = 'ig'): Entry {
  return entry({ scheduledAt: `${date}T09:00:00Z`, postId, channel });
}

const at = (hour: number | null) => (hour === null ? null : `2026-11-24T0${String(hour)}:00:00Z`);

describe('a change', () => {
  it('makes only the days it touches anew: the others are not drawn again', () => {
    const [a, b, both, twin] = [
      atNine('2026-11-24', 'a'),
      atNine('2026-11-25', 'b'),
      atNine('2026-11-26', 'both'),
      atNine('2026-11-26', 'both', 'tiktok'),
    ];
    const before = layOut([a, b, both, twin]);
    const moved = { ...a, scheduledAt: '2026-11-25T10:00:00Z' };
    const after = layOut([moved, b, both, twin], before);
    expect(after.days.get('2026-11-24')).toBeUndefined();
    expect(after.days.get('2026-11-25')?.map(({ id }) => id)).toEqual([b.id, a.id]);
    expect(after.days.get('2026-11-26')).toBe(before.days.get('2026-11-26'));
  });

  it('lays out what all laid out anew would be, whatever was replaced, added or taken out', () => {
    const hours = fc.integer({ min: 0, max: 5 });
    const step = fc.record({ place: fc.nat(), hour: fc.option(hours), kind: fc.constantFrom('move', 'add', 'remove') });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(hours, hours), { maxLength: 12 }),
        fc.array(step, { maxLength: 12 }),
        (posts, steps) => {
          let entries = posts.flatMap(([ig, tiktok], index) => [
            entry({ postId: `p${String(index)}`, scheduledAt: at(ig) }),
            entry({ postId: `p${String(index)}`, channel: 'tiktok', scheduledAt: at(tiktok) }),
          ]);
          const remembered = rememberLayout();
          for (const { place, hour, kind } of steps) {
            expect(remembered(entries)).toEqual(layOut(entries));
            const index = place % Math.max(1, entries.length);
            const old = entries[index];
            if (kind === 'add' || old === undefined) entries = [...entries, entry({ scheduledAt: at(hour) })];
            else if (kind === 'remove') entries = entries.toSpliced(index, 1);
            else entries = entries.with(index, { ...old, scheduledAt: at(hour) });
          }
          expect(remembered(entries)).toEqual(layOut(entries));
        },
      ),
      { numRuns: 200 },
    );
  });
});
