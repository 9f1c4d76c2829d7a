import { call, keys, queryClient } from '../api/index.ts';
import { toast, toastProblem } from '../ui/index.ts';
import type { Say } from './tile-words.ts';

/** What can be taken back, latest last. One step may be several handles: a tile of two entries is moved by two. */
const steps: { ids: readonly string[] }[] = [];

/** Remembers a step and answers how to take back just that one, for a toast's button. */
export function rememberUndo(ids: readonly string[], say: Say): (() => void) | null {
  if (ids.length === 0) return null;
  const step = { ids };
  steps.push(step);
  return () => void takeBack(step, say);
}

/** Takes back the latest step (Ctrl+Z). */
export function undoLatest(say: Say): void {
  const step = steps.at(-1);
  if (step === undefined) toast({ text: say.t('nothingToUndo'), look: 'note' });
  else void takeBack(step, say);
}

async function takeBack(step: { ids: readonly string[] }, say: Say): Promise<void> {
  const index = steps.indexOf(step);
  if (index === -1) return;
  steps.splice(index, 1);
  try {
    for (const id of step.ids.toReversed()) await call('undo', { params: { id } });
    toast({ text: say.t('undone') });
  } catch (error) {
    toastProblem(error);
  } finally {
    await queryClient.invalidateQueries({ queryKey: keys.entries.all });
  }
}
