import type { Asset } from '../../../../src/contract/asset.ts';
import { usePostContext } from '../post-context.ts';
import { usePostAssets } from '../use-post-assets.ts';

const NONE: never[] = [];

/** The image that stands for the reel on Instagram: its id, and the file once it is read. */
export function useOwnCover(): { id: string | undefined; asset: Asset | null } {
  const { form } = usePostContext();
  const id = form.ig.payload.coverAssetId ?? form.cover?.assetId;
  const asset = usePostAssets(id === undefined ? NONE : [id], NONE).get(id ?? '') ?? null;
  return { id, asset };
}
