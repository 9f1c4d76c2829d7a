import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type pg from 'pg';
import type { Clock } from '../domain/clock.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';
import { judgeAddress, isLocalPlatform } from '../media/reach.ts';
import { mediaUrlKey } from '../media/signed-url.ts';
import { diskStore } from '../media/storage/disk-store.ts';
import type { MediaStore } from '../media/storage/media-store.ts';
import { s3Calls } from '../media/storage/s3-calls.ts';
import { parseS3Address, s3Store } from '../media/storage/s3-store.ts';
import { announceChange } from '../store/changes.ts';
import { databaseOn, openPool, type Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import type { KeyRing } from '../store/token-cipher.ts';
import type { Change } from '../contract/change.ts';
import { createChannels, type Channels } from './channels.ts';
import type { Config } from './config.ts';
import { startEmbeddedPostgres } from './embedded-postgres/supervisor.ts';
import { createLogger } from './log.ts';
import { encryptionKeys, sessionSecret } from './secrets.ts';
import { ownReachTest, type ReachFound } from './test-own-reach.ts';
import { systemClock } from './system-clock.ts';

/** What web and worker both stand on. */
export interface Foundation {
  config: Config;
  log: Logger;
  clock: Clock;
  databaseUrl: string;
  pool: pg.Pool;
  database: Database;
  keyRing: KeyRing;
  sessionSecret: string;
  mediaStore: MediaStore;
  mediaUrlKey: Uint8Array;
  channels: Channels;
  /** Where platforms and people reach this server. */
  publicUrl: string;
  environment: () => EnvironmentFacts;
  testReach: () => Promise<ReachFound>;
  announce: (userId: string, changes: readonly Change[]) => void;
  dataDirectory: string;
  close(): Promise<void>;
}

export const SQL_DIRECTORY = fileURLToPath(new URL('../../sql/', import.meta.url));

/** Opens everything there is to open: data folder, database (ours or the given one), migrations, keys, channels. */
export async function layFoundation(config: Config, options: { migrate: boolean; clock?: Clock }): Promise<Foundation> {
  const clock = options.clock ?? systemClock;
  const log = createLogger(config.logLevel);
  const dataDirectory = resolve(config.dataDirectory);
  // Others pass through it to reach the database; each part is closed by itself (stack.md, "Embedded Postgres").
  mkdirSync(dataDirectory, { recursive: true, mode: 0o711 });
  // What can be wrong about the settings is found out before anything runs.
  const secret = sessionSecret(config.sessionSecret, dataDirectory);
  const keyRing = encryptionKeys(config.encryptionKeys, dataDirectory);
  const mediaStore = openMediaStore(config, dataDirectory);
  const opened = await openDatabase(config, dataDirectory, log, options.migrate);
  const { pool } = opened;
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
  return {
    config,
    log,
    clock,
    databaseUrl: opened.url,
    pool,
    database: databaseOn(pool),
    keyRing,
    sessionSecret: secret,
    mediaStore,
    mediaUrlKey: mediaUrlKey(secret),
    channels: createChannels(config, clock),
    publicUrl,
    environment: environmentOf(config, publicUrl),
    testReach: ownReachTest(publicUrl, platformIsLocal(config), mediaUrlKey(secret), clock),
    announce: (userId, changes) => {
      for (const change of changes) {
        announceChange(pool, userId, change).catch((error: unknown) =>
          log.warn({ err: error }, 'a change could not be announced'),
        );
      }
    },
    dataDirectory,
    close: opened.close,
  };
}

/** The given database, or our own; migrated when asked to. What was started for it ends again when it cannot be used. */
async function openDatabase(
  config: Config,
  dataDirectory: string,
  log: Logger,
  migrates: boolean,
): Promise<{ url: string; pool: pg.Pool; close: () => Promise<void> }> {
  const embedded =
    config.databaseUrl === null
      ? await startEmbeddedPostgres({ dataDirectory: join(dataDirectory, 'postgres'), log })
      : null;
  const url = config.databaseUrl ?? embedded?.url ?? '';
  const pool = openPool(url, { max: 12 });
  const close = async (): Promise<void> => {
    await pool.end();
    await embedded?.stop();
  };
  try {
    if (migrates) {
      const { applied } = await migrate(pool, { directory: SQL_DIRECTORY, log });
      if (applied.length > 0) log.info({ applied }, 'database migrated');
    }
    return { url, pool, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What of the server's set-up decides about readiness; it does not change while the server runs. */
function environmentOf(config: Config, publicUrl: string): () => EnvironmentFacts {
  const reach = judgeAddress(publicUrl, { platformIsLocal: platformIsLocal(config) });
  const { channelPublishEnabled: enabled, instagram, tiktok } = config;
  const facts: EnvironmentFacts = {
    mediaReach: reach.kind,
    channelEnabled: { ig: enabled.ig && instagram !== null, tiktok: enabled.tiktok && tiktok !== null },
    appStanding: {
      ...(instagram === null ? {} : { ig: config.sandbox ? 'sandbox' : instagram.standing }),
      ...(tiktok === null || tiktok.standing === 'auto' ? {} : { tiktok: tiktok.standing }),
    },
  };
  return () => facts;
}

function platformIsLocal(config: Config): boolean {
  const platforms = [config.instagram?.baseUrls.graph, config.tiktok?.baseUrls.api].filter((url) => url !== undefined);
  return platforms.every(isLocalPlatform);
}

function openMediaStore(config: Config, dataDirectory: string): MediaStore {
  const { mediaStore } = config;
  if (mediaStore.kind === 'disk') return diskStore(join(dataDirectory, 'media'));
  const address = parseS3Address(mediaStore.address);
  if (address === null) throw new Error('MEDIA_STORE must be disk or s3://bucket/prefix.');
  return s3Store(s3Calls({ ...mediaStore, bucket: address.bucket }), address.prefix);
}
