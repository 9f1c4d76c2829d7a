import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pino from 'pino';
import { Registry } from 'prom-client';
import type { ChannelAdapter } from '../../src/channels/adapter.ts';
import { systemClock } from '../../src/main/system-clock.ts';
import { DEFAULT_WORKER_SETTINGS, type PipelineContext } from '../../src/pipeline/context.ts';
import { createPipelineMetrics } from '../../src/pipeline/metrics.ts';
import { startWorker } from '../../src/pipeline/worker.ts';
import { databaseOn, json, openPool, type Database } from '../../src/store/database.ts';
import { encryptToken, type KeyRing } from '../../src/store/token-cipher.ts';
import { latenessOf, perSecond, type Lateness } from './figures.ts';

const KEY_RING: KeyRing = { currentId: 'k1', keys: new Map([['k1', Buffer.alloc(32, 7)]]) };
/** Accounts that share the posts: one account has three in hand at a time. */
const ACCOUNTS = 40;

/** The pipeline as it is, with nothing but the platform replaced: it answers at once. */
export class Ours {
  readonly #pool;
  readonly database: Database;
  #userIds: string[] = [];

  constructor(url: string) {
    this.#pool = openPool(url, { max: 12 });
    this.database = databaseOn(this.#pool);
  }

  async settle(): Promise<void> {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO users (name, email, email_verified, created_at, updated_at)
      SELECT 'u', 'u' || n || '@example.test', true, now(), now() FROM generate_series(1, ${ACCOUNTS}) n RETURNING id`.execute(
      this.database,
    );
    this.#userIds = rows.map((row) => row.id);
    await sql`INSERT INTO calendars (user_id, created_at) SELECT id, now() FROM users`.execute(this.database);
    for (const userId of this.#userIds) {
      const token = encryptToken(KEY_RING, { userId, channel: 'ig', kind: 'access' }, 'token');
      const scopes = ['instagram_business_basic', 'instagram_business_content_publish'];
      await sql`
        INSERT INTO channel_accounts (user_id, channel, external_account_id, username, display_name, timezone, access_token_encrypted,
          obtained_at, expires_at, status, scopes, capabilities, standing, created_at, updated_at)
        VALUES (${userId}, 'ig', ${userId}, 'u', 'u', 'UTC', ${token}, now(), now() + interval '50 days', 'ok', ${scopes}, '{}', 'live', now(), now())`.execute(
        this.database,
      );
      await sql`
        INSERT INTO assets (user_id, kind, mime_type, filename, bytes, width, height, facts, sha256, storage_key, created_at, updated_at)
        VALUES (${userId}, 'video', 'video/mp4', 'v', 1000, 1080, 1920, ${json(VIDEO)}, ${userId}, ${userId}, now(), now())`.execute(
        this.database,
      );
    }
  }

  /** Posts, evenly among the accounts, the n-th due `stepMs` after the one before. */
  async schedule(count: number, first: Temporal.Instant, stepMs: number): Promise<void> {
    // One statement a table: this is not what is measured.
    await sql`
      WITH u AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM users),
      made AS (
        INSERT INTO posts (user_id, caption, created_at, updated_at)
        SELECT u.id, 'bench', ${first}::timestamptz, now() FROM generate_series(0, ${count - 1}) n JOIN u ON u.place = n % ${ACCOUNTS}
        RETURNING id, user_id),
      numbered AS (SELECT id, user_id, row_number() OVER (ORDER BY id) - 1 AS n FROM made),
      files AS (
        INSERT INTO post_assets (post_id, position, asset_id)
        SELECT m.id, 0, a.id FROM numbered m JOIN assets a ON a.user_id = m.user_id),
      entries AS (
        INSERT INTO calendar_entries (post_id, calendar_id, user_id, entry_key, payload, readiness, scheduled_at, channel, created_at, updated_at)
        SELECT m.id, c.id, m.user_id, 'ig:' || m.id, '{}', 'ready', ${first}::timestamptz + m.n * ${stepMs}::float8 * interval '1 millisecond', 'ig', now(), now()
        FROM numbered m JOIN calendars c ON c.user_id = m.user_id RETURNING id, user_id, scheduled_at)
      INSERT INTO publish_jobs (calendar_entry_id, user_id, channel, scheduled_at, status, next_attempt_at, due_at, created_at, updated_at)
      SELECT id, user_id, 'ig', scheduled_at, 'scheduled', scheduled_at, scheduled_at, now(), now() FROM entries`.execute(
      this.database,
    );
    await sql`ANALYZE`.execute(this.database);
  }

  /** Works until everything is published; how many a second, and how late each attempt began. */
  async work(count: number): Promise<{ rate: number; lateness: Lateness }> {
    const worker = startWorker(this.#context());
    const begun = performance.now();
    try {
      for (let done = 0; done < count; done = await this.#published()) await pause(20);
      const rate = perSecond(count, begun);
      const { rows } = await sql<{ late: number }>`
        SELECT (extract(epoch FROM t.started_at - j.scheduled_at) * 1000)::float8 AS late
        FROM publish_attempts t JOIN publish_jobs j ON j.id = t.publish_job_id`.execute(this.database);
      return { rate, lateness: latenessOf(rows.map((row) => row.late)) };
    } finally {
      await worker.stop();
      await sql`DELETE FROM posts`.execute(this.database);
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #published(): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM publish_jobs WHERE status IN ('published', 'needs_attention')`.execute(
      this.database,
    );
    return rows[0]?.n ?? 0;
  }

