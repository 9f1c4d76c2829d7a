import { useEffect, useEffectEvent } from 'react';
import { useSingleKeys } from './single-keys.ts';
import type { Say } from './tile-words.ts';
import type { Actions } from './use-actions.ts';
import type { Calendar } from './use-calendar.ts';
import { undoLatest } from './undo.ts';

/**
 * The keys that need no tile: undo wherever no text is typed; new post, today and help while nothing has the focus
 * (with the focus in the grid they are the grid's, see keys.ts).
 */
export function usePageKeys(calendar: Calendar, actions: Actions, goToday: () => void, say: Say): void {
  const singleKeys = useSingleKeys();
  const heard = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement)) return;
    const chord = event.ctrlKey || event.metaKey;
    if (chord && !event.shiftKey && event.key.toLowerCase() === 'z') {
      if (event.target.closest('input, textarea, [contenteditable], [role="dialog"]') !== null) return;
      event.preventDefault();
      undoLatest(say);
      return;
    }
    if (chord || event.altKey || !singleKeys || event.target !== document.body) return;
    if (event.key === 'n') actions.create(calendar.view === 'list' ? undefined : shownDay(calendar));
    else if (event.key === 't') goToday();
    else if (event.key === '?') actions.ask({ kind: 'shortcuts' });
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => heard(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

/** The day in the address, unless it is over: nothing can be planned for it any more. */
function shownDay({ date, today }: Calendar): Temporal.PlainDate | undefined {
  return date.toString() < today ? undefined : date;
}
