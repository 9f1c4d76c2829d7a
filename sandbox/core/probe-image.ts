/** What an image file really is, whatever it was called. */
import fs from 'node:fs';
import sharp from 'sharp';

export interface ImageFacts {
  /** `jpeg`, `png`, `webp`, `gif`, `heif` … */
  readonly format: string;
  /** As shown, after the orientation tag. */
  readonly width: number;
  readonly height: number;
  /** A JPEG that carries further pictures (MPO, JPS). */
  readonly multiPicture: boolean;
  /** False when the picture cannot be decoded to its end. */
  readonly decodes: boolean;
}

/** Null when the file is no image at all. */
export async function probeImage(file: string): Promise<ImageFacts | null> {
  try {
    const { format, autoOrient } = await sharp(file).metadata();
    return {
      format,
      width: autoOrient.width,
      height: autoOrient.height,
      multiPicture: format === 'jpeg' && hasMultiPictureSegment(file),
      decodes: await decodes(file),
    };
  } catch {
    // sharp knows no reason but the message; for every caller this means "not an image".
    return null;
  }
}

async function decodes(file: string): Promise<boolean> {
  try {
    await sharp(file, { failOn: 'truncated' }).resize(16).raw().toBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Walks the JPEG's segments up to the picture data, looking for the APP2 segment `MPF`. */
function hasMultiPictureSegment(file: string): boolean {
  const bytes = fs.readFileSync(file);
  let at = 2;
  while (at + 8 < bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    if (bytes[at + 1] === 0xe2 && bytes.toString('latin1', at + 4, at + 8) === 'MPF\0') return true;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return false;
}
