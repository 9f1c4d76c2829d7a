import { sql } from 'kysely';
import type { Channel } from '../../src/contract/channel.ts';
import { alertGroupOf } from '../../src/domain/alert.ts';
import { nextAssessmentAt } from '../../src/domain/assessment-schedule.ts';
import { later } from '../../src/domain/clock.ts';
import type { EnvironmentFacts } from '../../src/domain/facts.ts';
import type { ConfirmOutcome, Failure, PublishOutcome } from '../../src/domain/outcome.ts';
import { assess } from '../../src/domain/readiness.ts';
import { WANTED_SCOPES } from '../../src/domain/scopes.ts';
import { accountOf, storeLinkedAccount, unlinkAccount, type AccountRow } from '../../src/store/accounts.ts';
import { applyCallbackNews } from '../../src/store/apply-callback-news.ts';
import { assessDueEntries } from '../../src/store/assess-due-entries.ts';
import { recordAsset } from '../../src/store/assets.ts';
import { beginAttempt } from '../../src/store/begin-attempt.ts';
import { changeTimeZone } from '../../src/store/change-time-zone.ts';
import { claimDueJobs, type ClaimedJob } from '../../src/store/claim-due-jobs.ts';
import { createPost } from '../../src/store/create-post.ts';
import { json, type Database, type DatabaseTransaction } from '../../src/store/database.ts';
import { resolveUnknownOutcome, retryJobNow } from '../../src/store/decide-job.ts';
import { deletePost } from '../../src/store/delete-post.ts';
import { loadFacts } from '../../src/store/load-facts.ts';
import { loseAccount } from '../../src/store/lose-account.ts';
import { changeEntry } from '../../src/store/move-entry.ts';
import { noteEnvironment } from '../../src/store/note-environment.ts';
import { cancelJob, orderJob } from '../../src/store/order-job.ts';
import type { EntryFields, WriteContext, WriteIntent } from '../../src/store/post-fields.ts';
import { publishEntryNow } from '../../src/store/publish-now.ts';
import { reassess } from '../../src/store/reassess.ts';
import { recordConfirmOutcome, recordPublishOutcome } from '../../src/store/record-outcome.ts';
import { noteRefreshFailure, storeRefreshedTokens } from '../../src/store/refresh-account.ts';
import { shiftEntries } from '../../src/store/shift-entries.ts';
import { noteSuspension, storeCapabilities } from '../../src/store/store-capabilities.ts';
import { undo } from '../../src/store/undo.ts';
import { updatePost } from '../../src/store/update-post.ts';

const WEIGHTS = {
  link: 4,
  unlink: 1,
  expire: 1,
  revoke: 1,
  refresh: 2,
  learnCapabilities: 2,
  suspend: 1,
  changeZone: 1,
  upload: 3,
  deleteAsset: 1,
  cropAsset: 1,
  createPost: 8,
  editPost: 4,
  moveEntry: 4,
  editEntry: 3,
  order: 3,
  cancel: 1,
  shift: 1,
  undo: 2,
  deletePost: 1,
  publishNow: 2,
  publish: 12,
  retry: 3,
  decide: 3,
  passTime: 4,
  changeSetUp: 1,
} as const;

type OperationKind = keyof typeof WEIGHTS;

/** Each as often as it weighs: a world in which everything breaks soon has nothing left to break. */
export const OPERATIONS = (Object.keys(WEIGHTS) as OperationKind[]).flatMap((kind) =>
  Array.from({ length: WEIGHTS[kind] }, () => kind),
);

/** What to do, and the dice that decide everything about it. */
export interface Operation {
  kind: OperationKind;
  dice: readonly number[];
}

/** One user in a real database, to whom random things happen through the store's own operations. */
export class ReadinessWorld {
  readonly history: string[] = [];
  #now = Temporal.Instant.from('2026-11-23T09:00:00Z');
  #environment: EnvironmentFacts = { mediaReach: 'reachable', channelEnabled: { ig: true, tiktok: true } };
  #undoId: string | null = null;
  #dice: number[] = [];

  readonly database: Database;
  readonly userId: string;
  private constructor(database: Database, userId: string) {
    this.database = database;
    this.userId = userId;
  }

