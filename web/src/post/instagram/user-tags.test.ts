import { expect, it } from 'vitest';
import { nudged, withoutTag, withTag } from './user-tags.ts';

it('places a person once, inside the picture', () => {
  const one = withTag([], 'olla', { x: 0.25, y: 1.4 });
  expect(one).toEqual([{ username: 'olla', x: 0.25, y: 1 }]);
  expect(withTag(one, 'OLLA', { x: 0.5, y: 0.5 })).toEqual([{ username: 'OLLA', x: 0.5, y: 0.5 }]);
  expect(withTag([], 'olla', null)).toEqual([{ username: 'olla' }]);
  expect(withoutTag(one, 'olla')).toEqual([]);
});

it('moves a person with the arrow keys and no further than the edge', () => {
  const tag = { username: 'olla', x: 0.5, y: 0 };
  expect(nudged(tag, 'ArrowRight')).toEqual({ ...tag, x: 0.52 });
  expect(nudged(tag, 'ArrowUp')).toEqual({ ...tag, y: 0 });
  expect(nudged(tag, 'a')).toBeNull();
});
