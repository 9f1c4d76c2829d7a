import { useLayoutEffect, useRef, type RefObject } from 'react';
import { useStore } from '../api/store.ts';
import { classes } from '../ui/index.ts';
import { dropHint, type DropHint } from './drag.ts';
import type { Say } from './tile-words.ts';

/** The least a quarter of an hour is drawn as, so that its words fit. */
const LEAST_PX = 26;

/** Shows over the grid where a tile would land and when that is, or why it may not. One element, however many cells. */
export function DropOverlay({ grid, say }: { grid: RefObject<HTMLElement | null>; say: Say }) {
  const hint = useStore(dropHint);
  const overlay = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (hint !== null && grid.current !== null && overlay.current !== null)
      layOver(overlay.current, grid.current, hint);
  }, [hint, grid]);
  if (hint === null) return null;
  const time = say.format.instant(hint.target.instant.epochMilliseconds, hint.tile.timezone, 'dateTime');
  return (
    <div
      ref={overlay}
      aria-hidden="true"
      data-drop-hint={hint.refusal ?? 'allowed'}
      className={classes(
        'pointer-events-none absolute z-20 flex items-start justify-center rounded-lg border-2 p-1',
        hint.refusal === null ? 'border-accent bg-accent-soft/60' : 'border-dashed border-danger bg-danger-soft/70',
      )}
    >
      <span
        className={classes(
          'rounded-md px-1.5 py-0.5 text-center text-xs font-medium shadow-float',
          hint.refusal === null ? 'bg-accent text-on-accent' : 'bg-surface text-danger',
        )}
      >
        {hint.refusal === null ? time : say.t(`refused_${hint.refusal}`)}
      </span>
    </div>
  );
}

/** Puts the overlay on its cell, in a week on the quarter of its hour, and brings that into view. */
function layOver(overlay: HTMLElement, grid: HTMLElement, { place }: DropHint): void {
  const cell = grid.querySelector<HTMLElement>(`[data-cell="${place.cell}"]`);
  overlay.hidden = cell === null;
  if (cell === null) return;
  cell.scrollIntoView({ block: 'nearest' });
  const outer = grid.getBoundingClientRect();
  const inner = cell.getBoundingClientRect();
  const within = place.minutes === null ? 0 : ((place.minutes % 60) / 60) * inner.height;
  const height = place.minutes === null ? inner.height : Math.max(LEAST_PX, inner.height / 4);
  Object.assign(overlay.style, {
    top: `${String(inner.top - outer.top + within)}px`,
    left: `${String(inner.left - outer.left)}px`,
    width: `${String(inner.width)}px`,
    height: `${String(height)}px`,
  });
}
