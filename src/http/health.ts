import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Registry } from 'prom-client';
import { isAfter } from '../domain/clock.ts';
import { lastBeat } from '../store/worker-heartbeat.ts';
import type { HttpContext } from './context.ts';

/** A worker not heard of for this long is taken for dead: nothing would go out (spec.md 3). */
export const WORKER_SILENCE_SECONDS = 15;

export interface HealthProbes {
  pendingMigrations: () => Promise<readonly string[]>;
  metrics: Registry;
}

/** `/healthz`: this process answers. `/readyz`: posts would go out: database, migrations, a living worker. */
export function registerHealth(app: FastifyInstance, context: HttpContext, probes: HealthProbes): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const checks = await readinessChecks(context, probes);
    const ready = Object.values(checks).every((check) => check === 'ok');
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable', checks });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(probes.metrics.contentType).send(await probes.metrics.metrics()),
  );
}

async function readinessChecks(
  context: HttpContext,
  probes: HealthProbes,
): Promise<Record<'database' | 'migrations' | 'worker', string>> {
  try {
    await sql`SELECT 1`.execute(context.database);
  } catch {
    // Whatever is wrong with it, the answer is that it does not answer; the log has the rest.
    return { database: 'does not answer', migrations: 'unknown', worker: 'unknown' };
  }
  const pending = await probes.pendingMigrations();
  if (pending.length > 0) return { database: 'ok', migrations: `pending: ${pending.join(', ')}`, worker: 'unknown' };
  const seen = await lastBeat(context.database);
  const alive = seen !== null && isAfter(seen, context.clock.now().subtract({ seconds: WORKER_SILENCE_SECONDS }));
  return { database: 'ok', migrations: 'ok', worker: alive ? 'ok' : 'not seen lately' };
}
