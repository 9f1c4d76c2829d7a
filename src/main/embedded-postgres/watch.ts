import type { Log } from './problem.ts';
import { exists } from './processes.ts';
import type { RunningServer } from './server.ts';

const lookEveryMs = 1000;

/**
 * Looks after the server and calls `revive` when it is gone. A revival that fails is tried again at the next look: the app
 * answers "not ready" meanwhile, and a full disk, say, may be put right by a person.
 */
export function watchServer(
  first: RunningServer,
  log: Log,
  revive: () => Promise<RunningServer>,
): {
  /** Stops looking, and answers which server there was last. */
  end(): RunningServer;
} {
  let server = first;
  let reviving = false;
  let ended = false;
  const look = async () => {
    if (reviving || ended || exists(server.pid)) return;
    reviving = true;
    log.warn('The database server has died; starting it again.');
    try {
      server = await revive();
      if (server.port !== first.port) log.warn('Another Punctual has moved the database; restart this one.');
    } catch (error) {
      log.warn(`The database server could not be started again: ${error instanceof Error ? error.message : 'unknown'}`);
    } finally {
      reviving = false;
    }
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();
  return {
    end: () => {
      ended = true;
      clearInterval(timer);
      return server;
    },
  };
}
