import type { Entry } from '../../../src/contract/entry.ts';
import { call, putEntry, queryClient } from '../api/index.ts';
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
  for (const entry of tile.entries) putEntry(queryClient, { ...entry, scheduledAt });
  try {
    for (const entry of tile.entries) {
      const { undo, ...moved } = await call('patchEntry', { params: { id: entry.id }, body: { scheduledAt } });
      putEntry(queryClient, moved);
      if (undo !== null) undoIds.push(undo.id);
    }
  } catch (error) {
    await putBack(tile.entries, undoIds);
    toast({ text: wordsForProblem(error), look: 'wrong', detail: titleOf(tile, say) });
    return false;
  }
  sayMoved(tile, target, undoIds, say);
  return true;
}

async function putBack(entries: readonly Entry[], undoIds: readonly string[]): Promise<void> {
  for (const id of undoIds) {
    // If the half that moved cannot be moved back, the refetch below shows where it truly stands.
    await call('undo', { params: { id } }).catch(() => undefined);
  }
  for (const entry of entries) putEntry(queryClient, entry);
  await queryClient.invalidateQueries({ queryKey: ['entries'] });
}

function sayMoved(tile: Tile, target: Target, undoIds: readonly string[], say: Say): void {
  const time = say.format.instant(target.instant.epochMilliseconds, tile.timezone, 'dateTime');
  const undo = rememberUndo(undoIds, say);
  toast({
    text: say.t('moved', { time }),
    ...(target.note === null ? {} : { detail: say.t(`movedNote_${target.note}`) }),
    ...(undo === null ? {} : { action: { label: say.ui('undo'), run: undo } }),
  });
}
