import type { AssetFacts } from '../contract/asset.ts';
import { ok, type Result } from '../contract/problem.ts';
import { withFile } from './byte-source.ts';
import { decodeHeic } from './heic/decode-heic.ts';
import { ACCEPTED_TYPES } from './media-types.ts';
import { probeImage } from './probe-image.ts';
import { sniff } from './sniff.ts';
import { probeVideo } from './video/probe-video.ts';

export interface ProbeOptions {
  /** How long a video may be read for. */
  videoTimeoutMs?: number;
}

export interface Probed {
  facts: AssetFacts;
  /** A JPEG of what nothing but its own decoder reads: of HEIC photos. */
  readable: Buffer | null;
}

/**
 * What a file on disk is, from its bytes alone (spec.md 8): sniffed, then probed. Refuses with words for a person what
 * no channel could use, and what is damaged. Holds at most the index of a video (64 MB) or two decoding images in
 * memory.
 */
export async function probe(path: string, options: ProbeOptions = {}): Promise<Result<Probed>> {
  return withFile(path, async (source) => {
    const type = await sniff(source);
    if (!type.ok) return type;
    if (type.value === 'image/heic') return probeHeic(path, source.sizeBytes);
    const facts = await (ACCEPTED_TYPES[type.value].kind === 'image'
      ? probeImage(path, type.value, source.sizeBytes)
      : probeVideo(path, type.value, options.videoTimeoutMs ?? 20_000));
    return facts.ok ? ok({ facts: facts.value, readable: null }) : facts;
  });
}

/** Probing is decoding here: the decoder is the only one to know its size upright. */
async function probeHeic(path: string, sizeBytes: number): Promise<Result<Probed>> {
  const decoded = await decodeHeic(path);
  if (!decoded.ok) return decoded;
  const { jpeg, width, height } = decoded.value;
  return ok({
    facts: { kind: 'image', mimeType: 'image/heic', sizeBytes, width, height, colourSpace: 'srgb', video: null },
    readable: jpeg,
  });
}
