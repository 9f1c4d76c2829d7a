import { sql } from 'kysely';
import type { AssetFacts, AssetKind, Crop } from '../contract/asset.ts';
import { json, type Database, type DatabaseTransaction } from './database.ts';
import { lockReached } from './reassess.ts';

/** In place of a plan's key: the readable form of a HEIC photo, made when it came. */
export const READABLE = 'readable';

/** Whether browsers and the conversion need the readable form of such a file. */
export function needsReadable(mimeType: string): boolean {
  return mimeType === 'image/heic';
}

export interface AssetRow {
  id: string;
  user_id: string;
  kind: AssetKind;
  mime_type: string;
  filename: string;
  bytes: number;
  width: number;
  height: number;
  facts: { hasAlpha?: boolean; colourSpace?: string | null; video: AssetFacts['video'] };
  sha256: string;
  storage_key: string;
  thumbnail_key: string | null;
  crop: Crop | null;
  tags: string[];
  created_at: Temporal.Instant;
  used_by: string[];
}

export interface NewAsset {
  userId: string;
  filename: string;
  facts: AssetFacts;
  sha256: string;
  storageKey: string;
  thumbnailKey: string | null;
  /** A JPEG of a file that neither browsers nor the conversion read as it is (HEIC). */
  readable: { storageKey: string; sizeBytes: number; width: number; height: number } | null;
}

/**
 * Records a stored file as an asset. The same bytes again are the same asset: `duplicate` tells that the stored file is
 * not needed.
 */
