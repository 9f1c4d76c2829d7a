import sharp, { type Sharp } from 'sharp';
import { Turnstile } from './turnstile.ts';

/** More than any phone or camera makes; a picture over this is refused by its header, before a pixel is decoded. */
export const MOST_PIXELS = 100_000_000;
const DECODE_SECONDS = 30;

/** All decoding goes through here, two pictures at a time. */
export const decoding = new Turnstile(2);

/**
 * Opens a picture for decoding: upright (EXIF orientation applied), bounded in pixels and time. Truncated or broken data
 * is an error; mere warnings are not, since many phones' files cause some.
 */
export function openImage(source: string | Uint8Array): Sharp {
  return sharp(source, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true })
    .timeout({ seconds: DECODE_SECONDS })
    .autoOrient();
}

// Uploads are all different: a cache of decoded pictures only holds memory.
sharp.cache(false);
