import { decoding, openImage } from './images.ts';

/** What every vision model reads. */
export const MODEL_PICTURE_TYPE = 'image/jpeg';

/**
 * A stored thumbnail as a model is shown it: small, since models charge by the pixel and need no more to tell a bowl
 * from a kiln; drawn anew, so that nothing but its pixels leaves. `null` where it cannot be read.
 */
export async function pictureForModel(thumbnail: Uint8Array): Promise<Uint8Array | null> {
  try {
    return await decoding.pass(() =>
      openImage(thumbnail).flatten({ background: '#ffffff' }).jpeg({ quality: 80 }).toBuffer(),
    );
  } catch {
    return null; // a model is asked without it; the post itself says what is wrong with its file
  }
}
