import { Registry } from 'prom-client';
import { layFoundation } from './foundation.ts';
import { demandFreePort } from './free-port.ts';
import { runProgram } from './run-program.ts';
import { startWebServer } from './web-server.ts';

/** `npm run web`: the web server alone; as many as you like beside one database. */
await runProgram(async (config, keep) => {
  await demandFreePort('PORT', config.port, config.host);
  const foundation = await layFoundation(config, { migrate: true });
  keep(() => foundation.close());
  const web = await startWebServer(foundation, new Registry());
  keep(() => web.stop());
  console.log(`Punctual's web server is at ${web.url}`);
});
