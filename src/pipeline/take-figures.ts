import { accountFigures, queueFigures } from '../store/figures.ts';
import type { PipelineContext } from './context.ts';

/** Puts into the metrics what can be read off the database: what is due, and in what state the accounts' tokens are. */
export async function takeFigures({ database, clock, metrics }: PipelineContext): Promise<void> {
  const now = clock.now();
  const { due, oldestDueAt } = await queueFigures(database, now);
  metrics.queueDepth.set(due);
  metrics.oldestDueSeconds.set(oldestDueAt === null ? 0 : now.since(oldestDueAt).total('seconds'));
  for (const { channel, status, count } of await accountFigures(database)) {
    metrics.accounts.set({ channel, status }, count);
  }
}
