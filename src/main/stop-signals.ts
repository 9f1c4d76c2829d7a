import type { Logger } from 'pino';

/** How long everything together may take to stop before the process ends anyway. */
const LAST_PATIENCE_MS = 10_000;
const LOOK_FOR_PARENT_MS = 250;
/** Who started us; read at once, since it may be gone before anybody looks again. */
const PARENT = process.ppid;

/**
 * Runs `stop` once on SIGTERM or SIGINT, or when the npm that started us is gone, and ends the process; a second
 * signal ends it at once.
 */
export function onStopSignal(log: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const handle = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), LAST_PATIENCE_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', handle);
  process.on('SIGINT', handle);
  whenNpmIsGone(() => {
    if (!stopping) handle('npm is gone');
  });
}

/**
 * npm runs scripts in a shell and sends its signals there; dash (Debian's sh) dies of SIGTERM without a word to us. A
 * server left behind like that would keep the port, and publish, long after `npm start` was ended.
 */
function whenNpmIsGone(act: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const timer = setInterval(() => {
    if (process.ppid === PARENT) return;
    clearInterval(timer);
    act();
  }, LOOK_FOR_PARENT_MS);
  timer.unref();
}
