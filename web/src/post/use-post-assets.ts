import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Asset } from '../../../src/contract/asset.ts';
import { call, isApiProblem, keys } from '../api/index.ts';

/** The files of these ids: from the post where it brought them, else read one by one. `null`: deleted. */
export function usePostAssets(ids: readonly string[], known: readonly Asset[]): ReadonlyMap<string, Asset | null> {
  const found = useQueries({
    queries: ids.map((id) => {
      const brought = known.find((asset) => asset.id === id);
      return {
        queryKey: keys.assets.one(id),
        queryFn: ({ signal }: { signal: AbortSignal }) => readAsset(id, signal),
        ...(brought === undefined ? {} : { placeholderData: brought }),
      };
    }),
    combine: (results) => results.map((result) => result.data),
  });
  return useMemo(() => {
    const byId = new Map<string, Asset | null>();
    ids.forEach((id, index) => {
      const asset = found[index];
      if (asset !== undefined) byId.set(id, asset);
    });
    return byId;
  }, [ids, found]);
}

async function readAsset(id: string, signal: AbortSignal): Promise<Asset | null> {
  try {
    return await call('getAsset', { params: { id } }, { signal });
  } catch (error) {
    if (isApiProblem(error, 'NOT_FOUND')) return null;
    throw error;
  }
}
