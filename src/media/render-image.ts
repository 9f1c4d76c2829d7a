import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { AssetFacts } from '../contract/asset.ts';
import { ok, refuse, type Result } from '../contract/problem.ts';
import { megabytesText } from '../domain/media-text.ts';
import { decoding, openImage } from './images.ts';
import type { ImagePlan } from './plan-rendition.ts';

export interface Rendition {
  bytes: Buffer;
  facts: AssetFacts;
  /** Lower-case hex. */
  sha256: string;
}

/**
 * Draws a plan: JPEG, upright, sRGB, transparency on white, no EXIF, within the plan's bytes. The same source and plan
 * give the same bytes. Refuses a source that cannot be read any more; `probe` has read it once.
 */
export function renderImage(source: string | Uint8Array, plan: ImagePlan): Promise<Result<Rendition>> {
  return decoding.pass(async () => {
    try {
      return await draw(source, plan);
    } catch {
      return refuse('UNSUPPORTED_MEDIA', 'The stored image can no longer be read. Upload it again.'); // sharp throws
    }
  });
}

async function draw(source: string | Uint8Array, plan: ImagePlan): Promise<Result<Rendition>> {
  const pixels = await openImage(source)
    .extract(plan.crop)
    .resize({ width: plan.width, height: plan.height, fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = pixels.info;
  for (const quality of plan.qualities) {
    const bytes = await sharp(pixels.data, { raw: { width, height, channels } }).jpeg({ quality }).toBuffer();
    if (bytes.length > plan.maxBytes) continue;
    const facts: AssetFacts = {
      kind: 'image',
      mimeType: 'image/jpeg',
      sizeBytes: bytes.length,
      width,
      height,
      hasAlpha: false,
      colourSpace: 'srgb',
      video: null,
    };
    return ok({ bytes, facts, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return refuse('UNSUPPORTED_MEDIA', `The image cannot be brought under ${megabytesText(plan.maxBytes)}.`);
}
