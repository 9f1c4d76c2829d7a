import type { KeyboardEvent } from 'react';
import { startMoving } from './move-mode.ts';
import { stepPeriod, type Direction } from './period.ts';
import { focusWhenDrawn, stopBeside } from './roving.ts';
import type { CalendarSearch } from './search.ts';
import { selection } from './selection.ts';
import type { Tile } from './tiles.ts';
import type { Say } from './tile-words.ts';
import type { Actions } from './use-actions.ts';
import type { Calendar } from './use-calendar.ts';

interface KeyContext {
  place: HTMLElement;
  tileAt: (target: EventTarget | null) => Tile | null;
  cellAt: (target: EventTarget | null) => { date: Temporal.PlainDate; minutes: number | undefined } | null;
  calendar: Calendar;
  actions: Actions;
  change: (next: CalendarSearch) => void;
  say: Say;
}

/**
 * The calendar's keys. Single letters work only while the focus is in the grid, so that speech input and stray
 * typing elsewhere set nothing off (WCAG 2.1.4).
 */
export function handleKey(event: KeyboardEvent, context: KeyContext): void {
  const target = event.target;
  if (!(target instanceof HTMLElement) || target.closest('input, textarea, [role="menu"]') !== null) return;
  const handled =
    event.ctrlKey || event.metaKey || event.altKey ? chord(event, context) : plain(event, target, context);
  if (!handled) return;
  event.preventDefault();
  event.stopPropagation();
}

function chord(event: KeyboardEvent, { calendar }: KeyContext): boolean {
  if (event.key.toLowerCase() !== 'a' || event.altKey) return false;
  selection.all(calendar.tiles.map((tile) => tile.id));
  return true;
}

function plain(event: KeyboardEvent, target: HTMLElement, context: KeyContext): boolean {
  const { place, calendar, actions, change, say } = context;
  const tile = context.tileAt(target);
  const cell = context.cellAt(target);
  switch (event.key) {
    case 'ArrowUp':
    case 'ArrowDown':
    case 'ArrowLeft':
    case 'ArrowRight':
      focusOn(stopBeside(place, target, event.key));
      return true;
    case 'Home':
    case 'End':
      return focusOn(endOfRow(target, event.key));
    case 'PageUp':
    case 'PageDown':
      turnPage(event.key === 'PageUp' ? -1 : 1, target, context);
      return true;
    case 'Enter':
      if (target.dataset['more'] !== undefined) return false;
      if (tile !== null) actions.open(tile);
      else if (cell !== null) actions.create(cell.date, cell.minutes);
      return tile !== null || cell !== null;
    case ' ':
      if (tile !== null) selection.toggle(tile.id);
      return tile !== null;
    case 'Escape':
      if (selection.get().size === 0) return false;
      selection.clear();
      return true;
    case 'm':
    case 'M':
      if (tile !== null) startMoving(tile, calendar.today, say);
      return tile !== null;
    case 'Delete':
    case 'Backspace':
      if (tile !== null) actions.remove([tile]);
      return tile !== null;
    case 'n':
      actions.create(cell?.date, cell?.minutes);
      return true;
    case 't':
      change({ date: calendar.today });
      return true;
    case '?':
      actions.ask({ kind: 'shortcuts' });
      return true;
    default:
      return false;
  }
}

/** To the period before or after, and to the same place in it: the same day of the month, the same hour of the week. */
function turnPage(direction: Direction, target: HTMLElement, { calendar, change, cellAt }: KeyContext): void {
  const name = target.closest<HTMLElement>('[role="gridcell"][data-cell]')?.dataset['cell'];
  const day = cellAt(target)?.date;
  if (name !== undefined && day !== undefined)
    focusWhenDrawn(`${stepPeriod(calendar.view, day, direction).toString()}${name.slice(day.toString().length)}`);
  change({ date: stepPeriod(calendar.view, calendar.date, direction).toString() });
}

function endOfRow(target: HTMLElement, key: 'Home' | 'End'): HTMLElement | null {
  const cells = [...(target.closest('[role="row"]')?.querySelectorAll<HTMLElement>('[role="gridcell"]') ?? [])];
  return (key === 'Home' ? cells[0] : cells.at(-1)) ?? null;
}

function focusOn(element: HTMLElement | null): boolean {
  element?.focus();
  element?.scrollIntoView({ block: 'nearest' });
  return element !== null;
}
