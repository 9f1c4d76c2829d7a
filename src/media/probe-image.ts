import sharp from 'sharp';
import type { AssetFacts } from '../contract/asset.ts';
import { ok, refuse, type Result } from '../contract/problem.ts';
import { decoding, MOST_PIXELS, openImage } from './images.ts';
import type { AcceptedType } from './media-types.ts';

/**
 * Facts of an image file: size upright (after EXIF rotation), alpha, colour space. Refuses by the header alone what is
 * over 100 megapixels (a decompression bomb) or moves; then decodes it once, small, to be sure that all of it is there.
 */
export async function probeImage(path: string, mimeType: AcceptedType, sizeBytes: number): Promise<Result<AssetFacts>> {
  const header = await readHeader(path);
  if (header === null) return refuse('UNSUPPORTED_MEDIA', 'The image is damaged and cannot be read. Export it again.');
  const { width, height } = header.autoOrient;
  if (width * height > MOST_PIXELS) {
    return refuse(
      'UNSUPPORTED_MEDIA',
      `The image is ${width} × ${height} pixels; at most 100 megapixels can be used. Export it smaller (2160 pixels wide are plenty).`,
    );
  }
  if ((header.pages ?? 1) > 1) {
    return refuse(
      'UNSUPPORTED_MEDIA',
      'The image is animated. Save a still of it, or export the animation as an MP4 video.',
    );
  }
  if (!(await decodesFully(path))) {
    return refuse('UNSUPPORTED_MEDIA', 'The image is cut off or damaged. Export or copy it again and upload that.');
  }
  return ok({
    kind: 'image',
    mimeType,
    sizeBytes,
    width,
    height,
    hasAlpha: header.hasAlpha,
    colourSpace: header.space,
    video: null,
  });
}

async function readHeader(path: string) {
  try {
    // No pixel limit here: this reads the header only, and the limit must be told in words.
    return await sharp(path, { limitInputPixels: false }).metadata();
  } catch {
    return null; // sharp throws on anything it cannot read
  }
}

/** The smallest result that still makes every row of the input be read. */
async function decodesFully(path: string): Promise<boolean> {
  try {
    await decoding.pass(() => openImage(path).resize({ width: 64, height: 64, fit: 'inside' }).raw().toBuffer());
    return true;
  } catch {
    return false; // truncated, broken, or over the time limit: unusable all the same
  }
}
