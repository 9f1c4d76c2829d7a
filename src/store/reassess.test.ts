import { sql } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { afterEach, beforeEach, expect, test, describe } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';
import { applyCallbackNews } from './apply-callback-news.ts';
import { assessDueEntries } from './assess-due-entries.ts';
import { databaseOn, openPool, type Database } from './database.ts';
import { noteEnvironment } from './note-environment.ts';
import { reassess } from './reassess.ts';

const NOW = Temporal.Instant.from('2026-11-23T09:00:00Z');
const ENVIRONMENT: EnvironmentFacts = { mediaReach: 'reachable', channelEnabled: { ig: true, tiktok: true } };
const MANY = 2000;

let store: TestDatabase;
let pool: Pool;
let database: Database;
let statements: string[];
let userId: string;
let assetId: string;

beforeEach(async () => {
  store = await createTestDatabase();
  pool = openPool(store.url, { max: 4 });
  countStatements(pool);
  database = databaseOn(pool);
  await fill();
});
afterEach(async () => {
  await pool.end();
  await store.drop();
});

/** Writes down every statement of every connection. */
function countStatements(watched: Pool): void {
  statements = [];
  watched.on('connect', (client: PoolClient) => {
    const query = client.query.bind(client);
    Object.assign(client, {
      query: (...given: Parameters<typeof query>) => {
        const [first] = given as unknown[];
        statements.push(typeof first === 'string' ? first : (first as { text: string }).text);
        return query(...given);
      },
    });
  });
}

/** One user, one account, one picture, and two thousand ordered posts that use it. */
async function fill(): Promise<void> {
  const made = await sql<{ user_id: string; asset_id: string }>`
    WITH u AS (INSERT INTO users (name, email, created_at, updated_at) VALUES ('Lucía', 'l@example.com', ${NOW}, ${NOW}) RETURNING id),
    c AS (INSERT INTO calendars (user_id, created_at) SELECT id, ${NOW} FROM u RETURNING id),
    a AS (INSERT INTO assets (user_id, kind, mime_type, filename, bytes, width, height, facts, sha256, storage_key, created_at, updated_at)
      SELECT id, 'image', 'image/jpeg', 'bowl.jpg', 1000, 1080, 1350, '{"video": null}', 'x', 'x', ${NOW}, ${NOW} FROM u RETURNING id),
    l AS (INSERT INTO channel_accounts (user_id, channel, external_account_id, username, display_name, timezone, access_token_encrypted,
        obtained_at, expires_at, status, scopes, standing, created_at, updated_at)
      SELECT id, 'ig', 'ig-1', 'lucia', 'Lucía', 'Europe/Madrid', 'sealed', ${NOW}, ${NOW.add({ hours: 24 * 50 })}, 'ok',
        ARRAY['instagram_business_basic', 'instagram_business_content_publish'], 'live', ${NOW}, ${NOW} FROM u),
    p AS (INSERT INTO posts (user_id, caption, created_at, updated_at) SELECT u.id, 'Bowl ' || n, ${NOW}, ${NOW} FROM u, generate_series(1, ${MANY}::int) n RETURNING id),
    pa AS (INSERT INTO post_assets (post_id, position, asset_id) SELECT p.id, 0, a.id FROM p, a),
    e AS (INSERT INTO calendar_entries (post_id, calendar_id, user_id, entry_key, readiness, scheduled_at, channel, created_at, updated_at)
      SELECT p.id, c.id, u.id, p.id, 'ready', ${NOW}::timestamptz + interval '2 days' + row_number() OVER () * interval '1 hour', 'ig', ${NOW}, ${NOW}
      FROM p, c, u RETURNING id, user_id, scheduled_at),
    j AS (INSERT INTO publish_jobs (calendar_entry_id, user_id, channel, scheduled_at, status, due_at, created_at, updated_at)
      SELECT id, user_id, 'ig', scheduled_at, 'scheduled', scheduled_at, ${NOW}, ${NOW} FROM e)
    SELECT u.id AS user_id, a.id AS asset_id FROM u, a`.execute(database);
  userId = made.rows[0]?.user_id ?? '';
  assetId = made.rows[0]?.asset_id ?? '';
  const place = { userId, channel: 'ig' as const };
  await database.transaction().execute((transaction) => reassess(transaction, { account: place }, ENVIRONMENT, NOW));
}

