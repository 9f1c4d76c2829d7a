import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { afterPaint } from '../shell/after-paint.ts';

const STOP = '[data-tile], [data-more], [role="gridcell"][data-cell]';
/** Before the name of a cell: the way to the rest of its tiles. */
const MORE = 'more of ';

/** The tile or cell to focus as soon as it is drawn: the tile just moved, the day paged to. */
let awaited: string | null = null;

export function focusWhenDrawn(name: string): void {
  awaited = name;
}

/** The cell that has the focus in the place of its tile, while that is held by the pointer. */
let parked: HTMLElement | null = null;

/**
 * A tile held by the pointer leaves the focus to its cell: taking a focused element out of the page, and focusing the new
 * one before it was ever painted, makes the browser lay the page out three times in the middle of a drop.
 */
export function parkFocus(tile: HTMLElement): void {
  parked = document.activeElement === tile ? tile.closest<HTMLElement>('[role="gridcell"][data-cell]') : null;
  parked?.focus({ preventScroll: true });
}

/** Gives the focus back to the tile, wherever it was put, once it stands there; unless the person has gone elsewhere. */
export function followTile(id: string): void {
  const cell = parked;
  parked = null;
  if (cell === null) return;
  afterPaint(() => {
    const focused = document.activeElement;
    if (focused === cell || focused === document.body) findStop(document, id)?.focus({ preventScroll: true });
  });
}

/** Where the focus is, or was when its element was taken out of the page. */
interface Held {
  element: HTMLElement;
  name: string;
  /** The next best place once the tile is gone: its cell; in a list, what stands in its place. */
  cell: string | null;
  index: number;
}

/**
 * Makes the grid one stop for Tab: of all its cells and tiles exactly one can be tabbed to, the one last focused, at
 * first today. Done on the elements themselves, since React would redraw thousands to change two.
 *
 * The focus is never lost to a redraw. A tile that comes into another cell is a new element (a move, its undoing,
 * another tab, an answer of the server): the focus follows it, waits in its cell while it is nowhere, and goes back
 * to it when it comes, unless the person has gone elsewhere.
 */
export function useRovingFocus(root: RefObject<HTMLElement | null>): void {
  const last = useRef<string | null>(null);
  const held = useRef<Held | null>(null);
  const placing = useRef(false);

  useLayoutEffect(() => {
    const place = root.current;
    if (place === null) return;
    const put = (stop: HTMLElement) => {
      placing.current = true;
      stop.focus();
      placing.current = false;
    };
    const focused = document.activeElement;
    const isLost = focused === null || focused === document.body;
    const tile = awaited === null ? null : findStop(place, awaited);
    if (tile !== null && (isLost || place.contains(focused))) {
      awaited = null;
      if (focused !== tile) put(tile);
    } else if (isLost && held.current !== null) {
      const same = findStop(place, held.current.name);
      if (same === null) awaited ??= held.current.name;
      const stop = same ?? nextBest(place, held.current);
      if (stop !== null) put(stop);
    }
    keepOneStop(place, (last.current === null ? null : findStop(place, last.current)) ?? firstStop(place));
  });

  useEffect(() => {
    const place = root.current;
    if (place === null) return undefined;
    const follow = (event: FocusEvent) => {
      const stop = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(STOP) : null;
      if (stop === null) return;
      if (!placing.current) awaited = null;
      last.current = nameOf(stop);
      const cell = cellNameOf(stop);
      held.current = {
        element: stop,
        name: last.current,
        cell,
        index: cell === null ? tilesIn(place).indexOf(stop) : 0,
      };
      keepOneStop(place, stop);
    };
    // Browsers say so too when the element is taken out of the page, while it is still in it: who left is known later.
    const leave = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (held.current === null || held.current.element !== target) return;
        const { element } = held.current;
        if (element.isConnected && document.activeElement !== element) held.current = null;
      });
    place.addEventListener('focusin', follow);
    place.addEventListener('focusout', leave);
    return () => {
      place.removeEventListener('focusin', follow);
      place.removeEventListener('focusout', leave);
    };
  }, [root]);
}

function keepOneStop(place: HTMLElement, stop: HTMLElement | null): void {
  for (const other of place.querySelectorAll<HTMLElement>('[tabindex="0"]'))
    if (other !== stop && other.matches(STOP)) other.tabIndex = -1;
  // Chromium lays the page out when the focused element is told what it is already.
  if (stop !== null && stop.tabIndex !== 0) stop.tabIndex = 0;
}

function nextBest(place: HTMLElement, { cell, index }: Held): HTMLElement | null {
  const around = cell === null ? tilesIn(place)[index] : findStop(place, cell);
  return around ?? (cell === null ? tilesIn(place).at(-1) : null) ?? firstStop(place);
}

function tilesIn(place: HTMLElement): HTMLElement[] {
  return [...place.querySelectorAll<HTMLElement>('[data-tile]')];
}

function cellNameOf(stop: HTMLElement): string | null {
  return stop.closest<HTMLElement>('[role="gridcell"][data-cell]')?.dataset['cell'] ?? null;
}

function nameOf(stop: HTMLElement): string {
  return stop.dataset['tile'] ?? stop.dataset['cell'] ?? `${MORE}${cellNameOf(stop) ?? ''}`;
}

function findStop(place: ParentNode, name: string): HTMLElement | null {
  const selector = name.startsWith(MORE)
    ? `[data-cell="${name.slice(MORE.length)}"] [data-more]`
    : `[data-tile="${name}"], [role="gridcell"][data-cell="${name}"]`;
  return place.querySelector<HTMLElement>(selector);
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
