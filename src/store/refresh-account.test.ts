import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { ReadinessWorld } from '../../test/support/readiness-world.ts';
import { accountOf } from './accounts.ts';
import { databaseOn, openPool, type Database } from './database.ts';
import { storeRefreshedTokens } from './refresh-account.ts';

const ENVIRONMENT = { mediaReach: 'reachable', channelEnabled: { ig: true, tiktok: true } } as const;
let store: TestDatabase;
let pool: Pool;
let database: Database;

beforeEach(async () => {
  store = await createTestDatabase();
  pool = openPool(store.url, { max: 4 });
  database = databaseOn(pool);
});
afterEach(async () => {
  await pool.end();
  await store.drop();
});

test('new tokens are kept even when their entries are locked in a circle', async () => {
  const world = await ReadinessWorld.create(database);
  // Two Instagram posts: dice that choose the first file, Instagram alone, an early time, and to schedule it.
  for (const hours of [1, 2])
    await world.perform({ kind: 'createPost', dice: [0, 0, 0, 0, 1, 1, 0, hours, 0, 0, 0, 0] });
  const entries = await database
    .selectFrom('calendar_entries')
    .select('id')
    .where('channel', '=', 'ig')
    .orderBy('id')
    .execute();
  expect(entries.length).toBeGreaterThan(1);
  const [first, last] = [entries[0]?.id ?? '', entries.at(-1)?.id ?? ''];
  const account = await accountOf(database, world.userId, 'ig');
  if (account === null) throw new Error('The world has an account.');
  const now = account.obtained_at.add({ hours: 30 });

  const other = await pool.connect();
  await other.query('BEGIN');
  // It would notice the circle itself only long after the refresh has.
  await other.query("SET LOCAL deadlock_timeout = '60s'");
  await other.query('SELECT id FROM calendar_entries WHERE id = $1 FOR UPDATE', [last]);
  const fresh = {
    accessTokenEncrypted: 'new access',
    refreshTokenEncrypted: null,
    obtainedAt: now,
    expiresAt: now.add({ hours: 24 * 60 }),
    refreshDueAt: null,
    scopes: null,
  };
  const refreshing = database
    .transaction()
    .execute((transaction) => storeRefreshedTokens(transaction, account, fresh, { now, environment: ENVIRONMENT }));
  await waitingForLocks(1);
  // The refresh holds the first and waits for the last; now the other waits for the first.
  await other.query('SELECT id FROM calendar_entries WHERE id = $1 FOR UPDATE', [first]);
  await other.query('COMMIT');
  other.release();
  await refreshing;
  const stored = await accountOf(database, world.userId, 'ig');
  expect(stored?.access_token_encrypted).toBe('new access');
});

/** Until so many connections of this database wait for a lock: the database says so itself, nobody sleeps. */
async function waitingForLocks(count: number): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    const { rows } = await pool.query<{ waiting: number }>(
      "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    if ((rows[0]?.waiting ?? 0) >= count) return;
  }
  throw new Error('Nobody waits for a lock.');
}
