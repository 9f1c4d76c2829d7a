import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAMS = {
  start: fileURLToPath(new URL('../../src/main/start.ts', import.meta.url)),
  web: fileURLToPath(new URL('../../src/main/web.ts', import.meta.url)),
} as const;

export interface ServerProcess {
  pid: number;
  /** As a power cut would. */
  killNine(): Promise<void>;
  stop(): Promise<void>;
}

/** `npm start`, or `npm run web`, as a process of its own, ready to answer when this resolves. Its output is shown only if it dies early. */
export async function startServerProcess(
  env: Record<string, string>,
  program: keyof typeof PROGRAMS = 'start',
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [PROGRAMS[program]], {
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that runs out of time before it is ready has nothing to stop it by.
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (/Punctual.* is at/.test(said)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${String(code)}:\n${said}`)));
  });
  return {
    pid: child.pid ?? 0,
    killNine: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
