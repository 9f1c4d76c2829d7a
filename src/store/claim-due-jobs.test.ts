import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { JOB_NEWS, JOB_STATES, move, STORED_AS, type JobNews } from '../domain/publish-job.ts';
import { claimDueJobs } from './claim-due-jobs.ts';
import { databaseOn, openPool, type Database } from './database.ts';
import { takes } from './job-guard.ts';
import { recordCheckpoint } from './record-checkpoint.ts';
import { renewLeases } from './worker-heartbeat.ts';

const NOW = Temporal.Instant.from('2026-11-23T09:00:00Z');
const LEASE_MS = 20_000;

let store: TestDatabase;
let database: Database;
let close: () => Promise<void>;

beforeEach(async () => {
  store = await createTestDatabase();
  const pool = openPool(store.url, { max: 4 });
  database = databaseOn(pool);
  close = () => pool.end();
});
afterEach(async () => {
  await close();
  await store.drop();
});

/** A creator with so many Instagram posts due, a second apart, the last of them at `last`. */
async function creator(name: string, count: number, last: Temporal.Instant): Promise<void> {
  await sql`
    WITH u AS (INSERT INTO users (name, email, created_at, updated_at) VALUES (${name}, ${`${name}@example.com`}, ${NOW}, ${NOW}) RETURNING id),
    c AS (INSERT INTO calendars (user_id, created_at) SELECT id, ${NOW} FROM u RETURNING id),
    w AS MATERIALIZED (SELECT n, uuidv7() AS post, uuidv7() AS entry, ${last}::timestamptz - (${count}::int - n) * interval '1 second' AS at
      FROM generate_series(1, ${count}::int) n),
    p AS (INSERT INTO posts (id, user_id, title, created_at, updated_at) SELECT w.post, u.id, ${name} || w.n, ${NOW}, ${NOW} FROM w, u),
    e AS (INSERT INTO calendar_entries (id, post_id, calendar_id, user_id, entry_key, readiness, scheduled_at, channel, created_at, updated_at)
      SELECT w.entry, w.post, c.id, u.id, w.post, 'ready', w.at, 'ig', ${NOW}, ${NOW} FROM w, c, u)
    INSERT INTO publish_jobs (calendar_entry_id, user_id, channel, scheduled_at, status, next_attempt_at, due_at, created_at, updated_at)
    SELECT w.entry, u.id, 'ig', w.at, 'scheduled', w.at, w.at, ${NOW}, ${NOW} FROM w, u`.execute(database);
}

function claim(workerId: string, now = NOW, limit = 8) {
  return claimDueJobs(database, { now, leaseMs: LEASE_MS, workerId, limit, perAccount: 3 });
}

async function titlesOf(jobs: readonly { entryId: string }[]): Promise<string[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    SELECT e.id, p.title FROM calendar_entries e JOIN posts p ON p.id = e.post_id`.execute(database);
  const titles = new Map(rows.map((row) => [row.id, row.title]));
  return jobs.map((job) => titles.get(job.entryId) ?? '').toSorted();
}

describe('a claim', () => {
  test('takes the longest due, but of no account more than its share, those in other hands counted', async () => {
    await creator('busy', 6, NOW.subtract({ minutes: 5 }));
    await creator('calm', 1, NOW);
    expect(await titlesOf(await claim('one'))).toEqual(['busy1', 'busy2', 'busy3', 'calm1']);
    expect(await claim('another')).toEqual([]);
  });

  test('keeps nobody waiting behind a backlog, however long', async () => {
    await creator('busy', 500, NOW.subtract({ minutes: 5 }));
    await creator('calm', 1, NOW);
    expect(await titlesOf(await claim('one'))).toEqual(['busy1', 'busy2', 'busy3', 'calm1']);
  });

  test('gives a job to one worker only', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await creator(name, 3, NOW);
    const claims = await Promise.all(['1', '2', '3', '4'].map((worker) => claim(worker, NOW, 4)));
    const ids = claims.flat().map((job) => job.id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('ends with its lease: the next worker has the job, the first can write nothing any more', async () => {
    await creator('calm', 1, NOW);
    const [first] = await claim('one');
    expect(await claim('two', NOW.add({ milliseconds: LEASE_MS - 1 }))).toEqual([]);
    const later = NOW.add({ milliseconds: LEASE_MS });
    const [second] = await claim('two', later);
    expect(second).toMatchObject({ id: first?.id, lostClaims: 1 });
    const checkpoint = { progress: {}, step: 'sending', now: later, leaseMs: LEASE_MS };
    if (first === undefined || second === undefined) throw new Error('nothing was claimed');
    expect(await recordCheckpoint(database, first, checkpoint)).toBe(false);
    expect(await recordCheckpoint(database, second, checkpoint)).toBe(true);
  });

  test('is renewed for the others, at once, while somebody holds on to one of its rows', async () => {
    for (const name of ['held', 'free']) await creator(name, 1, NOW);
    const jobs = await claim('one');
    const until = NOW.add({ milliseconds: 2 * LEASE_MS });
    const [held] = jobs;
    if (held === undefined) throw new Error('nothing was claimed');
    // Whoever froze in the middle of a transaction keeps its row for minutes.
    await database.transaction().execute(async (transaction) => {
      await sql`SELECT 1 FROM publish_jobs WHERE id = ${held.id} FOR UPDATE`.execute(transaction);
      await renewLeases(database, { workerId: 'one', jobIds: jobs.map((job) => job.id), until });
    });
    const { rows } = await sql<{ id: string }>`SELECT id FROM publish_jobs WHERE leased_until = ${until}`.execute(
      database,
    );
    expect(rows.map(({ id }) => id)).toEqual(jobs.filter((job) => job !== held).map((job) => job.id));
  });
});

test('SQL lets through the states that the table names, and no other', async () => {
  for (const news of Object.keys(JOB_NEWS) as JobNews[]) {
    const passing: string[] = [];
    for (const state of JOB_STATES) {
      const { status, unknown } = STORED_AS[state];
      const { rows } = await sql`
        SELECT 1 FROM (SELECT ${status}::text AS status, CASE WHEN ${unknown}::boolean THEN ${NOW}::timestamptz END AS unknown_since) j
        WHERE ${takes(news, 'j')}`.execute(database);
      if (rows.length > 0) passing.push(state);
    }
    expect(passing, news).toEqual(JOB_STATES.filter((state) => move(state, news) !== null));
  }
});
