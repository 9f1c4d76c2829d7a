import { createHash } from 'node:crypto';
import pino, { type Logger } from 'pino';
import { Registry } from 'prom-client';
import { createInstagramAdapter } from '../../src/channels/instagram/index.ts';
import { createTiktokAdapter, DEFAULT_TIKTOK_SETTINGS } from '../../src/channels/tiktok/index.ts';
import type { Channel } from '../../src/contract/channel.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { EnvironmentFacts } from '../../src/domain/facts.ts';
import { WANTED_SCOPES } from '../../src/domain/scopes.ts';
import { planRendition } from '../../src/media/plan-rendition.ts';
import { createPipelineMetrics } from '../../src/pipeline/metrics.ts';
import type { PipelineContext } from '../../src/pipeline/context.ts';
import { storeLinkedAccount } from '../../src/store/accounts.ts';
import { createPost } from '../../src/store/create-post.ts';
import { json, type Database, type DatabaseTransaction } from '../../src/store/database.ts';
import type { EntryFields } from '../../src/store/post-fields.ts';
import { encryptToken, type KeyRing } from '../../src/store/token-cipher.ts';
import type { Backends } from './backends.ts';
import { gatedDatabase, openDatabase, type ProcessConnections } from './gated-database.ts';
import { INSTAGRAM_SETTINGS } from './instagram-settings.ts';
import { MemoryStore } from './memory-store.ts';
import type { Network } from './network.ts';
import type { InstagramModel } from './platforms/instagram-model.ts';
import type { TiktokModel } from './platforms/tiktok-model.ts';
import type { Random } from './random.ts';
import type { Task } from './process.ts';
import type { Scheduler } from './scheduler.ts';

export const ENVIRONMENT: EnvironmentFacts = { mediaReach: 'reachable', channelEnabled: { ig: true, tiktok: true } };
const KEY_RING: KeyRing = { currentId: 'k1', keys: new Map([['k1', Buffer.alloc(32, 7)]]) };
const metrics = createPipelineMetrics(new Registry());
const silent: Logger = pino({ level: 'silent' });

/** A post of the simulated creator, and what each of its entries is known by at the platforms. */
export interface PlannedPost {
  id: string;
  assetId: string;
  channels: Channel[];
}

/** One creator with two linked accounts and a handful of posts, and what workers need to serve them. */
export class World {
  readonly store = new MemoryStore();
  readonly #backends: Backends;
  readonly #scheduler: Scheduler;
  readonly #instagram: InstagramModel;
  readonly #tiktok: TiktokModel;
  readonly #network: Network;
  /** For the run itself: not gated, never failing. */
  readonly database: Database;
  userId = '';
  posts: PlannedPost[] = [];
  /** Posts that their creator took off the calendar, for a while or for good. */
  readonly takenOff = new Set<string>();
  readonly externalIds: Record<Channel, string> = { ig: '17841400000000001', tiktok: 'open-id-1' };

  constructor(
    backends: Backends,
    scheduler: Scheduler,
    platforms: { instagram: InstagramModel; tiktok: TiktokModel },
    network: Network,
  ) {
    this.#backends = backends;
    this.#scheduler = scheduler;
    this.#instagram = platforms.instagram;
    this.#tiktok = platforms.tiktok;
    this.#network = network;
    this.database = openDatabase(backends);
  }

  async settle(random: Random): Promise<void> {
    const now = this.#scheduler.now();
    // Of the whole server, not of a user: what the run before found there must not decide this one's steps.
    await this.database.deleteFrom('media_reach').execute();
    const [user] = await this.database
      .insertInto('users')
      .values({
        name: 'Lucia',
        email: `lucia-${process.pid}-${performance.now()}@example.test`,
        email_verified: true,
        image: null,
        created_at: now,
        updated_at: now,
      })
      .returning('id')
      .execute();
    this.userId = user?.id ?? '';
    await this.database.transaction().execute(async (transaction) => {
      await this.link(transaction, 'ig', random);
      await this.link(transaction, 'tiktok', random);
      const count = random.weigh([
        [5, 1],
        [4, 2],
        [1, 4],
      ]);
      for (let index = 0; index < count; index += 1) await this.#makePost(transaction, random, index);
    });
  }

