import { useEffect } from 'react';
import type { Say } from './tile-words.ts';
import { undoLatest } from './undo.ts';

/** Ctrl+Z (Cmd+Z) takes the last change of the calendar back, except where text is typed: there it is the text's. */
export function useUndoKey(say: Say): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z') return;
      if (
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, [contenteditable], [role="dialog"]') !== null
      )
        return;
      event.preventDefault();
      undoLatest(say);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [say]);
}