async function counts(): Promise<Record<string, number>> {
  const { rows } = await sql<{ readiness: string; count: number }>`
    SELECT readiness, count(*)::int AS count FROM calendar_entries GROUP BY 1 ORDER BY 1`.execute(database);
  return Object.fromEntries(rows.map((row) => [row.readiness, row.count]));
}
const alerts = async () =>
  (
    await sql<{ group_key: string; count: number; open: boolean }>`
      SELECT group_key, count, resolved_at IS NULL AS open FROM notifications ORDER BY id`.execute(database)
  ).rows;
const writes = () => statements.filter((text) => /^\s*(UPDATE|INSERT|DELETE)/i.test(text));

describe('two thousand entries', () => {
  test('follow a lost account in one statement, with one alert', async () => {
    expect(await counts()).toEqual({ ready: MANY });
    statements = [];
    const began = performance.now();
    const news = { kind: 'revoked', externalAccountId: 'ig-1', saidAt: NOW } as const;
    await applyCallbackNews(database, 'ig', news, { now: NOW, environment: ENVIRONMENT });
    expect(performance.now() - began).toBeLessThan(5000);
    expect(await counts()).toEqual({ token_expired: MANY });
    expect(writes().filter((text) => text.includes('UPDATE calendar_entries'))).toHaveLength(1);
    expect(statements.length).toBeLessThan(20);
    expect(await alerts()).toEqual([{ group_key: 'account:ig', count: MANY, open: true }]);
  });

  test('follow a deleted file in one statement', async () => {
    statements = [];
    await database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('assets').where('id', '=', assetId).execute();
      await reassess(transaction, { assetIds: [assetId] }, ENVIRONMENT, NOW);
    });
    expect(await counts()).toEqual({ missing_media: MANY });
    expect(writes().filter((text) => text.includes('UPDATE calendar_entries'))).toHaveLength(1);
    expect(statements.length).toBeLessThan(20);
  });

  test('are looked at again when the server was set up anew, with one alert for the cause', async () => {
    await noteEnvironment(database, ENVIRONMENT, NOW);
    await assessDueEntries(database, { now: NOW, environment: ENVIRONMENT, limit: MANY });
    const elsewhere: EnvironmentFacts = { ...ENVIRONMENT, mediaReach: 'unreachable' };
    expect(await noteEnvironment(database, ENVIRONMENT, NOW)).toBe(false);
    expect(await noteEnvironment(database, elsewhere, NOW)).toBe(true);
    const looked = await assessDueEntries(database, { now: NOW, environment: elsewhere, limit: MANY });
    expect(looked).toHaveLength(MANY);
    expect(await counts()).toEqual({ needs_attention: MANY });
    expect(await alerts()).toEqual([{ group_key: 'cause:ig:media_unreachable', count: MANY, open: true }]);

    await noteEnvironment(database, ENVIRONMENT, NOW);
    await assessDueEntries(database, { now: NOW, environment: ENVIRONMENT, limit: MANY });
    expect(await counts()).toEqual({ ready: MANY });
    expect(await alerts()).toMatchObject([{ open: false }]);
  });
});

test('a clock that goes backwards makes no entry stuck: the next look is planned by the clock as it is', async () => {
  const place = { userId, channel: 'ig' as const };
  const late = NOW.add({ hours: 24 * 60 });
  const look = (now: Temporal.Instant) =>
    database.transaction().execute((transaction) => reassess(transaction, { account: place }, ENVIRONMENT, now));
  await look(late);
  // The token has ended by then.
  expect(await counts()).toEqual({ token_expired: MANY });
  await look(NOW);
  expect(await counts()).toEqual({ ready: MANY });
  const { rows } = await sql<{ late: number }>`
    SELECT count(*)::int AS late FROM calendar_entries WHERE assess_at IS NULL OR assess_at <> least(scheduled_at - interval '24 hours', ${NOW.add({ hours: 24 * 50 })}::timestamptz)
    AND scheduled_at - interval '24 hours' > ${NOW}`.execute(database);
  expect(rows).toEqual([{ late: 0 }]);
  expect(await alerts()).toEqual([{ group_key: 'account:ig', count: MANY, open: false }]);
});
