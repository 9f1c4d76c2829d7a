import { sql } from 'kysely';
import type { Database } from './database.ts';
import { json } from './database.ts';

/** Remembers the address made for one attempt, so that it can be withdrawn and what was served on it is known. */
export async function storeGrant(
  database: Database,
  grant: { nonce: string; assetId: string; planKey: string | null; expiresAt: Temporal.Instant },
  now: Temporal.Instant,
): Promise<void> {
  await database
    .insertInto('media_grants')
    .values({
      nonce: grant.nonce,
      asset_id: grant.assetId,
      plan_key: grant.planKey,
      expires_at: grant.expiresAt,
      withdrawn_at: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('nonce').doNothing())
    .execute();
}

export async function grantOf(
  database: Database,
  nonce: string,
): Promise<{ withdrawn: boolean; served: 'nothing' | 'partly' | 'whole' } | null> {
  const row = await database
    .selectFrom('media_grants')
    .select(['withdrawn_at', 'served'])
    .where('nonce', '=', nonce)
    .executeTakeFirst();
  return row === undefined ? null : { withdrawn: row.withdrawn_at !== null, served: row.served };
}

/** Makes the address answer 410 from now on. */
export async function withdrawGrant(database: Database, nonce: string, now: Temporal.Instant): Promise<void> {
  await sql`UPDATE media_grants SET withdrawn_at = coalesce(withdrawn_at, ${now}) WHERE nonce = ${nonce}`.execute(
    database,
  );
}

/** What was served only ever grows: nothing, partly, whole. */
export async function noteServed(database: Database, nonce: string, served: 'partly' | 'whole'): Promise<void> {
  await sql`
    UPDATE media_grants SET served = ${served} WHERE nonce = ${nonce} AND served <> 'whole' AND served <> ${served}`.execute(
    database,
  );
}

export interface StoredRendition {
  key: string;
  mimeType: string;
  sizeBytes: number;
  width: number;
  height: number;
}

/** A file made from an asset for a channel, by `<asset id>.<plan key>`. */
export async function renditionById(database: Database, id: string): Promise<StoredRendition | null> {
  const [assetId, ...rest] = id.split('.');
  return assetId === undefined ? null : renditionOf(database, assetId, rest.join('.'));
}

export async function renditionOf(
  database: Database,
  assetId: string,
  planKey: string,
): Promise<StoredRendition | null> {
  const row = await database
    .selectFrom('asset_renditions')
    .select(['storage_key', 'facts'])
    .where('asset_id', '=', assetId)
    .where('plan_key', '=', planKey)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { facts } = row;
  return {
    key: row.storage_key,
    mimeType: String(facts['mimeType']),
    sizeBytes: Number(facts['sizeBytes']),
    width: Number(facts['width']),
    height: Number(facts['height']),
  };
}

/** Records a rendition; `false` when another process was first, whose file counts. */
export async function storeRendition(
  database: Database,
  rendition: StoredRendition & { assetId: string; planKey: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const { mimeType, sizeBytes, width, height } = rendition;
  const row = await database
    .insertInto('asset_renditions')
    .values({
      asset_id: rendition.assetId,
      plan_key: rendition.planKey,
      storage_key: rendition.key,
      facts: json({ mimeType, sizeBytes, width, height }),
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['asset_id', 'plan_key']).doNothing())
    .returning('asset_id')
    .executeTakeFirst();
  return row !== undefined;
}
