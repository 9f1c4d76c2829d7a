import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { z } from 'zod';
import { ok, refuse, type Result } from '../../contract/problem.ts';
import { decoding } from '../images.ts';
import { Turnstile } from '../turnstile.ts';
import { withColourProfile } from './jpeg-profile.ts';

/** A HEIC photo as everything here can read it. */
export interface DecodedHeic {
  /** JPEG, upright, in the photo's own colour space with its profile, without any other metadata. */
  jpeg: Buffer;
  width: number;
  height: number;
}

export interface HeicLimits {
  timeoutMs?: number;
  mostPixels?: number;
}

/** The largest phones take 50 megapixels. One pixel takes some 8 bytes in the decoder, and 4 here. */
const MOST_PIXELS = 64_000_000;
const TIMEOUT_MS = 60_000;
const DAMAGED = 'The HEIC photo is cut off or damaged and cannot be read. Copy it again, or export it as JPEG.';
const decodingHeic = new Turnstile(1);

/**
 * Decodes a HEIC photo, one at a time, in a thread that is ended after its time or when the decoder wants more memory than
 * such a photo can need (heic-worker.ts). The result is good enough to make every other version from.
 */
export function decodeHeic(path: string, limits: HeicLimits = {}): Promise<Result<DecodedHeic>> {
  return decodingHeic.pass(async () => {
    const pixels = await pixelsOf(path, limits.mostPixels ?? MOST_PIXELS, limits.timeoutMs ?? TIMEOUT_MS);
    return pixels.ok ? decoding.pass(() => toJpeg(pixels.value)) : pixels;
  });
}

const Told = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('damaged') }),
  z.object({ kind: z.literal('too_large'), width: z.number(), height: z.number() }),
  z.object({
    kind: z.literal('pixels'),
    rgba: z.instanceof(Uint8ClampedArray),
    width: z.number(),
    height: z.number(),
    profile: z.instanceof(Uint8Array).nullable(),
  }),
]);
type Pixels = z.infer<typeof Told> & { kind: 'pixels' };

function pixelsOf(path: string, mostPixels: number, timeoutMs: number): Promise<Result<Pixels>> {
  const { promise, resolve } = Promise.withResolvers<Result<Pixels>>();
  const worker = new Worker(new URL('./heic-worker.ts', import.meta.url), {
    workerData: { path, mostPixels },
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 },
  });
  const timer = setTimeout(
    () => resolve(refuse('UNSUPPORTED_MEDIA', 'The HEIC photo takes too long to read. Export it as JPEG.')),
    timeoutMs,
  );
  worker.on('message', (message: unknown) => {
    const told = Told.safeParse(message);
    if (!told.success || told.data.kind === 'damaged') return resolve(refuse('UNSUPPORTED_MEDIA', DAMAGED));
    if (told.data.kind === 'pixels') return resolve(ok(told.data));
    const { width, height } = told.data;
    const most = Math.round(mostPixels / 1_000_000);
    resolve(
      refuse(
        'UNSUPPORTED_MEDIA',
        `The HEIC photo is ${width} × ${height} pixels; at most ${most} megapixels can be read. Export it as JPEG, smaller (2160 pixels wide are plenty).`,
      ),
    );
  });
  // Out of memory, or a bug in the decoder: for this photo it comes to the same.
  worker.on('error', () => resolve(refuse('UNSUPPORTED_MEDIA', DAMAGED)));
  worker.on('exit', () => resolve(refuse('UNSUPPORTED_MEDIA', DAMAGED)));
  return promise.finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}

async function toJpeg({ rgba, width, height, profile }: Pixels): Promise<Result<DecodedHeic>> {
  const jpeg = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return ok({ jpeg: profile === null ? jpeg : withColourProfile(jpeg, profile), width, height });
}
