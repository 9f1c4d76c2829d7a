import { call, keys, queryClient, removeEntries } from '../api/index.ts';
import type { Say } from '../calendar/tile-words.ts';
import { rememberUndo } from '../calendar/undo.ts';
import { currentLocale, translator } from '../i18n/index.ts';
import { toast, toastProblem } from '../ui/index.ts';
import { proposalMessages } from './messages.ts';

interface Proposed {
  postId: string;
  entries: readonly { id: string; calendarId: string }[];
}

/** Makes proposed posts the creator's: drafts that no later run touches. All of them or none. */
export async function acceptProposed(posts: readonly Proposed[]): Promise<boolean> {
  const calendarId = posts[0]?.entries[0]?.calendarId;
  if (calendarId === undefined) return false;
  const entries = posts.flatMap((post) => post.entries.slice(0, 1).map(({ id }) => ({ entryId: id, accept: true })));
  try {
    await call('saveCalendar', { body: { calendarId, entries } });
  } catch (error) {
    toastProblem(error);
    await queryClient.invalidateQueries({ queryKey: keys.entries.all });
    return false;
  }
  await queryClient.invalidateQueries({ queryKey: keys.entries.all });
  const t = translator(proposalMessages, currentLocale());
  toast({ text: t('acceptedToast', { count: posts.length }) });
  return true;
}

/** Deletes proposed posts; can be undone for a while. */
export async function dismissProposed(posts: readonly Proposed[], say: Say): Promise<boolean> {
  const undoIds: string[] = [];
  let gone = 0;
  try {
    for (const { postId } of posts) {
      const { undo } = await call('deletePost', { params: { id: postId } });
      removeEntries(queryClient, (entry) => entry.postId === postId);
      gone += 1;
      if (undo !== null) undoIds.push(undo.id);
    }
  } catch (error) {
    toastProblem(error);
  }
  await queryClient.invalidateQueries({ queryKey: keys.entries.all });
  if (gone === 0) return false;
  const t = translator(proposalMessages, currentLocale());
  const undo = rememberUndo(undoIds, { posts: posts.map(({ postId }) => postId) }, say);
  toast({
    text: t('dismissedToast', { count: gone }),
    ...(undo === null ? {} : { action: { label: say.ui('undo'), run: undo } }),
  });
  return true;
}