  static async create(database: Database): Promise<ReadinessWorld> {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO users (name, email, created_at, updated_at) VALUES ('Lucía', gen_random_uuid() || '@example.com', now(), now())
      RETURNING id`.execute(database);
    const world = new ReadinessWorld(database, rows[0]?.id ?? '');
    await noteEnvironment(database, world.#environment, world.#now);
    for (const channel of ['ig', 'tiktok'] as const) await world.#link(channel);
    for (const dice of [[0], [1]]) await world.perform({ kind: 'upload', dice });
    return world;
  }

  /** Answers what was done, in words. */
  async perform({ kind, dice }: Operation): Promise<string> {
    this.#dice = [...dice];
    const outcome = await this[`_${kind}`]();
    const said = `${this.#now.toString()} ${kind}: ${outcome}`;
    this.history.push(said);
    return said;
  }

  /** Where what is stored is not what the facts say. */
  async disagreements(): Promise<string[]> {
    return this.#write(async (transaction) => {
      const { rows } = await sql<{ id: string }>`
        SELECT id FROM calendar_entries WHERE user_id = ${this.userId}`.execute(transaction);
      const ids = rows.map((row) => row.id);
      const entries = ids.length === 0 ? [] : await loadFacts(transaction, ids, this.#environment, this.#now);
      const found: string[] = [];
      const groups = new Map<string, number>();
      for (const { id, facts, stored } of entries) {
        const { readiness, issues } = assess(facts);
        const say = (what: string, is: unknown, should: unknown): void => {
          if (JSON.stringify(is) !== JSON.stringify(should))
            found.push(`${facts.entry.channel} ${id} ${what}: ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
        };
        say('readiness', stored.readiness, readiness);
        say('issues', stored.issues.map(sorted), issues.map(sorted));
        say('next look', stored.assessAt?.toString(), nextAssessmentAt(facts)?.toString());
        const subject = { id, channel: facts.entry.channel, isDraft: facts.job === null, readiness, issues };
        const group = alertGroupOf(subject);
        if (group !== null) groups.set(group, (groups.get(group) ?? 0) + 1);
      }
      for (const channel of ['ig', 'tiktok'] as const) {
        const account = await accountOf(transaction, this.userId, channel);
        const key = `account:${channel}`;
        if (account !== null && account.status !== 'ok' && !groups.has(key)) groups.set(key, 0);
      }
      const { rows: open } = await sql<{ group_key: string; count: number }>`
        SELECT group_key, count FROM notifications WHERE user_id = ${this.userId} AND resolved_at IS NULL`.execute(
        transaction,
      );
      const is = open.map((alert) => `${alert.group_key} ×${alert.count}`).toSorted();
      const should = [...groups].map(([group, count]) => `${group} ×${count}`).toSorted();
      if (is.join() !== should.join()) found.push(`open alerts: ${is.join(', ')}, not ${should.join(', ')}`);
      return found;
    });
  }

  #roll(sides: number): number {
    return (this.#dice.shift() ?? 0) % sides;
  }
  #pick<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : list[this.#roll(list.length)];
  }
  #channel(): Channel {
    return this.#roll(2) === 0 ? 'ig' : 'tiktok';
  }
  #write<T>(work: (transaction: DatabaseTransaction) => Promise<T>): Promise<T> {
    return this.database.transaction().execute(work);
  }
  get #context(): WriteContext {
    return { userId: this.userId, now: this.#now, environment: this.#environment };
  }
  async #ids(table: 'posts' | 'assets' | 'calendar_entries'): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM ${sql.table(table)} WHERE user_id = ${this.userId} ORDER BY id`.execute(this.database);
    return rows.map((row) => row.id);
  }
  /** On the hour, so that places in the day meet; now and then in the past. */
  #time(): Temporal.Instant {
    return this.#now.round('hour').add({ hours: 2 + this.#roll(30) - (this.#roll(12) === 11 ? 40 : 0) });
  }

  async #link(channel: Channel): Promise<string> {
    const hours = [24 * 60, 24, 2][this.#roll(3)] ?? 24;
    const fewer = this.#roll(8) === 7;
    await this.#write(async (transaction) => {
      const current = await accountOf(transaction, this.userId, channel);
      const externalAccountId = `${this.userId}-${channel}-${this.#roll(3) === 2 ? 'other' : 'own'}`;
      if (current !== null && current.external_account_id !== externalAccountId)
        await unlinkAccount(transaction, current.id, this.#now);
      await storeLinkedAccount(
        transaction,
        {
          userId: this.userId,
          channel,
          externalAccountId,
          alternativeAccountId: null,
          username: 'lucia',
          displayName: 'Lucía',
          avatar: null,
          timezone: 'Europe/Madrid',
          accessTokenEncrypted: 'sealed',
          refreshTokenEncrypted: channel === 'tiktok' && this.#roll(2) === 0 ? 'sealed' : null,
          obtainedAt: this.#now,
          expiresAt: this.#now.add({ hours }),
          refreshDueAt: null,
          scopes: fewer ? WANTED_SCOPES[channel].slice(0, 1) : WANTED_SCOPES[channel],
          capabilities: { quotaTotal: 2, privacyLevelOptions: ['PUBLIC_TO_EVERYONE', 'SELF_ONLY'] },
          standing: 'live',
        },
        this.#now,
      );
      await reassess(transaction, { account: { userId: this.userId, channel } }, this.#environment, this.#now);
    });
    return `${channel} for ${hours} h${fewer ? ', with too few scopes' : ''}`;
  }

  async #withAccount(
    work: (transaction: DatabaseTransaction, account: AccountRow) => Promise<unknown>,
  ): Promise<string> {
    const channel = this.#channel();
    return this.#write(async (transaction) => {
      const account = await accountOf(transaction, this.userId, channel);
      if (account === null) return `no ${channel} account`;
      await work(transaction, account);
      return channel;
    });
  }

  _link = (): Promise<string> => this.#link(this.#channel());
  _unlink = (): Promise<string> =>
    this.#withAccount(async (transaction, account) => {
      await unlinkAccount(transaction, account.id, this.#now);
      const place = { userId: this.userId, channel: account.channel };
      await reassess(transaction, { account: place }, this.#environment, this.#now);
    });
  _expire = (): Promise<string> =>
    this.#withAccount((transaction, account) => loseAccount(transaction, account, 'expired', this.#context));
  _revoke = async (): Promise<string> => {
    const channel = this.#channel();
    const account = await accountOf(this.database, this.userId, channel);
    const kind = this.#roll(3) === 2 ? 'deletion_requested' : 'revoked';
    if (account === null) return 'nobody';
    const news = { kind, externalAccountId: account.external_account_id, saidAt: this.#now } as const;
    await applyCallbackNews(this.database, channel, news, this.#context);
    return `${channel} ${kind}`;
  };
  _refresh = (): Promise<string> =>
    this.#withAccount(async (transaction, account) => {
      if (account.status !== 'ok') return;
      if (this.#roll(3) === 2) {
        for (let failure = 0; failure < 4; failure += 1)
          await noteRefreshFailure(transaction, account, 0.5, this.#context);
        return;
      }
      const fresh = {
        accessTokenEncrypted: 'sealed again',
        refreshTokenEncrypted: account.refresh_token_encrypted,
        obtainedAt: this.#now,
        expiresAt: this.#now.add({ hours: 24 + this.#roll(48) }),
        refreshDueAt: null,
        scopes: null,
      };
      await storeRefreshedTokens(transaction, account, fresh, this.#context);
    });
  _learnCapabilities = (): Promise<string> =>
    this.#withAccount((transaction, account) => {
      const capabilities = {
        quotaTotal: 1 + this.#roll(3),
        quotaUsed: this.#roll(4),
        maxVideoDurationSeconds: [20, 60][this.#roll(2)] ?? 60,
        privacyLevelOptions: this.#roll(4) === 3 ? ['SELF_ONLY'] : ['PUBLIC_TO_EVERYONE', 'SELF_ONLY'],
        private: this.#roll(2) === 0,
      };
      const standing = this.#roll(4) === 3 ? 'unaudited' : 'live';
      return storeCapabilities(transaction, this.#context, account, { capabilities, standing });
    });
  _suspend = (): Promise<string> =>
    this.#withAccount((transaction, account) => {
      const platformCode = account.channel === 'tiktok' ? 'spam_risk_too_many_posts' : this.#pick(['9/2207042', '368']);
      const failure: Failure = { ...this.#failure(), failureClass: 'rate', platformCode: platformCode ?? null };
      const notBefore = this.#roll(2) === 0 ? null : this.#now.add({ hours: 2 });
      return noteSuspension(transaction, this.#context, account, { failure, notBefore });
    });
  _changeZone = (): Promise<string> =>
    this.#withAccount(async (transaction, account) => {
      const zone = this.#pick(['Europe/Madrid', 'America/Los_Angeles', 'Asia/Kolkata']) ?? 'UTC';
      const keep = this.#roll(2) === 0 ? 'instant' : 'wall_clock';
      await changeTimeZone(transaction, this.#context, account, zone, keep);
    });

  _upload = async (): Promise<string> => {
    const isVideo = this.#roll(2) === 0;
    const video = {
      durationMs: [30_000, 90_000][this.#roll(2)] ?? 30_000,
      videoCodec: 'avc',
      audioCodec: 'aac',
      framesPerSecond: 30,
      bitsPerSecond: 5_000_000,
      moovFirst: this.#roll(6) !== 5,
      hasEditList: false,
    };
    const { id } = await recordAsset(
      this.database,
      {
        userId: this.userId,
        filename: 'file',
        sha256: crypto.randomUUID(),
        storageKey: crypto.randomUUID(),
        thumbnailKey: null,
        readable: null,
        facts: {
          kind: isVideo ? 'video' : 'image',
          mimeType: isVideo ? 'video/mp4' : 'image/jpeg',
          sizeBytes: 1_000_000,
          width: 1080,
          height: isVideo ? 1920 : 1350,
          video: isVideo ? video : null,
        },
      },
      this.#now,
    );
    return `${isVideo ? 'video' : 'image'} ${id}`;
  };
  _deleteAsset = async (): Promise<string> => {
    const id = this.#pick(await this.#ids('assets'));
    if (id === undefined) return 'none';
    await this.#write(async (transaction) => {
      await transaction.deleteFrom('assets').where('id', '=', id).execute();
      await reassess(transaction, { assetIds: [id] }, this.#environment, this.#now);
    });
    return id;
  };
  _cropAsset = async (): Promise<string> => {
    const id = this.#pick(await this.#ids('assets'));
    if (id === undefined) return 'none';
    await this.#write(async (transaction) => {
      const crop = json({ x: 0, y: 0, width: 1, height: 0.2 + this.#roll(5) / 10 });
      await transaction.updateTable('assets').set({ crop }).where('id', '=', id).execute();
      await reassess(transaction, { assetIds: [id] }, this.#environment, this.#now);
    });
    return id;
  };

  #payload(channel: Channel, coverAssetId: string | undefined): Record<string, unknown> {
    if (channel === 'ig') return coverAssetId === undefined || this.#roll(3) < 2 ? {} : { coverAssetId };
    const choices = { musicConfirmed: this.#roll(6) < 5, allowComment: this.#roll(2) === 0 };
    const mode = this.#roll(4) === 3 ? 'inbox' : 'direct';
    return { mode, ...choices, ...(this.#roll(6) < 5 ? { privacyLevel: 'PUBLIC_TO_EVERYONE' } : {}) };
  }
  async #content() {
    const assets = await this.#ids('assets');
    const chosen = this.#pick(assets);
    const cover = this.#pick(assets);
    const fields = {
      caption: this.#roll(9) === 8 ? 'x'.repeat(2300) : `Bowl ${this.#roll(100)}`,
      assetIds: chosen === undefined || this.#roll(8) === 7 ? [] : [chosen],
      ...(cover === undefined ? {} : { cover: this.#roll(3) === 2 ? { assetId: cover } : null }),
    };
    const both = this.#roll(3);
    const channels: Channel[] = both === 0 ? ['ig', 'tiktok'] : both === 1 ? ['ig'] : ['tiktok'];
    const entries: EntryFields[] = channels.map((channel) => ({
      channel,
      scheduledAt: this.#roll(12) === 11 ? null : this.#time(),
      payload: this.#payload(channel, cover),
    }));
    const intent = this.#pick<WriteIntent>(['schedule', 'schedule', 'schedule', 'draft', 'keep', 'publish_now']);
    return { fields, entries, intent: intent ?? 'schedule' };
  }
  _createPost = async (): Promise<string> => {
    const { fields, entries, intent } = await this.#content();
    const result = await this.#write((transaction) =>
      createPost(transaction, this.#context, fields, entries, intent === 'keep' ? 'schedule' : intent),
    );
    return this.#tell(result, `${intent} ${describe(entries)}`);
  };
  _editPost = async (): Promise<string> => {
    const postId = this.#pick(await this.#ids('posts'));
    if (postId === undefined) return 'none';
    const { fields, entries, intent } = await this.#content();
    const given = this.#roll(2) === 0 ? undefined : entries;
    const result = await this.#write((transaction) =>
      updatePost(transaction, this.#context, postId, fields, given, { intent }),
    );
    return this.#tell(result, `${intent} ${given === undefined ? 'the words' : describe(given)}`);
  };
  async #onEntry(work: (transaction: DatabaseTransaction, entryId: string) => Promise<{ ok: boolean }>) {
    const entryId = this.#pick(await this.#ids('calendar_entries'));
    if (entryId === undefined) return 'none';
    return this.#tell(await this.#write((transaction) => work(transaction, entryId)), entryId);
  }
  _moveEntry = (): Promise<string> =>
    this.#onEntry(async (transaction, entryId) => {
      const scheduledAt = this.#roll(8) === 0 ? null : this.#time();
      const result = await changeEntry(transaction, this.#context, entryId, { scheduledAt });
      if (result.ok && result.value.undo !== null) this.#undoId = result.value.undo.id;
      return result;
    });
  _editEntry = (): Promise<string> =>
    this.#onEntry(async (transaction, entryId) => {
      const { rows } = await sql<{ channel: Channel }>`
        SELECT channel FROM calendar_entries WHERE id = ${entryId}`.execute(transaction);
      const payload = this.#payload(rows[0]?.channel ?? 'ig', undefined);
      return changeEntry(transaction, this.#context, entryId, { payload: () => ({ ok: true, value: payload }) });
    });
  _order = (): Promise<string> =>
    this.#onEntry((transaction, entryId) =>
      orderJob(transaction, this.#context, entryId, this.#roll(2) === 0 ? null : this.#time()),
    );
  _cancel = (): Promise<string> =>
    this.#onEntry((transaction, entryId) => cancelJob(transaction, this.#context, entryId));
  _publishNow = (): Promise<string> =>
    this.#onEntry((transaction, entryId) => publishEntryNow(transaction, this.#context, entryId));
  _shift = async (): Promise<string> => {
    const offset = Temporal.Duration.from(this.#pick(['P1D', 'PT1H', '-PT1H', 'P1W']) ?? 'P1D');
    const selection = { from: this.#now, to: this.#now.add({ hours: 72 }) };
    const report = await this.#write((transaction) =>
      shiftEntries(transaction, this.#context, selection, offset, false),
    );
    if (report.undo !== null) this.#undoId = report.undo.id;
    return `${offset.toString()}: ${report.moved.length} moved, ${report.refused.length} refused`;
  };
  _undo = async (): Promise<string> => {
    const id = this.#undoId;
    if (id === null) return 'nothing';
    return this.#tell(await this.#write((transaction) => undo(transaction, this.#context, id)), id);
  };
  _deletePost = async (): Promise<string> => {
    const postId = this.#pick(await this.#ids('posts'));
    if (postId === undefined) return 'none';
    const result = await this.#write((transaction) => deletePost(transaction, this.#context, postId));
    if (result.ok) this.#undoId = result.value.undo.id;
    return this.#tell(result, postId);
  };

  /** What the worker does with the next job that falls due, with an outcome by the dice. */
  _publish = async (): Promise<string> => {
    const { rows } = await sql<{ due_at: Temporal.Instant | null }>`
      SELECT min(due_at) AS due_at FROM publish_jobs WHERE user_id = ${this.userId}`.execute(this.database);
    const dueAt = rows[0]?.due_at ?? null;
    if (dueAt === null) return 'nothing will be due';
    // Now and then the worker comes too late.
    this.#now = later(this.#now, dueAt.add({ minutes: this.#roll(10) === 9 ? 90 : 0 }));
    await this.#look();
    const claim = { now: this.#now, leaseMs: 20_000, workerId: 'world', limit: 1, perAccount: 9 };
    const [job] = await claimDueJobs(this.database, claim);
    if (job === undefined) return 'nothing is due';
    if (job.userId !== this.userId) return 'the job of an earlier world';
    return job.unknownSince === null ? this.#attempt(job) : this.#confirm(job);
  };
  async #attempt(job: ClaimedJob): Promise<string> {
    const start = await beginAttempt(this.database, job, this.#context);
    if (start.kind !== 'go') return `${job.entryId} ${start.kind}`;
    const outcome = this.#outcome();
    const recorded = await recordPublishOutcome(this.database, job, outcome, this.#context);
    return `${job.entryId} ${outcome.kind} → ${recorded}`;
  }
  async #confirm(job: ClaimedJob): Promise<string> {
    const failure = this.#failure();
    const outcome = this.#pick<ConfirmOutcome>([
      { kind: 'live', externalId: 'x', permalink: null, followUpAt: null },
      { kind: 'notLive', failure, notBefore: null },
      { kind: 'unknown', askAt: this.#now.add({ minutes: 5 }) },
      { kind: 'personDecides', failure, candidates: [] },
    ]);
    if (outcome === undefined) return '';
    const recorded = await recordConfirmOutcome(this.database, job, outcome, {}, this.#context);
    return `${job.entryId} confirm ${outcome.kind} → ${recorded}`;
  }
  #failure(): Failure {
    const failureClass = this.#pick(['transient', 'rate', 'token', 'media', 'content', 'permanent'] as const);
    return {
      failureClass: failureClass ?? 'transient',
      says: { quoted: 'As it said.' },
      platformCode: this.#roll(2) === 0 ? '190/458' : '1',
      traceId: null,
      httpStatus: null,
    };
  }
  #outcome(): PublishOutcome {
    const failure = this.#failure();
    switch (this.#roll(5)) {
      case 0:
        return { kind: 'published', externalId: 'x', permalink: null, followUpAt: null };
      case 1:
        return { kind: 'retry', failure: { ...failure, failureClass: 'transient' }, notBefore: null };
      case 2:
        return { kind: 'waiting', until: this.#now.add({ minutes: 1 }) };
      case 3:
        return { kind: 'unknown', failure: { ...failure, failureClass: 'unknown' }, askAt: this.#now };
      default:
        return { kind: 'needsPerson', failure };
    }
  }
  async #jobs(): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM publish_jobs WHERE user_id = ${this.userId} AND status = 'needs_attention' ORDER BY id`.execute(
      this.database,
    );
    return rows.map((row) => row.id);
  }
  _retry = async (): Promise<string> => {
    const id = this.#pick(await this.#jobs());
    if (id === undefined) return 'none';
    return this.#tell(await this.#write((transaction) => retryJobNow(transaction, this.#context, id)), id);
  };
  _decide = async (): Promise<string> => {
    const id = this.#pick(await this.#jobs());
    if (id === undefined) return 'none';
    const outcome = this.#roll(2) === 0 ? 'live' : 'post_again';
    return this.#tell(
      await this.#write((transaction) => resolveUnknownOutcome(transaction, this.#context, id, { outcome })),
      `${id} ${outcome}`,
    );
  };

  /** Time goes on, and the worker looks at what has become due for a look. */
  _passTime = async (): Promise<string> => {
    const minutes = [1, 7, 60, 180, 360, 1440][this.#roll(6)] ?? 1;
    this.#now = this.#now.add({ minutes });
    return `${minutes} min, ${await this.#look()} looked at`;
  };
  _changeSetUp = async (): Promise<string> => {
    this.#environment = {
      mediaReach: this.#roll(4) < 3 ? 'reachable' : 'unreachable',
      channelEnabled: { ig: this.#roll(6) < 5, tiktok: this.#roll(6) < 5 },
    };
    await noteEnvironment(this.database, this.#environment, this.#now);
    return `${JSON.stringify(this.#environment)}, ${await this.#look()} looked at`;
  };
  async #look(): Promise<number> {
    let looked = 0;
    for (;;) {
      const round = { now: this.#now, environment: this.#environment, limit: 50 };
      const touched = await assessDueEntries(this.database, round);
      if (touched.length === 0) return looked;
      looked += touched.length;
    }
  }

  #tell(result: { ok: boolean; problem?: { code: string } }, what: string): string {
    return result.ok ? what : `${what}, refused (${result.problem?.code ?? '?'})`;
  }
}

function describe(entries: readonly EntryFields[]): string {
  return entries
    .map((entry) => `${entry.channel}@${entry.scheduledAt?.toString() ?? '-'} ${JSON.stringify(entry.payload)}`)
    .join(' ');
}

function sorted(issue: { code: string; params: Readonly<Record<string, unknown>> }) {
  return [issue.code, Object.entries(issue.params).toSorted(([left], [right]) => left.localeCompare(right))];
}
