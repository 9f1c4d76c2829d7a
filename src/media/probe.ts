import type { AssetFacts } from '../contract/asset.ts';
import type { Result } from '../contract/problem.ts';
import { withFile } from './byte-source.ts';
import { ACCEPTED_TYPES } from './media-types.ts';
import { probeImage } from './probe-image.ts';
import { sniff } from './sniff.ts';
import { probeVideo } from './video/probe-video.ts';

export interface ProbeOptions {
  /** How long a video may be read for. */
  videoTimeoutMs?: number;
}

/**
 * What a file on disk is, from its bytes alone (spec.md 8): sniffed, then probed. Refuses with words for a person what
 * no channel could use, and what is damaged. Holds at most the index of a video (64 MB) or two decoding images in
 * memory.
 */
export async function probe(path: string, options: ProbeOptions = {}): Promise<Result<AssetFacts>> {
  return withFile(path, async (source) => {
    const type = await sniff(source);
    if (!type.ok) return type;
    return ACCEPTED_TYPES[type.value].kind === 'image'
      ? probeImage(path, type.value, source.sizeBytes)
      : probeVideo(path, type.value, options.videoTimeoutMs ?? 20_000);
  });
}
