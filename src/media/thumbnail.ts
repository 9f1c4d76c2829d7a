import type { Sharp } from 'sharp';
import { ok, refuse, type Result } from '../contract/problem.ts';
import { bytesInMemory } from './byte-source.ts';
import { decoding, MOST_PIXELS, openImage } from './images.ts';
import { ACCEPTED_TYPES } from './media-types.ts';
import { sniff } from './sniff.ts';

/** Longest side in pixels: sharp on a calendar tile at twice the density. */
const LONG_SIDE = 480;
const LARGEST_POSTER_BYTES = 10_000_000;

export const THUMBNAIL_TYPE = 'image/webp';

export interface Thumbnail {
  bytes: Buffer;
  width: number;
  height: number;
}

/** A small WebP of an image that `probe` has accepted: upright, sRGB, transparency on white, no metadata. */
export function makeThumbnail(source: string | Uint8Array): Promise<Thumbnail> {
  return decoding.pass(() => small(openImage(source)));
}

/**
 * Makes a thumbnail of the frame that the creator's browser took from a video: nothing here decodes video. What comes
 * in is not trusted; what comes out is drawn anew from its pixels.
 */
export async function acceptPoster(bytes: Uint8Array): Promise<Result<Thumbnail>> {
  if (bytes.length > LARGEST_POSTER_BYTES) return refuse('TOO_LARGE', 'A poster frame may have 10 MB at most.');
  const type = await sniff(bytesInMemory(bytes));
  if (!type.ok) return type;
  if (ACCEPTED_TYPES[type.value].kind !== 'image') {
    return refuse('UNSUPPORTED_MEDIA', 'A poster frame must be a JPEG, PNG or WebP image.');
  }
  try {
    const header = await openImage(bytes).metadata();
    if (header.width * header.height > MOST_PIXELS)
      return refuse('UNSUPPORTED_MEDIA', 'The poster frame is too large.');
    return ok(await makeThumbnail(bytes));
  } catch {
    return refuse('UNSUPPORTED_MEDIA', 'The poster frame is damaged and cannot be read.'); // sharp throws on broken data
  }
}

async function small(image: Sharp): Promise<Thumbnail> {
  const { data, info } = await image
    .resize({ width: LONG_SIDE, height: LONG_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .webp({ quality: 78 })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}
