import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

const STOP = '[data-tile], [data-more], [role="gridcell"][data-cell]';

/** Which tile to focus as soon as it is drawn: the one just moved, which may have changed its cell. */
let awaited: string | null = null;

export function focusTileWhenDrawn(tileId: string): void {
  awaited = tileId;
}

/**
 * Makes the grid one stop for Tab: of all its cells and tiles exactly one can be tabbed to, the one last focused, at
 * first today. Done on the elements themselves, since React would redraw thousands to change two.
 */
export function useRovingFocus(root: RefObject<HTMLElement | null>): void {
  const last = useRef<string | null>(null);
  const inside = useRef(false);

  useLayoutEffect(() => {
    const place = root.current;
    if (place === null) return;
    if (awaited !== null) {
      const tile = place.querySelector<HTMLElement>(`[data-tile="${awaited}"]`);
      if (tile !== null) {
        awaited = null;
        tile.focus();
      }
    }
    const stop = (last.current === null ? null : findStop(place, last.current)) ?? firstStop(place);
    for (const other of place.querySelectorAll<HTMLElement>('[tabindex="0"]'))
      if (other !== stop && other.matches(STOP)) other.tabIndex = -1;
    if (stop !== null) stop.tabIndex = 0;
    // What had the focus was drawn anew in another cell (a move taken back, a live change): the focus follows it.
    if (inside.current && document.activeElement === document.body) stop?.focus();
  });

  useEffect(() => {
    const place = root.current;
    if (place === null) return undefined;
    const follow = (event: FocusEvent) => {
      const stop = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(STOP) : null;
      if (stop === null) return;
      inside.current = true;
      last.current = nameOf(stop);
      for (const other of place.querySelectorAll<HTMLElement>('[tabindex="0"]'))
        if (other !== stop && other.matches(STOP)) other.tabIndex = -1;
      stop.tabIndex = 0;
    };
    // An element taken out of the page loses the focus without anybody having meant it.
    const leave = (event: FocusEvent) => {
      inside.current = event.target instanceof Node && !event.target.isConnected;
    };
    place.addEventListener('focusin', follow);
    place.addEventListener('focusout', leave);
    return () => {
      place.removeEventListener('focusin', follow);
      place.removeEventListener('focusout', leave);
    };
  }, [root]);
}

function nameOf(stop: HTMLElement): string {
  return stop.dataset['tile'] ?? stop.dataset['cell'] ?? '';
}

function findStop(place: HTMLElement, name: string): HTMLElement | null {
  return place.querySelector<HTMLElement>(`[data-tile="${name}"], [role="gridcell"][data-cell="${name}"]`);
}

function firstStop(place: HTMLElement): HTMLElement | null {
  return (
    place.querySelector<HTMLElement>('[role="gridcell"][aria-current="date"]') ?? place.querySelector<HTMLElement>(STOP)
  );
}

type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

/** The stop an arrow leads to. Down goes through a cell's tiles and then to the cell below; right keeps the place in the day. */
export function stopBeside(place: HTMLElement, from: HTMLElement, arrow: Arrow): HTMLElement | null {
  const cells = [...place.querySelectorAll<HTMLElement>('[role="gridcell"][data-cell]')];
  const cell = from.closest<HTMLElement>('[role="gridcell"][data-cell]');
  if (cell === null) return inList(place, from, arrow);
  const index = cells.indexOf(cell);
  const stops = [cell, ...cell.querySelectorAll<HTMLElement>('[data-tile], [data-more]')];
  const depth = stops.indexOf(from);
  if (arrow === 'ArrowDown') return stops[depth + 1] ?? cells[index + 7] ?? null;
  if (arrow === 'ArrowUp') {
    if (depth > 0) return stops[depth - 1] ?? null;
    const above = cells[index - 7];
    return above === undefined
      ? null
      : ([...above.querySelectorAll<HTMLElement>('[data-tile], [data-more]')].at(-1) ?? above);
  }
  const beside = cells[index + (arrow === 'ArrowRight' ? 1 : -1)];
  if (beside === undefined) return null;
  const there = [beside, ...beside.querySelectorAll<HTMLElement>('[data-tile], [data-more]')];
  return there[Math.min(depth, there.length - 1)] ?? beside;
}

/** In lists all tiles are one row after the other. */
function inList(place: HTMLElement, from: HTMLElement, arrow: Arrow): HTMLElement | null {
  const stops = [...(from.closest('[data-steps-aside]') ?? place).querySelectorAll<HTMLElement>('[data-tile]')];
  const step = arrow === 'ArrowDown' || arrow === 'ArrowRight' ? 1 : -1;
  return stops[stops.indexOf(from) + step] ?? null;
}
