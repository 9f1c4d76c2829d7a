import { CHANNELS } from '../contract/channel.ts';
import type { Asset } from '../contract/asset.ts';
import type { Locale } from '../contract/me.ts';
import type { Post } from '../contract/post.ts';
import { sayIssue } from '../domain/issue-messages.ts';
import { judgeAsset, type MediaItem } from '../domain/media-rules.ts';
import { readAssets, type AssetRow } from '../store/assets.ts';
import { readEntries } from '../store/read-entries.ts';
import type { PostRow } from '../store/read-posts.ts';
import type { HttpContext } from './context.ts';
import { shownUrl, thumbnailUrl } from './media-urls.ts';
import { presentEntry } from './present-entry.ts';

export function presentAsset(context: HttpContext, row: AssetRow, locale: Locale, now: Temporal.Instant): Asset {
  const item: MediaItem = {
    kind: row.kind,
    mimeType: row.mime_type,
    sizeBytes: row.bytes,
    width: row.width,
    height: row.height,
    video: row.facts.video,
    crop: row.crop,
  };
  const fit = Object.fromEntries(
    CHANNELS.map((channel) => [channel, judgeAsset(channel, item).map((draft) => sayIssue(draft, locale))]),
  );
  return {
    id: row.id,
    kind: row.kind,
    mimeType: row.mime_type,
    sizeBytes: row.bytes,
    width: row.width,
    height: row.height,
    ...(row.facts.hasAlpha === undefined ? {} : { hasAlpha: row.facts.hasAlpha }),
    ...(row.facts.colourSpace === undefined ? {} : { colourSpace: row.facts.colourSpace }),
    video: row.facts.video,
    filename: row.filename,
    sha256: row.sha256,
    url: shownUrl(context, row, now),
    thumbnailUrl: row.thumbnail_key === null ? null : thumbnailUrl(context, row.id, now),
    tags: row.tags,
    crop: row.crop,
    usedByPostIds: row.used_by,
    fit: fit as Asset['fit'],
    createdAt: row.created_at.toString(),
  };
}

/** Posts with their files and entries, in three reads however many they are. */
export async function presentPosts(
  context: HttpContext,
  rows: readonly PostRow[],
  userId: string,
  locale: Locale,
  now: Temporal.Instant,
): Promise<Post[]> {
  if (rows.length === 0) return [];
  const assetIds = [...new Set(rows.flatMap((row) => row.asset_ids))];
  const [assets, entries] = await Promise.all([
    assetIds.length === 0
      ? Promise.resolve([])
      : readAssets(context.database, { userId, ids: assetIds, limit: assetIds.length }),
    readEntries(context.database, {
      userId,
      postIds: rows.map((row) => row.id),
      withUndated: true,
      limit: rows.length * 2,
    }),
  ]);
  const assetById = new Map(assets.map((asset) => [asset.id, asset]));
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    brief: row.brief,
    caption: row.caption,
    hashtags: row.hashtags,
    tags: row.tags,
    assetIds: row.asset_ids,
    assets: row.asset_ids.flatMap((id) => {
      const asset = assetById.get(id);
      return asset === undefined ? [] : [presentAsset(context, asset, locale, now)];
    }),
    cover: row.cover,
    entries: entries
      .filter((entry) => entry.post_id === row.id)
      .map((entry) => presentEntry(context, entry, locale, now)),
    version: row.version,
    createdAt: row.created_at.toString(),
    updatedAt: row.updated_at.toString(),
  }));
}
