import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Asset } from '../../../../src/contract/asset.ts';
import { keys } from '../../api/index.ts';
import { addMissingPoster } from './poster.ts';
import { uploads } from './uploads.ts';

/** Once while the page stands: a video that this browser cannot show will not be shown the second time. */
const tried = new Set<string>();

/** A video that came without its still picture, through the API, is given one by whoever looks at it first. */
export function useMissingPoster(asset: Asset | null): void {
  const client = useQueryClient();
  const id = asset !== null && lacksPoster(asset) ? asset.id : null;
  const url = asset?.url ?? '';
  useEffect(() => {
    if (id === null || tried.has(id)) return;
    tried.add(id);
    void addMissingPoster(id, url).then(() => client.invalidateQueries({ queryKey: keys.assets.all }));
  }, [id, url, client]);
}

/** What is being uploaded from here brings its own. */
function lacksPoster({ id, kind, thumbnailUrl }: Asset): boolean {
  return kind === 'video' && thumbnailUrl === null && uploads.previewOf(id) === null;
}