  /** Links, or links again, with new tokens. */
  async link(transaction: DatabaseTransaction, channel: Channel, random: Random): Promise<void> {
    const now = this.#scheduler.now();
    const { userId } = this;
    const external = this.externalIds[channel];
    const accessToken = `${channel}-${now.epochMilliseconds}-${random.between(0, 1e9)}`;
    const refreshToken = channel === 'tiktok' ? `rft-${accessToken}` : null;
    const platform = channel === 'ig' ? this.#instagram : this.#tiktok;
    platform.tokens.set(accessToken, external);
    if (refreshToken !== null) this.#tiktok.refreshTokens.set(refreshToken, external);
    const endsSoon = random.chance(0.1);
    const expiresAt = now.add(endsSoon ? { minutes: random.between(20, 90) } : { hours: channel === 'ig' ? 1400 : 24 });
    await storeLinkedAccount(
      transaction,
      {
        userId,
        channel,
        externalAccountId: external,
        alternativeAccountId: null,
        username: 'lucia',
        displayName: 'Lucia',
        avatar: null,
        timezone: 'Europe/Madrid',
        accessTokenEncrypted: encryptToken(KEY_RING, { userId, channel, kind: 'access' }, accessToken),
        refreshTokenEncrypted:
          refreshToken === null ? null : encryptToken(KEY_RING, { userId, channel, kind: 'refresh' }, refreshToken),
        obtainedAt: now.subtract({ hours: endsSoon ? (channel === 'ig' ? 1439 : 23) : 0 }),
        expiresAt,
        refreshDueAt: expiresAt.subtract({ minutes: endsSoon ? 15 : 45 }),
        scopes: WANTED_SCOPES[channel],
        capabilities:
          channel === 'ig'
            ? { checkedAt: now.toString(), quotaTotal: 100, quotaUsed: 0 }
            : { checkedAt: now.toString(), privacyLevelOptions: ['PUBLIC_TO_EVERYONE', 'SELF_ONLY'], private: false },
        standing: channel === 'ig' ? 'live' : 'audited',
      },
      now,
    );
  }

