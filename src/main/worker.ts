import { Registry } from 'prom-client';
import { layFoundation } from './foundation.ts';
import { runProgram } from './run-program.ts';
import { serveWorkerMetrics } from './worker-metrics.ts';
import { startWorkerOn } from './worker-process.ts';

/** `npm run worker`: a worker alone; as many as you like beside one database. */
await runProgram(async (config, keep) => {
  const foundation = await layFoundation(config, { migrate: true });
  keep(() => foundation.close());
  const registry = new Registry();
  const metrics = await serveWorkerMetrics(foundation, registry);
  if (metrics !== null) keep(() => metrics.stop());
  const worker = startWorkerOn(foundation, registry);
  keep(() => worker.stop());
  console.log('Punctual worker is looking for due posts.');
});
