import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Registry } from 'prom-client';
import { listenForWork } from '../store/work-hints.ts';
import { createPipelineMetrics } from '../pipeline/metrics.ts';
import { DEFAULT_WORKER_SETTINGS } from '../pipeline/context.ts';
import { smtpMailer } from '../pipeline/smtp-mailer.ts';
import { startWorker, type Worker } from '../pipeline/worker.ts';
import type { Foundation } from './foundation.ts';

/** Starts a worker on a foundation. Hints of new work wake it; without them it looks every few seconds. */
export function startWorkerOn(foundation: Foundation, registry: Registry): Worker {
  const { database, clock, log, channels, environment, keyRing, mediaStore, mediaUrlKey, publicUrl, announce, config } =
    foundation;
  const worker = startWorker({
    database,
    clock,
    log,
    channels,
    environment,
    keyRing,
    mediaStore,
    mediaUrlKey,
    publicUrl,
    testReach: foundation.testReach,
    uploadsFolder: join(foundation.dataDirectory, 'uploads'),
    announce,
    ...(config.smtpUrl === null ? {} : { mailer: smtpMailer(config.smtpUrl, publicUrl) }),
    metrics: createPipelineMetrics(registry),
    random: Math.random,
    workerId: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    settings: { ...DEFAULT_WORKER_SETTINGS, concurrency: config.workerConcurrency },
  });
  const hints = listenForWork(foundation.databaseUrl, () => worker.wake());
  return {
    wake: () => worker.wake(),
    stop: async () => {
      await hints.stop();
      await worker.stop();
    },
  };
}