  #context(): PipelineContext {
    return {
      database: this.database,
      clock: systemClock,
      log: pino({ level: 'silent' }),
      channels: { ig: PLATFORM, tiktok: null },
      environment: () => ({ mediaReach: 'reachable', channelEnabled: { ig: true, tiktok: true } }),
      keyRing: KEY_RING,
      mediaStore: NO_FILES,
      mediaUrlKey: new Uint8Array(32),
      uploadsFolder: '/nonexistent',
      publicUrl: 'https://bench.test',
      announce: () => undefined,
      testReach: () => Promise.resolve({ publicUrl: 'https://bench.test', outcome: 'reachable', problem: null }),
      metrics: createPipelineMetrics(new Registry()),
      random: Math.random,
      workerId: 'bench',
      settings: DEFAULT_WORKER_SETTINGS,
    };
  }
}

const VIDEO = {
  video: {
    durationMs: 4000,
    framesPerSecond: 30,
    videoCodec: 'avc',
    audioCodec: 'aac',
    bitsPerSecond: 2_000_000,
    moovFirst: true,
    hasEditList: false,
  },
};

function neverCalled(): never {
  throw new Error('the bench does not come here');
}

const NO_FILES: PipelineContext['mediaStore'] = {
  put: neverCalled,
  read: neverCalled,
  size: neverCalled,
  delete: neverCalled,
  list: async function* () {
    // Housekeeping finds nothing to keep.
  },
};

/** One call that cannot be taken back, announced before it as always, and answered at once. */
const PLATFORM: ChannelAdapter = {
  channel: 'ig',
  connect: {
    neededScopes: [],
    refreshable: 'while_valid',
    authorize: neverCalled,
    exchange: neverCalled,
    refresh: neverCalled,
    refreshAt: () => null,
    revoke: neverCalled,
    readCapabilities: () => Promise.resolve({ ok: true, value: { capabilities: {}, standing: null } }),
    readCallback: () => null,
  },
  publisher: {
    publish: async function* () {
      yield { progress: { publishing: true }, step: 'publishing' };
      return { kind: 'published', externalId: '1', permalink: 'https://bench.test/1', followUpAt: null };
    },
    confirm: neverCalled,
    followUp: neverCalled,
  },
  insights: { neededScope: 'no account of the bench has it', read: neverCalled },
};