export async function recordAsset(
  database: Database,
  asset: NewAsset,
  now: Temporal.Instant,
): Promise<{ id: string; duplicate: boolean }> {
  return database.transaction().execute(async (transaction) => {
    const { facts } = asset;
    const inserted = await transaction
      .insertInto('assets')
      .values({
        user_id: asset.userId,
        kind: facts.kind,
        mime_type: facts.mimeType,
        filename: asset.filename,
        bytes: facts.sizeBytes,
        width: facts.width,
        height: facts.height,
        facts: json({
          ...(facts.hasAlpha === undefined ? {} : { hasAlpha: facts.hasAlpha }),
          ...(facts.colourSpace === undefined ? {} : { colourSpace: facts.colourSpace }),
          video: facts.video,
        }),
        sha256: asset.sha256,
        storage_key: asset.storageKey,
        thumbnail_key: asset.thumbnailKey,
        crop: null,
        tags: [],
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.columns(['user_id', 'sha256']).doNothing())
      .returning('id')
      .executeTakeFirst();
    const id = inserted?.id ?? (await idOfHash(transaction, asset.userId, asset.sha256));
    if (id === null) throw new Error('An asset with the same content vanished while it was being recorded.');
    if (inserted !== undefined && asset.readable !== null) {
      const { storageKey, ...size } = asset.readable;
      await transaction
        .insertInto('asset_renditions')
        .values({
          asset_id: id,
          plan_key: READABLE,
          storage_key: storageKey,
          facts: json({ mimeType: 'image/jpeg', ...size }),
          created_at: now,
        })
        .execute();
    }
    return { id, duplicate: inserted === undefined };
  });
}

export async function idOfHash(
  database: Database | DatabaseTransaction,
  userId: string,
  sha256: string,
): Promise<string | null> {
  const row = await database
    .selectFrom('assets')
    .select('id')
    .where('user_id', '=', userId)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.id ?? null;
}

export interface AssetFilter {
  userId: string;
  ids?: readonly string[] | undefined;
  kind?: AssetKind | undefined;
  tag?: string | undefined;
  used?: boolean | undefined;
  search?: string | undefined;
  before?: { createdAt: Temporal.Instant; id: string } | undefined;
  limit: number;
}

/** Assets of one user, newest first, with the posts that use each. */
export async function readAssets(database: Database | DatabaseTransaction, filter: AssetFilter): Promise<AssetRow[]> {
  const found = [sql`s.user_id = ${filter.userId}`];
  if (filter.ids !== undefined) found.push(sql`s.id = ANY(${filter.ids}::uuid[])`);
  if (filter.kind !== undefined) found.push(sql`s.kind = ${filter.kind}`);
  if (filter.tag !== undefined) found.push(sql`${filter.tag} = ANY(s.tags)`);
  if (filter.used !== undefined) {
    found.push(sql`EXISTS (SELECT 1 FROM post_assets pa WHERE pa.asset_id = s.id) = ${filter.used}::boolean`);
  }
  if (filter.search !== undefined && filter.search !== '') {
    found.push(
      sql`(s.filename ILIKE ${`%${escapeLike(filter.search)}%`} OR EXISTS (SELECT 1 FROM unnest(s.tags) t WHERE t ILIKE ${`%${escapeLike(filter.search)}%`}))`,
    );
  }
  if (filter.before !== undefined)
    found.push(sql`(s.created_at, s.id) < (${filter.before.createdAt}::timestamptz, ${filter.before.id}::uuid)`);
  const { rows } = await sql<AssetRow>`
    SELECT s.id, s.user_id, s.kind, s.mime_type, s.filename, s.bytes, s.width, s.height, s.facts, s.sha256, s.storage_key, s.thumbnail_key,
      s.crop, s.tags, s.created_at,
      coalesce((SELECT array_agg(DISTINCT pa.post_id::text) FROM post_assets pa WHERE pa.asset_id = s.id), '{}') AS used_by
    FROM assets s WHERE ${sql.join(found, sql` AND `)}
    ORDER BY s.created_at DESC, s.id DESC LIMIT ${filter.limit}`.execute(database);
  return rows;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

/** One asset by id, whoever owns it: for signed media URLs, which are a permission in themselves. */
export async function assetFiles(
  database: Database,
  id: string,
): Promise<{ storageKey: string; thumbnailKey: string | null; mimeType: string; filename: string } | null> {
  const row = await database
    .selectFrom('assets')
    .select(['storage_key', 'thumbnail_key', 'mime_type', 'filename'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { storageKey: row.storage_key, thumbnailKey: row.thumbnail_key, mimeType: row.mime_type, filename: row.filename };
}

/** Entries that still need an asset for a post that is to go out. */
export async function scheduledUses(
  transaction: DatabaseTransaction,
  userId: string,
  assetId: string,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM post_assets pa JOIN calendar_entries e ON e.post_id = pa.post_id
    JOIN publish_jobs j ON j.calendar_entry_id = e.id
    WHERE pa.asset_id = ${assetId} AND e.user_id = ${userId} AND j.status <> 'published'`.execute(transaction);
  return rows[0]?.count ?? 0;
}

/**
 * Whether a post that is being sent right now uses the asset, be it as its cover; its file must stay until that is over.
 * Holds the entries that use it, so that none of them begins to be sent before the transaction ends.
 */
export async function isBeingSent(transaction: DatabaseTransaction, assetId: string): Promise<boolean> {
  const entryIds = await lockReached(transaction, { assetIds: [assetId] });
  const { rows } = await sql`
    SELECT 1 FROM publish_jobs WHERE calendar_entry_id = ANY(${entryIds}::uuid[]) AND status = 'publishing' LIMIT 1`.execute(
    transaction,
  );
  return rows.length > 0;
}

/** Gives a video another picture. Answers the file it replaces; `null` when there is no such video of this user. */
export async function replaceThumbnail(
  database: Database,
  userId: string,
  id: string,
  key: string,
  now: Temporal.Instant,
): Promise<{ before: string | null } | null> {
  const { rows } = await sql<{ before: string | null }>`
    UPDATE assets s SET thumbnail_key = ${key}, updated_at = ${now}
    FROM (SELECT id, thumbnail_key FROM assets WHERE id = ${id} AND user_id = ${userId} AND kind = 'video' FOR UPDATE) old
    WHERE s.id = old.id RETURNING old.thumbnail_key AS before`.execute(database);
  return rows[0] ?? null;
}
