import { usePostAssets } from '../use-post-assets.ts';

const NONE: never[] = [];

/** The image that stands for the reel on Instagram, as its upright cover. */
export function OwnCover({ id }: { id: string }) {
  const asset = usePostAssets([id], NONE).get(id) ?? null;
  if (asset === null) return null;
  return (
    <img src={asset.thumbnailUrl ?? asset.url} alt={asset.filename} className="h-16 w-9 rounded-md object-cover" />
  );
}
