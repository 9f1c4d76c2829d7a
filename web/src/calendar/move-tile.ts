import { call, keys, queryClient, wishEntry } from '../api/index.ts';
import { painted } from '../shell/after-paint.ts';
import { toast, wordsForProblem } from '../ui/index.ts';
import type { Target } from './move.ts';
import type { Tile } from './tiles.ts';
import { titleOf, type Say } from './tile-words.ts';
import { rememberUndo } from './undo.ts';

/**
 * Moves every entry of a tile to `target`: at once on the screen, then on the server. A refusal puts the tile back
 * where it was, undoes the half that went through, and says why.
 */
export async function moveTile(tile: Tile, target: Target, say: Say): Promise<boolean> {
  const scheduledAt = target.instant.toString();
  const undoIds: string[] = [];
  const wished = tile.entries.map((entry) => ({
    entry,
    settle: wishEntry(queryClient, { ...entry, scheduledAt }),
  }));
  // Asking the server takes as long as drawing the tile, and nobody waits for it.
  await painted();
  try {
    for (const { entry, settle } of wished) {
      const { undo, ...moved } = await call('patchEntry', { params: { id: entry.id }, body: { scheduledAt } });
      settle(moved);
      if (undo !== null) undoIds.push(undo.id);
    }
  } catch (error) {
    for (const { entry, settle } of wished) settle(entry);
    await takeBackHalf(undoIds);
    toast({ text: wordsForProblem(error), look: 'wrong', detail: titleOf(tile, say) });
    return false;
  }
  sayMoved(tile, target, undoIds, say);
  return true;
}

/** Of two entries one may have moved before the other was refused. */
async function takeBackHalf(undoIds: readonly string[]): Promise<void> {
  for (const id of undoIds) {
    // If the half that moved cannot be moved back, the refetch below shows where it truly stands.
    await call('undo', { params: { id } }).catch(() => undefined);
  }
  await queryClient.invalidateQueries({ queryKey: keys.entries.all });
}

function sayMoved(tile: Tile, target: Target, undoIds: readonly string[], say: Say): void {
  const time = say.format.instant(target.instant.epochMilliseconds, tile.timezone, 'dateTime');
  const undo = rememberUndo(undoIds, { entries: tile.entries.map(({ id }) => id) }, say, tile.entries);
  toast({
    text: say.t('moved', { time }),
    ...(target.note === null ? {} : { detail: say.t(`movedNote_${target.note}`) }),
    ...(undo === null ? {} : { action: { label: say.ui('undo'), run: undo } }),
  });
}
