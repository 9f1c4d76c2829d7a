import type { Clock } from '../domain/clock.ts';
import { isLoopbackHost } from '../media/public-address.ts';
import { REACH_FILE, REACH_FILE_TYPE, reachFilePath } from '../media/reach-file.ts';
import { testReach } from '../media/reach-test.ts';
import type { MediaReach } from '../store/media-reach.ts';

export type ReachFound = Pick<MediaReach, 'publicUrl' | 'outcome' | 'problem'>;

/**
 * Fetches a file of ours through PUBLIC_URL as a platform would. Where the platforms are on this machine as well (the
 * sandbox) and so is the address, there is nothing to find out, and nothing is fetched.
 */
export function ownReachTest(
  publicUrl: string,
  platformIsLocal: boolean,
  mediaUrlKey: Uint8Array,
  clock: Clock,
): () => Promise<ReachFound> {
  return async () => {
    if (platformIsLocal && URL.canParse(publicUrl) && isLoopbackHost(new URL(publicUrl).hostname)) {
      return { publicUrl, outcome: 'reachable', problem: null };
    }
    const reach = await testReach({
      publicUrl,
      mediaPath: reachFilePath(mediaUrlKey, clock.now()),
      expected: { mimeType: REACH_FILE_TYPE, sizeBytes: REACH_FILE.length },
      platformIsLocal,
    });
    return { publicUrl, outcome: reach.kind, problem: reach.kind === 'reachable' ? null : reach.problem };
  };
}
