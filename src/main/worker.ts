import { Registry } from 'prom-client';
import { layFoundation } from './foundation.ts';
import { readConfigOrExit } from './read-config-or-exit.ts';
import { onStopSignal } from './stop-signals.ts';
import { startWorkerOn } from './worker-process.ts';

/** `npm run worker`: a worker alone; as many as you like beside one database. */
const foundation = await layFoundation(readConfigOrExit(), { migrate: true });
const worker = startWorkerOn(foundation, new Registry());
onStopSignal(foundation.log, async () => {
  await worker.stop();
  await foundation.close();
});
console.log('Punctual worker is looking for due posts.');
