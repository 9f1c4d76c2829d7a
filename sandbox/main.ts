/** `node sandbox/main.ts`: the sandbox as a process of its own, configured by the environment (README.md). */
import path from 'node:path';
import { DEFAULT_CREDENTIALS, startSandbox } from './server.ts';

const { env } = process;
const port = Number(env['SANDBOX_PORT'] ?? '3001');
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`SANDBOX_PORT must be a port number, not ${env['SANDBOX_PORT']}`);
  process.exit(1);
}

const sandbox = await startSandbox({
  folder: path.join(env['PUNCTUAL_DATA'] || '.punctual', 'sandbox'),
  port,
  host: env['SANDBOX_HOST'] || '127.0.0.1',
  unhurried: true,
  ...(env['SANDBOX_PUBLIC_URL'] ? { publicUrl: env['SANDBOX_PUBLIC_URL'] } : {}),
  ...(env['SANDBOX_APP_URL'] ? { appUrl: env['SANDBOX_APP_URL'] } : {}),
  credentials: {
    instagramAppId: env['INSTAGRAM_APP_ID'] || DEFAULT_CREDENTIALS.instagramAppId,
    instagramAppSecret: env['INSTAGRAM_APP_SECRET'] || DEFAULT_CREDENTIALS.instagramAppSecret,
    tiktokClientKey: env['TIKTOK_CLIENT_KEY'] || DEFAULT_CREDENTIALS.tiktokClientKey,
    tiktokClientSecret: env['TIKTOK_CLIENT_SECRET'] || DEFAULT_CREDENTIALS.tiktokClientSecret,
  },
});

async function stop(): Promise<void> {
  await sandbox.close();
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
// Started by the app, it ends with it, however that ended: a sandbox left behind would keep the port from the next start.
if (process.connected) process.once('disconnect', () => void stop());
// Last: whoever reads the line may stop us at once.
console.log(`sandbox listening on ${sandbox.url}`);
