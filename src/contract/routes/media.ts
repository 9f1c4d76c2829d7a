import { z } from 'zod';
import { Asset, ListAssetsQuery, PatchAsset } from '../asset.ts';
import type { Route } from '../route.ts';
import { byId, Done } from './shared.ts';

export const mediaRoutes = {
  listAssets: {
    method: 'GET',
    path: '/v1/assets',
    tag: 'media',
    summary: 'Files of the media library, newest first',
    query: ListAssetsQuery,
    reply: z.array(Asset),
    paged: true,
  },
  getAsset: {
    method: 'GET',
    path: '/v1/assets/{id}',
    tag: 'media',
    summary: 'One file with its facts',
    params: byId,
    reply: Asset,
  },
  patchAsset: {
    method: 'PATCH',
    path: '/v1/assets/{id}',
    tag: 'media',
    summary: 'Rename, tag or crop',
    params: byId,
    body: PatchAsset,
    reply: Asset,
  },
  deleteAsset: {
    method: 'DELETE',
    path: '/v1/assets/{id}',
    tag: 'media',
    summary: 'Delete a file; `force=true` also where scheduled posts need it',
    params: byId,
    query: z.strictObject({ force: z.enum(['true', 'false']).optional() }),
    reply: Done,
    problems: ['ASSET_IN_USE'],
  },
} as const satisfies Record<string, Route>;
