import { describe, expect, test } from 'vitest';
import { chooseFrames } from './cover-score-choose.ts';
import { coverScore, measureFrames, type Frame } from './cover-score.ts';

const [WIDTH, HEIGHT] = [90, 160];
type Paint = (x: number, y: number) => readonly [number, number, number];

function frameOf(timeMs: number, paint: Paint): Frame {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) data.set([...paint(x, y), 255], (y * WIDTH + x) * 4);
  }
  return { width: WIDTH, height: HEIGHT, data, timeMs };
}

/** A picture with a pattern where it is wanted, on a middling background; `seed` makes different ones. */
function scene(seed: number, isThere: (x: number, y: number) => boolean = () => true): Paint {
  return (x, y) => {
    if (!isThere(x, y)) return [110, 110, 110];
    const wave = Math.sin((x * (1 + seed)) / 5) + Math.cos((y * (2 + seed)) / 9) + ((x ^ y) % 4 === 0 ? 1 : 0);
    return [120 + 45 * wave, 110 + 30 * wave, 90 + 40 * Math.sin(x / (3 + seed))];
  };
}
const blurred =
  (paint: Paint): Paint =>
  (x, y) => {
    const near = [-6, -3, 0, 3, 6].flatMap((dx) => [-6, -3, 0, 3, 6].map((dy) => paint(x + dx, y + dy)));
    const mean = (channel: 0 | 1 | 2) => near.reduce((sum, colour) => sum + colour[channel], 0) / near.length;
    return [mean(0), mean(1), mean(2)];
  };
const darker =
  (paint: Paint, share: number): Paint =>
  (x, y) => {
    const [red, green, blue] = paint(x, y);
    return [red * share, green * share, blue * share];
  };
const grey =
  (paint: Paint): Paint =>
  (x, y) => {
    const [red, green, blue] = paint(x, y);
    const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
    return [luma, luma, luma];
  };
function scoreOf(paint: Paint): number {
  const [measure] = measureFrames([frameOf(0, paint)]);
  return measure ? coverScore(measure) : 0;
}

describe('a frame', () => {
  test('is better sharp than blurred, lit than dark, coloured than grey', () => {
    const good = scoreOf(scene(1));
    expect(good).toBeGreaterThan(scoreOf(blurred(scene(1))));
    expect(good).toBeGreaterThan(scoreOf(darker(scene(1), 0.15)));
    expect(good).toBeGreaterThan(scoreOf(grey(scene(1))));
  });

  test('black, white or empty makes a poor cover', () => {
    for (const level of [0, 255, 128]) expect(scoreOf(() => [level, level, level])).toBeLessThan(0.35);
  });

  test('with its subject sharp before a soft background counts as sharp', () => {
    const [bokeh] = measureFrames([
      frameOf(
        0,
        scene(1, (x, y) => x > 25 && x < 60 && y > 40 && y < 100),
      ),
    ]);
    const [all] = measureFrames([frameOf(0, scene(1))]);
    expect(bokeh?.sharpness).toBeGreaterThan((all?.sharpness ?? 0) * 0.7);
  });

  test('with its subject under the apps’ buttons loses', () => {
    const [above] = measureFrames([
      frameOf(
        0,
        scene(1, (_, y) => y > 30 && y < 90),
      ),
    ]);
    const [below] = measureFrames([
      frameOf(
        0,
        scene(1, (_, y) => y > 125),
      ),
    ]);
    expect(above?.safeArea).toBeGreaterThan((below?.safeArea ?? 0) + 0.4);
  });

  test('every quality stays within 0 and 1, for any picture', () => {
    for (const paint of [
      scene(1),
      scene(7),
      darker(scene(2), 0.02),
      blurred(scene(3)),
      ((x, y) => [x * 99, y * 77, x ^ y]) satisfies Paint,
    ]) {
      for (const measure of measureFrames([frameOf(0, paint)])) {
        const { hash, timeMs, change, ...qualities } = measure;
        expect(hash).toMatch(/^[0-9a-f]{16}$/);
        expect(timeMs).toBe(0);
        expect(change).toBeNull();
        for (const value of Object.values(qualities)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }
    }
  });
});

describe('choosing', () => {
  test('offers three different pictures, best first, with what speaks for each', () => {
    const frames = [scene(1), scene(1), darker(scene(1), 0.9), blurred(scene(4)), scene(5), scene(9)].map(
      (paint, index) => frameOf(index * 500, paint),
    );
    const chosen = chooseFrames(measureFrames(frames));
    expect(chosen).toHaveLength(3);
    expect(chosen.map(({ score }) => score)).toEqual(chosen.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(chosen.filter(({ timeMs }) => timeMs <= 1000)).toHaveLength(1);
    expect(chosen.some(({ strengths }) => strengths.length > 0)).toBe(true);
  });

  test('does not take a crossfade', () => {
    const [left, right] = [scene(1), scene(6)];
    const faded: Paint = (x, y) => {
      const [a, b] = [left(x, y), blurred(right)(x, y)];
      return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 30, (a[2] + b[2]) / 2];
    };
    const measures = measureFrames([frameOf(0, left), frameOf(500, faded), frameOf(1000, right)]);
    expect(measures[1]?.change).toBeGreaterThan(0.06);
    const chosen = chooseFrames(measures, 2);
    expect(chosen.map(({ timeMs }) => timeMs).toSorted((a, b) => a - b)).toEqual([0, 1000]);
  });

  test('of one still picture offers one', () => {
    const frames = [0, 1, 2, 3].map((index) => frameOf(index * 500, scene(1)));
    expect(chooseFrames(measureFrames(frames))).toHaveLength(1);
  });

  test('of nothing offers nothing', () => expect(chooseFrames([])).toEqual([]));
});