  async #makePost(transaction: DatabaseTransaction, random: Random, index: number): Promise<void> {
    const now = this.#scheduler.now();
    const channels = random.pick<Channel[]>([['ig'], ['tiktok'], ['ig', 'tiktok']]);
    const assetId = await this.#makeAsset(transaction, random.chance(0.5) ? 'image' : 'video', index);
    const at = now.add({
      minutes: random.weigh([
        [8, random.between(1, 40)],
        [1, random.between(300, 420)],
      ]),
    });
    const entries: EntryFields[] = channels.map((channel) => ({
      channel,
      scheduledAt: random.chance(0.8) ? at : at.add({ minutes: random.between(0, 20) }),
      payload: channel === 'ig' ? {} : tiktokPayload(random),
    }));
    const caption = random.weigh([
      [8, `Bowl ${index} by @lucia #kiln`],
      [1, ''],
      [1, 'The same words every day'],
    ]);
    const write = { userId: this.userId, now, environment: ENVIRONMENT };
    const result = await createPost(transaction, write, { caption, assetIds: [assetId] }, entries, 'schedule');
    if (!result.ok) throw new Error(`the post was refused: ${result.problem.message}`);
    this.posts.push({ id: result.value, assetId, channels });
  }

  async #makeAsset(transaction: DatabaseTransaction, kind: 'image' | 'video', index: number): Promise<string> {
    const now = this.#scheduler.now();
    const key = createHash('sha256').update(`${this.userId}:${index}`).digest('hex');
    const item = {
      kind,
      mimeType: kind === 'image' ? 'image/jpeg' : 'video/mp4',
      sizeBytes: 100,
      width: 1080,
      height: 1350,
    };
    const video =
      kind === 'image'
        ? null
        : {
            durationMs: 4000,
            framesPerSecond: 30,
            videoCodec: 'avc',
            audioCodec: 'aac',
            bitsPerSecond: 2_000_000,
            moovFirst: true,
            hasEditList: false,
          };
    const { id } = await transaction
      .insertInto('assets')
      .values({
        user_id: this.userId,
        kind,
        mime_type: item.mimeType,
        filename: 'bowl',
        bytes: item.sizeBytes,
        width: item.width,
        height: item.height,
        facts: json({ video }),
        sha256: key,
        storage_key: key.slice(0, 32),
        thumbnail_key: null,
        crop: null,
        tags: [],
        created_at: now,
        updated_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    this.store.files.set(key.slice(0, 32), Buffer.from(id.padEnd(item.sizeBytes, ' ')));
    if (kind === 'image') await this.#drawRenditions(transaction, id, { ...item, video: null, crop: null });
    return id;
  }

  /** As if both channels' pictures had been drawn before: drawing is tested elsewhere and costs more than all the rest. */
  async #drawRenditions(
    transaction: DatabaseTransaction,
    assetId: string,
    item: Parameters<typeof planRendition>[0]['item'],
  ): Promise<void> {
    for (const channel of ['ig', 'tiktok'] as const) {
      const plan = planRendition({ channel, use: 'post', item, carouselAspect: null });
      const planKey = createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 32);
      await transaction
        .insertInto('asset_renditions')
        .values({
          asset_id: assetId,
          plan_key: planKey,
          storage_key: createHash('sha256').update(`${assetId}${planKey}`).digest('hex').slice(0, 32),
          facts: json({ mimeType: 'image/jpeg', sizeBytes: 90, width: 1080, height: 1350 }),
          created_at: this.#scheduler.now(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }

  /** What a worker runs with, seen from one of its tasks: every await of it is a step of the scheduler. */
  contextFor(task: Task, connections: ProcessConnections, workerId: string, random: Random, log: Logger = silent) {
    const clock: Clock = {
      now: () => this.#scheduler.now(),
      waitUntil: (instant, signal) => this.#scheduler.sleep(task, instant.epochMilliseconds, signal),
    };
    const tools = { clock, fetch: this.#network.fetchFor(task), random: () => random.next() };
    const context: PipelineContext = {
      database: gatedDatabase(this.#scheduler, task, connections),
      clock,
      log,
      channels: {
        ig: createInstagramAdapter(INSTAGRAM_SETTINGS, tools),
        tiktok: createTiktokAdapter(
          { ...DEFAULT_TIKTOK_SETTINGS, clientKey: 'key', clientSecret: 'secret', standing: 'audited' },
          tools,
        ),
      },
      environment: () => ENVIRONMENT,
      keyRing: KEY_RING,
      mediaStore: this.store.asMediaStore(),
      mediaUrlKey: new Uint8Array(32),
      publicUrl: 'https://punctual.test',
      testReach: () => Promise.resolve({ publicUrl: 'https://punctual.test', outcome: 'reachable', problem: null }),
      uploadsFolder: '/nonexistent',
      announce: () => undefined,
      metrics,
      random: () => random.next(),
      workerId,
      settings: { concurrency: 8, perAccount: 3, leaseMs: 20_000 },
    };
    return context;
  }

  async remove(): Promise<void> {
    await this.database.deleteFrom('users').where('id', '=', this.userId).execute();
  }

  get pool(): Backends['pool'] {
    return this.#backends.pool;
  }
}

function tiktokPayload(random: Random): Readonly<Record<string, unknown>> {
  return {
    mode: 'direct',
    privacyLevel: random.chance(0.7) ? 'PUBLIC_TO_EVERYONE' : 'SELF_ONLY',
    allowComment: false,
    allowDuet: false,
    allowStitch: false,
    commercialDisclosure: false,
    brandOrganic: false,
    brandContent: false,
    aiGenerated: false,
    musicConfirmed: true,
  };
}
