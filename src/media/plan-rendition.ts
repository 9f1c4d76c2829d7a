import type { Crop } from '../contract/asset.ts';
import type { Channel } from '../contract/channel.ts';
import { INSTAGRAM_LIMITS, TIKTOK_LIMITS } from '../domain/limits.ts';
import type { MediaItem } from '../domain/media-rules.ts';

/** What a channel is given in place of the stored file. Pure data: the same plan always draws the same picture. */
export type RenditionPlan = { kind: 'original' } | ImagePlan;

export interface ImagePlan {
  kind: 'image';
  /** What is cut out, in pixels of the upright original. */
  crop: PixelBox;
  /** Size in pixels of the result. */
  width: number;
  height: number;
  /** JPEG qualities to try, best first, until the result is within `maxBytes`. */
  qualities: readonly number[];
  maxBytes: number;
}

export interface PixelBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface RenditionWish {
  channel: Channel;
  /** `cover`: the picture a reel is shown by. */
  use: 'post' | 'cover';
  item: MediaItem;
  /** Width by height that every image of an Instagram carousel gets (`instagramAspect` of the first), else `null`. */
  carouselAspect: number | null;
}

const QUALITIES = [90, 84, 78, 70, 60, 50] as const;
const COVER_ASPECT = 9 / 16;
const COVER_WIDTH = 1080;

/**
 * Decides what the channel is sent. Videos go as they are: they cannot be converted here, and readiness has said what
 * does not fit. Images are always drawn anew as JPEG in sRGB without metadata (a phone writes the place into them);
 * they are cut by the creator's crop, then by the channel's shape, around the middle; never enlarged.
 */
export function planRendition(wish: RenditionWish): RenditionPlan {
  const { item } = wish;
  if (item.kind === 'video') return { kind: 'original' };
  const chosen = pixelBox(item);
  if (wish.use === 'cover') return coverPlan(chosen);
  return wish.channel === 'ig' ? instagramPlan(chosen, wish.carouselAspect) : tiktokPlan(chosen);
}

/**
 * The shape Instagram will show this image in: its own after the creator's crop, or the nearest that Instagram takes
 * (4:5 to 1.91:1, instagram.md 8). A carousel takes the shape of its first picture (instagram.md 5.1).
 */
export function instagramAspect(item: MediaItem): number {
  const { minAspect, maxAspect } = INSTAGRAM_LIMITS.image;
  const { width, height } = pixelBox(item);
  return Math.min(maxAspect, Math.max(minAspect, width / height));
}

function instagramPlan(chosen: PixelBox, carouselAspect: number | null): ImagePlan {
  const { minAspect, maxAspect, maxWidth, sizeBytes } = INSTAGRAM_LIMITS.image;
  const wanted = carouselAspect ?? chosen.width / chosen.height;
  const aspect = Math.min(maxAspect, Math.max(minAspect, wanted));
  const crop = cutTo(chosen, aspect);
  const width = Math.min(maxWidth, crop.width);
  return { kind: 'image', crop, width, height: heightFor(width, aspect), qualities: QUALITIES, maxBytes: sizeBytes };
}

/** Fits inside 1920×1080 or 1080×1920 (tiktok.md 9, "Media rules"); TikTok shows any shape. */
function tiktokPlan(crop: PixelBox): ImagePlan {
  const { maxLongSide, maxShortSide, sizeBytes } = TIKTOK_LIMITS.photo;
  const scale = Math.min(
    1,
    maxLongSide / Math.max(crop.width, crop.height),
    maxShortSide / Math.min(crop.width, crop.height),
  );
  const width = Math.max(1, Math.round(crop.width * scale));
  const height = Math.max(1, Math.round(crop.height * scale));
  return { kind: 'image', crop, width, height, qualities: QUALITIES, maxBytes: sizeBytes };
}

/** JPEG, at most 8 MB, 9:16: else Instagram takes the middle itself (instagram.md 8). */
function coverPlan(chosen: PixelBox): ImagePlan {
  const crop = cutTo(chosen, COVER_ASPECT);
  const width = Math.min(COVER_WIDTH, crop.width);
  const height = Math.max(1, Math.round(width / COVER_ASPECT));
  return { kind: 'image', crop, width, height, qualities: QUALITIES, maxBytes: INSTAGRAM_LIMITS.image.sizeBytes };
}

/** The creator's crop in whole pixels inside the picture; all of it where there is none. */
function pixelBox(item: MediaItem): PixelBox {
  const crop: Crop = item.crop ?? { x: 0, y: 0, width: 1, height: 1 };
  const left = Math.min(item.width - 1, Math.round(crop.x * item.width));
  const top = Math.min(item.height - 1, Math.round(crop.y * item.height));
  return {
    left,
    top,
    width: Math.max(1, Math.min(item.width - left, Math.round(crop.width * item.width))),
    height: Math.max(1, Math.min(item.height - top, Math.round(crop.height * item.height))),
  };
}

/** The largest box of this shape inside the given one, around its middle. */
function cutTo(box: PixelBox, aspect: number): PixelBox {
  const tooWide = box.width / box.height > aspect;
  const width = tooWide ? Math.max(1, Math.round(box.height * aspect)) : box.width;
  const height = tooWide ? box.height : Math.max(1, Math.round(box.width / aspect));
  return {
    left: box.left + Math.floor((box.width - width) / 2),
    top: box.top + Math.floor((box.height - height) / 2),
    width: Math.min(box.width, width),
    height: Math.min(box.height, height),
  };
}

/** Rounded towards the inside of what Instagram takes: 1440 by 1801 would be narrower than 4:5, and refused. */
function heightFor(width: number, aspect: number): number {
  const { minAspect, maxAspect } = INSTAGRAM_LIMITS.image;
  const lowest = Math.ceil(width / maxAspect);
  const highest = Math.floor(width / minAspect);
  return Math.max(1, Math.min(highest, Math.max(lowest, Math.round(width / aspect))));
}
