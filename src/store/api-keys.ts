import { createHash, randomBytes } from 'node:crypto';
import type { Database } from './database.ts';

export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  last_used_at: Temporal.Instant | null;
  created_at: Temporal.Instant;
}

/** Makes a key. Its secret (`pk_…`, 256 random bits) is answered once and stored as a hash only. */
export async function createApiKey(
  database: Database,
  userId: string,
  name: string,
  now: Temporal.Instant,
): Promise<ApiKeyRow & { secret: string }> {
  const secret = `pk_${randomBytes(32).toString('base64url')}`;
  const row = await database
    .insertInto('api_keys')
    .values({
      user_id: userId,
      name,
      prefix: secret.slice(0, 9),
      secret_sha256: hashOf(secret),
      last_used_at: null,
      created_at: now,
    })
    .returning(['id', 'name', 'prefix', 'last_used_at', 'created_at'])
    .executeTakeFirstOrThrow();
  return { ...row, secret };
}

export async function listApiKeys(database: Database, userId: string): Promise<ApiKeyRow[]> {
  return database
    .selectFrom('api_keys')
    .select(['id', 'name', 'prefix', 'last_used_at', 'created_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();
}

export async function deleteApiKey(database: Database, userId: string, id: string): Promise<boolean> {
  const result = await database
    .deleteFrom('api_keys')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Whose key this is; `null` for one that was never made or was withdrawn. Notes its use. */
export async function userOfApiKey(database: Database, secret: string, now: Temporal.Instant): Promise<string | null> {
  const row = await database
    .updateTable('api_keys')
    .set({ last_used_at: now })
    .where('secret_sha256', '=', hashOf(secret))
    .returning('user_id')
    .executeTakeFirst();
  return row?.user_id ?? null;
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
