import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { createLogger } from './log.ts';
import { readConfigOrExit } from './read-config-or-exit.ts';
import { explainFailedStart } from './start-problem.ts';
import { onStopSignal } from './stop-signals.ts';

type Close = () => Promise<void>;

/** Hands over what has just been opened, so that it is closed whatever happens next. */
export type Keep = (close: Close) => void;

/**
 * Runs a server until it is told to stop. `open` opens one thing after another and keeps each; they are closed in
 * reverse, on SIGTERM or SIGINT as well as when the next one could not be opened: a start that fails leaves no
 * database server and no sandbox behind. Settings and failures that a person can put right are said without a stack.
 */
export async function runProgram(open: (config: Config, keep: Keep) => Promise<void>): Promise<void> {
  const config = readConfigOrExit();
  const log = createLogger(config.logLevel);
  const opened: Close[] = [];
  let opening: Promise<void> | undefined;
  onStopSignal(log, async () => {
    // What is half open cannot be closed, so a start that is under way comes to its end first. Its failure is said below.
    await opening?.catch(() => undefined);
    if (!(await closeAll(opened, log))) throw new Error('Not everything could be closed.');
  });
  try {
    opening = open(config, (close) => opened.push(close));
    await opening;
  } catch (error) {
    console.error(explainFailedStart(error));
    await closeAll(opened, log);
    process.exit(1);
  }
}

/** Closes the newest first. One that fails does not keep the others open; answers whether all went well. */
async function closeAll(opened: Close[], log: Logger): Promise<boolean> {
  let allWell = true;
  for (const close of opened.splice(0).toReversed()) {
    try {
      await close();
    } catch (error) {
      allWell = false;
      log.error({ err: error }, 'something could not be closed');
    }
  }
  return allWell;
}
