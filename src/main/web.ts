import { Registry } from 'prom-client';
import { layFoundation } from './foundation.ts';
import { readConfigOrExit } from './read-config-or-exit.ts';
import { onStopSignal } from './stop-signals.ts';
import { startWebServer } from './web-server.ts';

/** `npm run web`: the web server alone; as many as you like beside one database. */
const foundation = await layFoundation(readConfigOrExit(), { migrate: true });
const web = await startWebServer(foundation, new Registry());
onStopSignal(foundation.log, async () => {
  await web.stop();
  await foundation.close();
});
console.log(`Punctual's web server is at ${web.url}`);
