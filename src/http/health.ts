import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { isAnyWorkerAlive } from '../store/worker-heartbeat.ts';
import type { HttpContext } from './context.ts';

/** A worker not heard of for this long is taken for dead: nothing would go out (spec.md 3). */
const WORKER_SILENCE_SECONDS = 15;

type Needs = Pick<HttpContext, 'database' | 'clock'>;

export interface HealthProbes {
  pendingMigrations: () => Promise<readonly string[]>;
  metrics: Registry;
}

/** `/healthz`: this process answers. `/readyz`: posts would go out: database, migrations, a living worker. */
export function registerHealth(app: FastifyInstance, context: Needs, probes: HealthProbes): void {
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

type Checks = Record<'database' | 'migrations' | 'worker', string>;

const NO_ANSWER: Checks = { database: 'does not answer', migrations: 'unknown', worker: 'unknown' };

/** Whoever asks every few seconds wants an answer in that time, also from a database that took the question and is silent. */
const LONGEST_CHECK_SECONDS = 3;

async function readinessChecks(context: Needs, probes: HealthProbes): Promise<Checks> {
  const answered = new AbortController();
  let checks = NO_ANSWER;
  const asked = askDatabase(context, probes)
    .then(
      (found) => (checks = found),
      // Whatever is wrong with it, the answer is that it does not answer; the log has the rest.
      () => undefined,
    )
    .finally(() => answered.abort());
  const deadline = context.clock.now().add({ seconds: LONGEST_CHECK_SECONDS });
  await Promise.race([asked, context.clock.waitUntil(deadline, answered.signal)]);
  return checks;
}

async function askDatabase({ database, clock }: Needs, probes: HealthProbes): Promise<Checks> {
  const pending = await probes.pendingMigrations();
  if (pending.length > 0) return { database: 'ok', migrations: `pending: ${pending.join(', ')}`, worker: 'unknown' };
  const alive = await isAnyWorkerAlive(database, clock.now(), WORKER_SILENCE_SECONDS);
  return { database: 'ok', migrations: 'ok', worker: alive ? 'ok' : 'not seen lately' };
}
