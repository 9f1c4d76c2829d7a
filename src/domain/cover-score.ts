import type { FrameMeasure } from '../contract/suggestion.ts';

/** One decoded frame: RGBA rows from the top, as a canvas gives them. 160 to 320 pixels wide is plenty. */
export interface Frame {
  width: number;
  height: number;
  data: Uint8ClampedArray | Uint8Array;
  timeMs: number;
}

/** How much each quality counts; together 1. */
const WEIGHTS = {
  sharpness: 0.3,
  exposure: 0.25,
  contrast: 0.12,
  colour: 0.1,
  entropy: 0.08,
  thirds: 0.08,
  safeArea: 0.07,
} as const;
export type CoverQuality = keyof typeof WEIGHTS;
export const COVER_QUALITIES = Object.keys(WEIGHTS) as CoverQuality[];

const CELLS = 8;
/** Variance of the Laplacian (0..255 scale) at which an edge counts as fully sharp. */
const SHARP = 900;
/** Both apps lay their buttons and text over the lowest quarter and the right edge of a full-screen video. */
const SAFE = { right: 0.86, top: 0.08, bottom: 0.75 };

/** What kind of cover a frame would make, 0..1. */
export function coverScore(measure: FrameMeasure): number {
  return COVER_QUALITIES.reduce((sum, quality) => sum + WEIGHTS[quality] * measure[quality], 0);
}

/** Measures frames in order of time. Pure: the caller decodes them, in the browser as a rule. */
export function measureFrames(frames: readonly Frame[]): FrameMeasure[] {
  let before: Float32Array | null = null;
  return frames.map((frame) => {
    const luma = lumaOf(frame);
    const small = shrink(luma, frame, 16, 16);
    const change = before === null ? null : meanDifference(before, small);
    before = small;
    return measureOf(frame, luma, change);
  });
}

function measureOf(frame: Frame, luma: Float32Array, change: number | null): FrameMeasure {
  const detail = detailOf(luma, frame);
  const cells = cellMeans(detail, frame);
  const histogram = histogramOf(luma);
  const mean = luma.reduce((sum, value) => sum + value, 0) / Math.max(1, luma.length);
  const spread = Math.sqrt(luma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, luma.length));
  const clipped = (histogram[0] ?? 0) + (histogram[31] ?? 0);
  return {
    timeMs: Math.max(0, Math.round(frame.timeMs)),
    // The sharpest tenth of the cells, not the mean: a portrait before a soft background is sharp.
    sharpness: clamp(Math.sqrt(percentile(cells, 0.9) / SHARP)),
    exposure: clamp(1 - Math.abs(mean - 120) / 110) * clamp(1.15 - clipped),
    contrast: clamp(spread / 64),
    colour: colourfulness(frame),
    entropy: clamp(-histogram.reduce((sum, share) => sum + (share > 0 ? share * Math.log2(share) : 0), 0) / 5),
    thirds: thirdsOf(cells),
    safeArea: safeShare(cells),
    hash: differenceHash(luma, frame),
    change,
  };
}

function lumaOf({ data, width, height }: Frame): Float32Array {
  const luma = new Float32Array(width * height);
  for (let index = 0; index < luma.length; index += 1) {
    const at = index * 4;
    luma[index] = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  }
  return luma;
}

/** Squared Laplacian at every pixel inside the border. */
function detailOf(luma: Float32Array, { width, height }: Frame): Float32Array {
  const detail = new Float32Array(luma.length);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const around = (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - width] ?? 0) + (luma[at + width] ?? 0);
      detail[at] = (around - 4 * (luma[at] ?? 0)) ** 2;
    }
  }
  return detail;
}

function cellMeans(values: Float32Array, frame: Frame): number[] {
  return [...shrink(values, frame, CELLS, CELLS)];
}

/** Means over a grid of cells. */
function shrink(values: Float32Array, { width, height }: Frame, columns: number, rows: number): Float32Array {
  const sums = new Float32Array(columns * rows);
  const counts = new Uint32Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    const row = Math.min(rows - 1, Math.floor((y * rows) / height)) * columns;
    for (let x = 0; x < width; x += 1) {
      const cell = row + Math.min(columns - 1, Math.floor((x * columns) / width));
      sums[cell] = (sums[cell] ?? 0) + (values[y * width + x] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell] ?? 1));
}

function histogramOf(luma: Float32Array): number[] {
  const counts = Array.from({ length: 32 }, () => 0);
  for (const value of luma) {
    const bin = Math.min(31, Math.floor(value / 8));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count) => count / Math.max(1, luma.length));
}

/** Spread and strength of the opponent colours; grey is 0, a market stall near 1. */
function colourfulness({ data }: Frame): number {
  const pixels = data.length / 4;
  let [redGreen, yellowBlue, redGreenSquares, yellowBlueSquares] = [0, 0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    const rg = red - green;
    const yb = (red + green) / 2 - blue;
    redGreen += rg;
    yellowBlue += yb;
    redGreenSquares += rg * rg;
    yellowBlueSquares += yb * yb;
  }
  const means = Math.hypot(redGreen, yellowBlue) / Math.max(1, pixels);
  const variance =
    (redGreenSquares + yellowBlueSquares) / Math.max(1, pixels) -
    (redGreen / Math.max(1, pixels)) ** 2 -
    (yellowBlue / Math.max(1, pixels)) ** 2;
  return clamp((Math.sqrt(Math.max(0, variance)) + 0.3 * means) / 90);
}

/** How near the detail lies to the lines a third in, where the eye rests. */
function thirdsOf(cells: readonly number[]): number {
  return shareOf(cells, (column, row) => (onThird(column) + onThird(row)) / 2, 0.45);
}

/** The share of detail that no button covers. */
function safeShare(cells: readonly number[]): number {
  return shareOf(cells, safeWeight, 1);
}

function onThird(index: number): number {
  return index === 2 || index === 5 ? 1 : 0;
}

function safeWeight(column: number, row: number): number {
  const [x, y] = [(column + 0.5) / CELLS, (row + 0.5) / CELLS];
  return x < SAFE.right && y > SAFE.top && y < SAFE.bottom ? 1 : 0;
}

function shareOf(cells: readonly number[], weight: (column: number, row: number) => number, full: number): number {
  const total = cells.reduce((sum, value) => sum + value, 0);
  if (total === 0) return 0;
  const weighted = cells.reduce((sum, value, cell) => sum + value * weight(cell % CELLS, Math.floor(cell / CELLS)), 0);
  return clamp(weighted / total / full);
}

/** Whether each of 8×8 places is brighter than its right neighbour: alike pictures differ in few bits. */
function differenceHash(luma: Float32Array, frame: Frame): string {
  const small = shrink(luma, frame, 9, 8);
  let hash = '';
  for (let row = 0; row < 8; row += 1) {
    let bits = 0;
    for (let column = 0; column < 8; column += 1) {
      const at = row * 9 + column;
      bits = bits * 2 + ((small[at] ?? 0) > (small[at + 1] ?? 0) ? 1 : 0);
    }
    hash += bits.toString(16).padStart(2, '0');
  }
  return hash;
}

function meanDifference(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  left.forEach((value, index) => (sum += Math.abs(value - (right[index] ?? 0))));
  return clamp(sum / Math.max(1, left.length) / 255);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
