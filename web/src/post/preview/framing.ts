import type { Crop } from '../../../../src/contract/asset.ts';
import type { Channel } from '../../../../src/contract/channel.ts';
import { kindOf, type EntryKind } from '../../../../src/domain/entry-kind.ts';
import { INSTAGRAM_LIMITS } from '../../../../src/domain/limits.ts';

/** What framing needs to know of a file. */
export interface Picture {
  kind: 'image' | 'video';
  width: number;
  height: number;
  crop: Crop | null;
}

/** How a channel shows a post: the frame's width divided by its height, and whether the picture fills it. */
export interface Frame {
  kind: EntryKind | null;
  aspect: number;
  /** `fill`: cut to the frame; `fit`: whole, with bars. */
  how: 'fill' | 'fit';
}

const UPRIGHT = 9 / 16;

/** The frame a channel puts around these files. A carousel takes the shape of its first one (instagram.md 5.1). */
export function frameOf(channel: Channel, pictures: readonly Picture[]): Frame {
  const kind = kindOf(
    channel,
    pictures.map((picture) => picture.kind),
  );
  const first = pictures[0];
  if (channel === 'tiktok')
    return { kind, aspect: UPRIGHT, how: first !== undefined && nearlyUpright(first) ? 'fill' : 'fit' };
  if (first === undefined) return { kind, aspect: 1, how: 'fill' };
  if (kind === 'reel') return { kind, aspect: UPRIGHT, how: nearlyUpright(first) ? 'fill' : 'fit' };
  const { minAspect, maxAspect } = INSTAGRAM_LIMITS.image;
  return { kind, aspect: Math.min(maxAspect, Math.max(minAspect, aspectOf(first))), how: 'fill' };
}

/** The shape of a picture after the creator's own crop. */
export function aspectOf(picture: Picture): number {
  const { width, height, crop } = picture;
  return (width * (crop?.width ?? 1)) / Math.max(1, height * (crop?.height ?? 1));
}

/**
 * The part of the whole picture that is seen in a frame, as fractions: the creator's crop, then the middle of it that
 * has the frame's shape. The same cut the conversion makes when the post is sent.
 */
export function seenPart(picture: Picture, aspect: number): Crop {
  const crop = picture.crop ?? { x: 0, y: 0, width: 1, height: 1 };
  const own = aspectOf(picture);
  if (own > aspect) {
    const width = (crop.width * aspect) / own;
    return { ...crop, x: crop.x + (crop.width - width) / 2, width };
  }
  const height = (crop.height * own) / aspect;
  return { ...crop, y: crop.y + (crop.height - height) / 2, height };
}

/** Where to put a whole picture, in percent of its frame, so that just `part` of it is seen. */
export function placementOf(part: Crop): { left: string; top: string; width: string; height: string } {
  return {
    left: percent(-part.x / part.width),
    top: percent(-part.y / part.height),
    width: percent(1 / part.width),
    height: percent(1 / part.height),
  };
}

function percent(value: number): string {
  return `${(value * 100).toFixed(4)}%`;
}

/** Phones are a little longer than 9:16, and players cut that much without asking. */
function nearlyUpright(picture: Picture): boolean {
  const aspect = aspectOf(picture);
  return aspect > 0.45 && aspect < 0.65;
}
