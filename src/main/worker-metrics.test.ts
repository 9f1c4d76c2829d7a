import pino from 'pino';
import { Registry } from 'prom-client';
import { afterEach, describe, expect, test } from 'vitest';
import { configOf } from '../../test/support/punctual.ts';
import { createPipelineMetrics } from '../pipeline/metrics.ts';
import { serveWorkerMetrics } from './worker-metrics.ts';

const log = pino({ level: 'silent' });
let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

describe('a worker on its own', () => {
  test('shows what it counts and that it lives, and nothing else, where a port is named', async () => {
    const registry = new Registry();
    createPipelineMetrics(registry).inHand.set(3);
    const served = await serveWorkerMetrics({ config: configOf({ WORKER_METRICS_PORT: '0' }), log }, registry);
    stop = () => served?.stop() ?? Promise.resolve();
    const at = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${served?.port}${path}`, init);

    const metrics = await (await at('/metrics')).text();
    expect(metrics).toContain('punctual_jobs_in_hand 3');
    expect(metrics).toContain('process_cpu_user_seconds_total');
    expect(await (await at('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await at('/v1/accounts')).status).toBe(404);
    expect((await at('/metrics', { method: 'POST' })).status).toBe(404);
  });

  test('opens no port where none is named', async () => {
    expect(await serveWorkerMetrics({ config: configOf({}), log }, new Registry())).toBeNull();
  });
});
