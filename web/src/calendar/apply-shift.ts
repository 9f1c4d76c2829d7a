import { call, queryClient, refreshEntries } from '../api/index.ts';
import { toast, toastProblem } from '../ui/index.ts';
import { selection } from './selection.ts';
import type { Say } from './tile-words.ts';
import { rememberUndo } from './undo.ts';

/** Moves the entries in one transaction; `false` when the server refused, which it then says. */
export async function applyShift(ids: readonly string[], offset: string, say: Say): Promise<boolean> {
  try {
    const { moved, undo } = await call('bulkShift', { body: { ids: [...ids], offset } });
    selection.clear();
    const takeBack = undo === null ? null : rememberUndo([undo.id], { entries: ids }, say);
    toast({
      text: say.t('shifted', { count: moved.length }),
      ...(takeBack === null ? {} : { action: { label: say.ui('undo'), run: takeBack } }),
    });
    return true;
  } catch (error) {
    toastProblem(error);
    return false;
  } finally {
    await refreshEntries(queryClient, { entries: ids });
  }
}
