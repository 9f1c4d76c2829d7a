import { describe, expect, it } from 'vitest';
import { isWhole, largestOf, movedBy, pulledBy, tidy } from './crop-shape.ts';

const landscape = { width: 2000, height: 1000 };
const half = { x: 0.25, y: 0, width: 0.5, height: 1 };

describe('a crop', () => {
  it('is at first the largest of its shape in the middle', () => {
    expect(largestOf(1, landscape)).toEqual(half);
    expect(largestOf(1, { width: 1000, height: 2000 })).toEqual({ x: 0, y: 0.25, width: 1, height: 0.5 });
    expect(isWhole(largestOf(null, landscape))).toBe(true);
  });
  it('stays inside the picture when moved', () => {
    expect(movedBy(half, 0.9, -0.2)).toEqual({ ...half, x: 0.5, y: 0 });
  });
  it('keeps its shape and the opposite corner when pulled', () => {
    const smaller = pulledBy(half, 'se', -0.1, 0, 1, landscape);
    expect([smaller.x, smaller.y]).toEqual([0.25, 0]);
    expect((smaller.width * 2000) / (smaller.height * 1000)).toBeCloseTo(1);
    const fromTop = pulledBy(half, 'nw', 0.1, 0, 1, landscape);
    expect(fromTop.x + fromTop.width).toBeCloseTo(0.75);
    expect(fromTop.y + fromTop.height).toBeCloseTo(1);
  });
  it('never shrinks to nothing, nor past the edge once rounded', () => {
    expect(pulledBy(half, 'se', -5, -5, null, landscape).width).toBeGreaterThan(0);
    const stored = tidy({ x: 0.33337, y: 0, width: 0.66667, height: 1 });
    expect(stored.x + stored.width).toBeLessThanOrEqual(1);
  });
});
