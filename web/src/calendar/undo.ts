import { call, queryClient, refreshEntries, type NamedEntries } from '../api/index.ts';
import { toast, toastProblem } from '../ui/index.ts';
import type { Say } from './tile-words.ts';

/** What can be taken back, latest last. One step may be several handles: a tile of two entries is moved by two. */
const steps: Step[] = [];

interface Step {
  handles: readonly string[];
  /** What it changed, and its undoing will. */
  changed: NamedEntries;
}

/** Remembers a step and answers how to take back just that one, for a toast's button. */
export function rememberUndo(handles: readonly string[], changed: NamedEntries, say: Say): (() => void) | null {
  if (handles.length === 0) return null;
  const step = { handles, changed };
  steps.push(step);
  return () => void takeBack(step, say);
}

/** Takes back the latest step (Ctrl+Z). */
export function undoLatest(say: Say): void {
  const step = steps.at(-1);
  if (step === undefined) toast({ text: say.t('nothingToUndo'), look: 'note' });
  else void takeBack(step, say);
}

async function takeBack(step: Step, say: Say): Promise<void> {
  const index = steps.indexOf(step);
  if (index === -1) return;
  steps.splice(index, 1);
  try {
    for (const id of step.handles.toReversed()) await call('undo', { params: { id } });
    toast({ text: say.t('undone') });
  } catch (error) {
    toastProblem(error);
  } finally {
    await refreshEntries(queryClient, step.changed);
  }
}
