import { call, queryClient, refreshEntries, removeEntries } from '../api/index.ts';
import { toast, toastProblem } from '../ui/index.ts';
import type { Tile } from './tiles.ts';
import type { Say } from './tile-words.ts';
import { rememberUndo } from './undo.ts';

/** Deletes the posts behind the tiles, with all their entries; can be undone for a while. */
export async function deletePosts(tiles: readonly Tile[], say: Say): Promise<void> {
  const postIds = postsOf(tiles);
  const undoIds: string[] = [];
  let deleted = 0;
  try {
    for (const id of postIds) {
      const { undo } = await call('deletePost', { params: { id } });
      removeEntries(queryClient, (entry) => entry.postId === id);
      deleted += 1;
      if (undo !== null) undoIds.push(undo.id);
    }
  } catch (error) {
    toastProblem(error);
  }
  await refreshEntries(queryClient, { posts: postIds });
  if (deleted === 0) return;
  const undo = rememberUndo(undoIds, { posts: postIds }, say);
  toast({
    text: say.t('deleted', { count: deleted }),
    ...(undo === null ? {} : { action: { label: say.ui('undo'), run: undo } }),
  });
}

/** Makes a draft like each of the posts. */
export async function duplicatePosts(tiles: readonly Tile[], say: Say, open: (postId: string) => void): Promise<void> {
  const made: string[] = [];
  try {
    for (const id of postsOf(tiles)) made.push((await call('duplicatePost', { params: { id } })).id);
  } catch (error) {
    toastProblem(error);
  }
  await refreshEntries(queryClient, { posts: made });
  const only = made.length === 1 ? made[0] : undefined;
  if (made.length === 0) return;
  toast({
    text: say.t('duplicated', { count: made.length }),
    ...(only === undefined ? {} : { action: { label: say.t('open'), run: () => open(only) } }),
  });
}

function postsOf(tiles: readonly Tile[]): string[] {
  return [...new Set(tiles.map((tile) => tile.postId))];
}
