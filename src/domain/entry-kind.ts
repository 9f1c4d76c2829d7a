import type { AssetKind } from '../contract/asset.ts';
import type { Channel } from '../contract/channel.ts';

/** What a list of files makes on a channel. */
export type EntryKind = 'image' | 'reel' | 'carousel' | 'video' | 'photos';

/**
 * The kind of post the files make: on Instagram one image, one video (always a reel, instagram.md 5.1) or a
 * carousel; on TikTok one video or photos. `null`: no files, or a mixture the channel has no post for.
 */
export function kindOf(channel: Channel, kinds: readonly AssetKind[]): EntryKind | null {
  const [first] = kinds;
  if (first === undefined) return null;
  if (channel === 'ig') {
    if (kinds.length > 1) return 'carousel';
    return first === 'image' ? 'image' : 'reel';
  }
  if (kinds.every((kind) => kind === 'image')) return 'photos';
  return kinds.length === 1 ? 'video' : null;
}
