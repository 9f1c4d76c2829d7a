import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { SANDBOX_CREDENTIALS, type Config } from './config.ts';
import { StartProblem } from './start-problem.ts';

const SANDBOX_MAIN = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));

/** Starts the two imitated platforms in a process of their own; they share nothing with us but the wire. */
export async function startSandboxProcess(
  config: Config,
  dataDirectory: string,
  log: Logger,
): Promise<{ stop(): Promise<void> }> {
  const child = spawn(process.execPath, [SANDBOX_MAIN], {
    // The channel carries nothing; its end tells the sandbox that we are gone, also after a kill -9.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      ...process.env,
      SANDBOX_PORT: String(config.sandboxPort),
      PUNCTUAL_DATA: dataDirectory,
      SANDBOX_APP_URL: config.publicUrl ?? `http://localhost:${config.port}`,
      INSTAGRAM_APP_ID: config.instagram?.appId ?? SANDBOX_CREDENTIALS.instagramAppId,
      INSTAGRAM_APP_SECRET: config.instagram?.appSecret ?? SANDBOX_CREDENTIALS.instagramAppSecret,
      TIKTOK_CLIENT_KEY: config.tiktok?.clientKey ?? SANDBOX_CREDENTIALS.tiktokClientKey,
      TIKTOK_CLIENT_SECRET: config.tiktok?.clientSecret ?? SANDBOX_CREDENTIALS.tiktokClientSecret,
    },
  });
  await listening(child);
  child.once('exit', (code) => {
    if (code !== 0 && code !== null) log.error({ code }, 'the sandbox ended by itself');
  });
  return { stop: () => end(child) };
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('listening')) resolve();
    });
    child.once('exit', (code) =>
      reject(new StartProblem(`The sandbox did not start (exit code ${String(code)}); what it said is above.`)),
    );
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
