import { MODEL_PICTURE_TYPE, pictureForModel } from '../media/model-picture.ts';
import { readAll } from '../media/storage/media-store.ts';
import { readAssets } from '../store/assets.ts';
import type { ModelImage } from '../suggest/providers/ask-model.ts';
import type { HttpContext } from './context.ts';

/** More tell a model little and cost the same each. */
const MOST = 4;

/** The first pictures of a post, for a model that can see. Files without a thumbnail, or gone, are left out. */
export async function readModelPictures(
  context: HttpContext,
  userId: string,
  assetIds: readonly string[],
): Promise<ModelImage[]> {
  const ids = assetIds.slice(0, MOST);
  if (ids.length === 0) return [];
  const assets = await readAssets(context.database, { userId, ids, limit: ids.length });
  const pictures: ModelImage[] = [];
  for (const id of ids) {
    const key = assets.find((asset) => asset.id === id)?.thumbnail_key ?? null;
    const thumbnail = key === null ? null : await readAll(context.mediaStore, key);
    const data = thumbnail === null ? null : await pictureForModel(thumbnail);
    if (data !== null) pictures.push({ mediaType: MODEL_PICTURE_TYPE, data });
  }
  return pictures;
}
