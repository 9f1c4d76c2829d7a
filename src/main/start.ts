import { Registry } from 'prom-client';
import { buildWebClient } from './build-client.ts';
import { layFoundation } from './foundation.ts';
import { readConfigOrExit } from './read-config-or-exit.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { onStopSignal } from './stop-signals.ts';
import { startWebServer } from './web-server.ts';
import { startWorkerOn } from './worker-process.ts';

/** `npm start`: everything in one go. Database, migrations, sandbox while there are no credentials, web, worker. */
async function start(): Promise<void> {
  const config = readConfigOrExit();
  buildWebClient();
  const foundation = await layFoundation(config, { migrate: true });
  const sandbox = config.sandbox ? await startSandboxProcess(config, foundation.dataDirectory, foundation.log) : null;
  const registry = new Registry();
  const web = await startWebServer(foundation, registry);
  const worker = startWorkerOn(foundation, registry);
  onStopSignal(foundation.log, async () => {
    await worker.stop();
    await web.stop();
    await sandbox?.stop();
    await foundation.close();
  });
  console.log(`\n  Punctual is at ${config.publicUrl ?? web.url}`);
  if (sandbox !== null)
    console.log(
      `  No platform credentials are set, so posts go to the sandbox: http://localhost:${config.sandboxPort}`,
    );
  console.log('');
}

await start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
