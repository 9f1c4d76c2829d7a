import { Registry } from 'prom-client';
import { layFoundation } from './foundation.ts';
import { runProgram } from './run-program.ts';
import { startWorkerOn } from './worker-process.ts';

/** `npm run worker`: a worker alone; as many as you like beside one database. */
await runProgram(async (config, keep) => {
  const foundation = await layFoundation(config, { migrate: true });
  keep(() => foundation.close());
  const worker = startWorkerOn(foundation, new Registry());
  keep(() => worker.stop());
  console.log('Punctual worker is looking for due posts.');
});
