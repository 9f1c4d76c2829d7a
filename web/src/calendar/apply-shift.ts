import type { BulkShiftReport } from '../../../src/contract/entry.ts';
import { call, queryClient, refreshEntries } from '../api/index.ts';
import { toast, toastProblem } from '../ui/index.ts';
import { selection } from './selection.ts';
import type { Say } from './tile-words.ts';
import { rememberUndo } from './undo.ts';

/** Where to: by an ISO-8601 period, or each to the next good slot that is free. */
export type ShiftWish = { offset: string } | 'slots';

/** What a shift does, or with `dryRun` would do. */
export function askShift(
  ids: readonly string[],
  wish: ShiftWish,
  options: { dryRun: boolean; signal?: AbortSignal },
): Promise<BulkShiftReport> {
  const { dryRun, ...rest } = options;
  return wish === 'slots'
    ? call('shiftToSlots', { body: { ids: [...ids], dryRun } }, rest)
    : call('bulkShift', { body: { ids: [...ids], ...wish, dryRun } }, rest);
}

/** Moves the entries of `posts` posts in one transaction; `false` when the server refused, which it then says. */
export async function applyShift(ids: readonly string[], wish: ShiftWish, posts: number, say: Say): Promise<boolean> {
  try {
    const { undo } = await askShift(ids, wish, { dryRun: false });
    selection.clear();
    const takeBack = undo === null ? null : rememberUndo([undo.id], { entries: ids }, say);
    toast({
      text: say.t('shifted', { count: posts }),
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
