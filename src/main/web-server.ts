import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { collectDefaultMetrics, type Registry } from 'prom-client';
import { buildApp } from '../http/app.ts';
import type { HttpContext } from '../http/context.ts';
import { ChangeHub } from '../http/change-hub.ts';
import { createUploadServer } from '../media/uploads/upload-server.ts';
import { idOfHash, recordAsset } from '../store/assets.ts';
import { recordModelUsage } from '../store/suggestion-material.ts';
import { createSuggester } from '../suggest/suggester.ts';
import { listenForChanges } from '../store/changes.ts';
import { surviveLostConnections } from '../store/database.ts';
import { pendingMigrations } from '../store/migrate.ts';
import { modelSettings } from './model-settings.ts';
import { SQL_DIRECTORY, type Foundation } from './foundation.ts';

const WEB_DIRECTORY = fileURLToPath(new URL('../../web/dist/', import.meta.url));

export interface WebServer {
  /** Where it listens. */
  url: string;
  stop(): Promise<void>;
}

/** Starts the web server on a foundation. */
export async function startWebServer(foundation: Foundation, registry: Registry): Promise<WebServer> {
  const { config, log, clock } = foundation;
  collectDefaultMetrics({ register: registry });
  const hub = new ChangeHub(clock);
  const changes = listenForChanges(
    foundation.databaseUrl,
    (userId, change) => hub.publish(userId, change),
    () => hub.publishGap(),
  );
  // better-auth speaks of dates as JavaScript does, so it has a pool of its own.
  const authPool = new pg.Pool({ connectionString: foundation.databaseUrl, max: 4, application_name: 'punctual-auth' });
  surviveLostConnections(authPool);
  const context = httpContextOf(foundation);
  const uploads = createUploadServer({
    folder: join(foundation.dataDirectory, 'uploads'),
    path: '/v1/uploads',
    store: foundation.mediaStore,
    assets: {
      findByHash: (userId, sha256) => idOfHash(foundation.database, userId, sha256),
      recordAsset: async (asset) => {
        const { id, duplicate } = await recordAsset(foundation.database, asset, clock.now());
        if (!duplicate) foundation.announce(asset.userId, [{ kind: 'assets', ids: [id] }]);
        return { assetId: id, kept: !duplicate };
      },
    },
    now: () => clock.now(),
    onBug: (error) => log.error({ err: error }, 'an upload failed unexpectedly'),
  });
  const app = await buildApp({
    context,
    authPool,
    sessionSecret: foundation.sessionSecret,
    hub,
    uploads,
    probes: { pendingMigrations: () => pendingMigrations(foundation.pool, SQL_DIRECTORY), metrics: registry },
  });
  // Nothing is answered before changes are heard: what was read then might never be told of again.
  await changes.listening;
  await app.listen({ port: config.port, host: config.host });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  return {
    url: `http://localhost:${port}`,
    stop: async () => {
      await changes.stop();
      // Open event streams never end by themselves.
      app.server.closeAllConnections();
      await app.close();
      await authPool.end();
    },
  };
}

function httpContextOf(foundation: Foundation): HttpContext {
  const { config, database, clock, log, channels, environment, keyRing, mediaStore, mediaUrlKey, announce } =
    foundation;
  return {
    publicUrl: foundation.publicUrl,
    testReach: foundation.testReach,
    database,
    clock,
    log,
    channels,
    environment,
    keyRing,
    mediaStore,
    mediaUrlKey,
    suggester: createSuggester({
      clock,
      fetch,
      settings: modelSettings(config),
      record: (usage) => {
        recordModelUsage(database, usage, clock.now()).catch((error: unknown) =>
          log.warn({ err: error }, 'what a model cost could not be kept'),
        );
      },
    }),
    announce,
    settings: {
      publicUrl: config.publicUrl,
      sandboxUrl: config.sandbox ? `http://localhost:${config.sandboxPort}` : null,
      publishNowEnabled: config.publishNowEnabled,
      signUpOpen: config.signUpOpen,
      instagramVerifyToken: config.instagram?.webhookVerifyToken ?? (config.sandbox ? 'sandbox-verify-token' : null),
      webDirectory: existsSync(WEB_DIRECTORY) ? WEB_DIRECTORY : null,
    },
  };
}
