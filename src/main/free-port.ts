import { createServer } from 'node:net';
import { StartProblem } from './start-problem.ts';

/**
 * Looks whether a port can be had before anything else is opened: by far the most frequent reason for a start to fail
 * is the start before it, still running. Throws StartProblem. Port 0 (any free one) always can.
 */
export async function demandFreePort(setting: 'PORT' | 'SANDBOX_PORT', port: number, host: string): Promise<void> {
  if (port === 0 || !(await isTaken(port, host))) return;
  throw new StartProblem(
    `Port ${port} is in use. If that is another Punctual, it is running already; if not, set ${setting} to a free port.`,
  );
}

/** Any other trouble with the address is reported by the server itself, when it listens. */
function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve('code' in error && error.code === 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });
}
