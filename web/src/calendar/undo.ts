import type { Entry } from '../../../src/contract/entry.ts';
import { cachedEntries, call, queryClient, refreshEntries, wishEntry, type NamedEntries } from '../api/index.ts';
import { toast, toastProblem } from '../ui/index.ts';
import type { Say } from './tile-words.ts';

/** What can be taken back, latest last. One step may be several handles: a tile of two entries is moved by two. */
const steps: Step[] = [];

interface Step {
  handles: readonly string[];
  /** What it changed, and its undoing will. */
  changed: NamedEntries;
  /** Entries as they were, where only their time was changed: shown there at once, and all of them at one stroke. */
  before: readonly Entry[];
}

/** Remembers a step and answers how to take back just that one, for a toast's button. */
export function rememberUndo(
  handles: readonly string[],
  changed: NamedEntries,
  say: Say,
  before: readonly Entry[] = [],
): (() => void) | null {
  if (handles.length === 0) return null;
  const step = { handles, changed, before };
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
  const back = step.before.flatMap(wishBack);
  try {
    for (const id of step.handles.toReversed()) await call('undo', { params: { id } });
    toast({ text: say.t('undone') });
  } catch (error) {
    for (const { moved, settle } of back.splice(0)) settle(moved);
    toastProblem(error);
  } finally {
    await refreshEntries(queryClient, step.changed);
    for (const { moved, settle } of back) settle(known(moved.id) ?? moved);
  }
}

/** Shows an entry where it was, until it is known what became of that. */
function wishBack({ id, scheduledAt }: Entry) {
  const moved = known(id);
  return moved === undefined ? [] : [{ moved, settle: wishEntry(queryClient, { ...moved, scheduledAt }) }];
}

function known(id: string): Entry | undefined {
  return cachedEntries(queryClient).find((entry) => entry.id === id);
}
