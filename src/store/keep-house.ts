import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Which of these stored files some row names. */
export async function knownMediaKeys(database: Database, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    SELECT storage_key AS key FROM assets WHERE storage_key = ANY(${keys}::text[])
    UNION SELECT thumbnail_key FROM assets WHERE thumbnail_key = ANY(${keys}::text[])
    UNION SELECT storage_key FROM asset_renditions WHERE storage_key = ANY(${keys}::text[])`.execute(database);
  return new Set(rows.map((row) => row.key));
}

/** Removes rows whose time is over: consent rounds, undo handles, media addresses, counted calls. */
export async function removeStaleRows(database: Database, now: Temporal.Instant): Promise<number> {
  const statements = [
    sql`DELETE FROM oauth_states WHERE expires_at < ${now}`,
    sql`DELETE FROM undo_handles WHERE expires_at < ${now.subtract({ hours: 24 })}`,
    sql`DELETE FROM media_grants WHERE expires_at < ${now.subtract({ hours: 72 })}`,
    sql`DELETE FROM platform_calls WHERE called_at < ${now.subtract({ hours: 1 })}`,
    sql`DELETE FROM worker_heartbeats WHERE seen_at < ${now.subtract({ hours: 24 })}`,
  ];
  let removed = 0;
  for (const statement of statements) removed += Number((await statement.execute(database)).numAffectedRows ?? 0n);
  return removed;
}
