import { Registry } from 'prom-client';
import { buildWebClient } from './build-client.ts';
import { layFoundation } from './foundation.ts';
import { demandFreePort } from './free-port.ts';
import { runProgram } from './run-program.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { startWebServer } from './web-server.ts';
import { startWorkerOn } from './worker-process.ts';

/** `npm start`: everything in one go. Database, migrations, sandbox while there are no credentials, web, worker. */
await runProgram(async (config, keep) => {
  await demandFreePort('PORT', config.port, config.host);
  if (config.sandbox) await demandFreePort('SANDBOX_PORT', config.sandboxPort, '127.0.0.1');
  buildWebClient();
  const foundation = await layFoundation(config, { migrate: true });
  keep(() => foundation.close());
  if (config.sandbox) {
    const sandbox = await startSandboxProcess(config, foundation.dataDirectory, foundation.log);
    keep(() => sandbox.stop());
  }
  const registry = new Registry();
  const web = await startWebServer(foundation, registry);
  keep(() => web.stop());
  const worker = startWorkerOn(foundation, registry);
  keep(() => worker.stop());
  console.log(`\n  Punctual is at ${config.publicUrl ?? web.url}`);
  if (config.sandbox)
    console.log(`  Posts go to the sandbox, not to Instagram or TikTok: http://localhost:${config.sandboxPort}`);
  console.log('');
});
