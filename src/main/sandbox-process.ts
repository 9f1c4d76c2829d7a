import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { SANDBOX_CREDENTIALS, type Config } from './config.ts';
import { StartProblem } from './start-problem.ts';

const SANDBOX_MAIN = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));

/** How long after its end the sandbox is started again; doubled while it keeps ending, up to the longest. */
const REVIVAL_MS = { first: 250, longest: 30_000 } as const;

export interface SandboxProcess {
  /** Of the process that runs now. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

/**
 * Starts the two imitated platforms in a process of their own; they share nothing with us but the wire. Should it be
 * killed, it is started again: what it has answered is on its disk.
 */
export async function startSandboxProcess(config: Config, dataDirectory: string, log: Logger): Promise<SandboxProcess> {
  let child = launch(config, dataDirectory);
  await listening(child);
  let stopped = false;
  let revival: NodeJS.Timeout | undefined;
  let delayMs: number = REVIVAL_MS.first;
  const watch = (): void => {
    child.once('exit', (code, signal) => {
      if (stopped) return;
      log.warn({ code, signal }, 'the sandbox ended by itself and is started again');
      revival = setTimeout(revive, delayMs);
    });
  };
  const revive = (): void => {
    delayMs = Math.min(delayMs * 2, REVIVAL_MS.longest);
    child = launch(config, dataDirectory);
    watch();
    listening(child).then(
      () => (delayMs = REVIVAL_MS.first),
      () => undefined, // Its end is heard above, where the next try is made.
    );
  };
  watch();
  return {
    get pid() {
      return child.pid;
    },
    stop: () => {
      stopped = true;
      clearTimeout(revival);
      return end(child);
    },
  };
}

function launch(config: Config, dataDirectory: string): ChildProcess {
  return spawn(process.execPath, [SANDBOX_MAIN], {
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
