import type { Crop } from '../../../../src/contract/asset.ts';

/** The shapes offered, as width divided by height; `null` is free. */
export const SHAPES = {
  free: null,
  portrait: 4 / 5,
  square: 1,
  landscape: 1.91,
  vertical: 9 / 16,
} as const satisfies Record<string, number | null>;
export type Shape = keyof typeof SHAPES;

export const WHOLE: Crop = { x: 0, y: 0, width: 1, height: 1 };
/** Smaller than this there is nothing left to look at. */
const SMALLEST = 0.05;

/** The largest crop of a shape (in pixels' proportions) in the middle of a picture. */
export function largestOf(shape: number | null, picture: { width: number; height: number }): Crop {
  if (shape === null) return WHOLE;
  const own = picture.width / picture.height;
  if (own > shape) {
    const width = shape / own;
    return { x: (1 - width) / 2, y: 0, width, height: 1 };
  }
  const height = own / shape;
  return { x: 0, y: (1 - height) / 2, width: 1, height };
}

/** The crop moved by fractions of the picture, kept inside it. */
export function movedBy(crop: Crop, dx: number, dy: number): Crop {
  return { ...crop, x: clamp(crop.x + dx, 0, 1 - crop.width), y: clamp(crop.y + dy, 0, 1 - crop.height) };
}

export type Corner = 'nw' | 'ne' | 'sw' | 'se';

/**
 * The crop with one corner pulled by fractions of the picture, the opposite one staying where it is. With a `shape`
 * (in pixels' proportions) the height follows the width.
 */
export function pulledBy(
  crop: Crop,
  corner: Corner,
  dx: number,
  dy: number,
  shape: number | null,
  picture: { width: number; height: number },
): Crop {
  const left = corner === 'nw' || corner === 'sw';
  const top = corner === 'nw' || corner === 'ne';
  const right = crop.x + crop.width;
  const bottom = crop.y + crop.height;
  const roomX = left ? right : 1 - crop.x;
  const roomY = top ? bottom : 1 - crop.y;
  let width = clamp(crop.width + (left ? -dx : dx), SMALLEST, roomX);
  let height = clamp(crop.height + (top ? -dy : dy), SMALLEST, roomY);
  if (shape !== null) {
    const ratio = picture.width / picture.height / shape;
    height = width * ratio;
    if (height > roomY) {
      height = roomY;
      width = height / ratio;
    }
  }
  return { x: left ? right - width : crop.x, y: top ? bottom - height : crop.y, width, height };
}

/** Whether a crop leaves the whole picture, within a pixel of rounding. */
export function isWhole(crop: Crop): boolean {
  return crop.width > 0.998 && crop.height > 0.998;
}

/** Rounded as it is stored, and never past the edge. */
export function tidy(crop: Crop): Crop {
  const x = round(crop.x);
  const y = round(crop.y);
  return { x, y, width: Math.min(round(crop.width), 1 - x), height: Math.min(round(crop.height), 1 - y) };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
