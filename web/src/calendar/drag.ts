import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { createStore } from '../api/store.ts';
import { edgeScroll } from './edge-scroll.ts';
import { heldBy, snappedMinutes, targetAt, targetOnDay, type MoveRefusal, type Target } from './move.ts';
import type { Direction } from './period.ts';
import { followTile, parkFocus } from './roving.ts';
import type { Tile } from './tiles.ts';
import { pageTurn } from './turn-page.ts';

/** Told when someone tries to pick up what cannot move: said before the drop, not after it. */
export const pickUpRefused = createStore<{ tile: Tile; reason: MoveRefusal } | null>(null);

/** Whether a tile is being dragged: nothing may push the grid about meanwhile. */
export const inHand = createStore(false);

/** How a tile is picked up with the pointer. */
export function tileDrag(element: HTMLElement, tile: Tile) {
  return {
    element,
    canDrag: () => {
      const reason = heldBy(tile);
      if (reason !== null) pickUpRefused.set({ tile, reason });
      return reason === null;
    },
    getInitialData: () => ({ tile }),
    onDragStart: () => {
      element.style.opacity = '0.4';
    },
    onDrop: () => {
      element.style.opacity = '';
    },
  };
}

/** A place under the pointer or under the move cursor: a day, or an hour of it with minutes. */
export interface Place {
  /** `YYYY-MM-DD`, or `YYYY-MM-DDTHH` in a week: the value of `data-cell`. */
  cell: string;
  date: Temporal.PlainDate;
  /** Minutes past midnight in a week; `null` in a month, where a tile keeps its own. */
  minutes: number | null;
}

/** What the grid draws over the place where a tile would land. */
export interface DropHint {
  place: Place;
  tile: Tile;
  target: Target;
  refusal: MoveRefusal | null;
}

export const dropHint = createStore<DropHint | null>(null);

export function targetAtPlace(tile: Tile, place: Place): Target {
  return place.minutes === null ? targetOnDay(tile, place.date) : targetAt(place.date, place.minutes, tile.timezone);
}

export function placeOf(date: Temporal.PlainDate, minutes: number | null): Place {
  const hour = minutes === null ? '' : `T${String(Math.floor(minutes / 60)).padStart(2, '0')}`;
  return { cell: `${date.toString()}${hour}`, date, minutes };
}

interface DropArea {
  scroller: HTMLElement;
  /** Judges a target before the drop. */
  judge: (tile: Tile, target: Target) => MoveRefusal | null;
  onDrop: (hint: DropHint) => void;
  /** Shows the period before or after: the tile is held at a side. */
  onTurn: (direction: Direction) => void;
}

/** Lets tiles be dropped anywhere in `scroller`; one target for all cells, which are found under the pointer. */
export function dropArea({ scroller, judge, onDrop, onTurn }: DropArea): () => void {
  let judgedAt: Pointer | null = null;
  // Not the tile's own affair: the page may be turned while it is held, and its element is gone then.
  const whole = monitorForElements({
    canMonitor: ({ source }) => 'tile' in source.data,
    onDragStart: ({ source }) => {
      parkFocus(source.element);
      inHand.set(true);
      document.body.dataset['dragging'] = '';
    },
    onDrag: ({ location }) =>
      pageTurn.follow(scroller, location.current.input, (direction) => {
        dropHint.set(null);
        onTurn(direction);
      }),
    onDrop: ({ source }) => {
      pageTurn.stop();
      inHand.set(false);
      delete document.body.dataset['dragging'];
      followTile((source.data['tile'] as Tile).id);
    },
  });
  const area = dropTargetForElements({
    element: scroller,
    canDrop: ({ source }) => 'tile' in source.data,
    onDrag: ({ source, location }) => {
      edgeScroll.follow(scroller, location.current.input.clientY);
      judgedAt = location.current.input;
      const hint = hintAt(source.data['tile'] as Tile, location.current.input, judge);
      if (!sameHint(hint, dropHint.get())) dropHint.set(hint);
    },
    onDragLeave: () => {
      edgeScroll.stop();
      dropHint.set(null);
    },
    onDrop: ({ source, location }) => {
      edgeScroll.stop();
      const pointer = location.current.input;
      // A quick hand drops before the last hint was drawn, and what lies under it is asked again. A still hand gets what it
      // was shown, and the page is not laid out in the middle of the drop.
      const shown = judgedAt !== null && samePoint(judgedAt, pointer) ? dropHint.get() : null;
      const hint = shown ?? hintAt(source.data['tile'] as Tile, pointer, judge);
      // The hint goes after the move is told of, so that both are drawn at once.
      if (hint !== null) onDrop(hint);
      dropHint.set(null);
    },
  });
  return combine(whole, area);
}

interface Pointer {
  clientX: number;
  clientY: number;
}

function samePoint(one: Pointer, other: Pointer): boolean {
  return one.clientX === other.clientX && one.clientY === other.clientY;
}

function hintAt(tile: Tile, pointer: Pointer, judge: DropArea['judge']): DropHint | null {
  const place = placeUnder(pointer.clientX, pointer.clientY);
  if (place === null) return null;
  const target = targetAtPlace(tile, place);
  return { place, tile, target, refusal: judge(tile, target) };
}

function sameHint(one: DropHint | null, other: DropHint | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.place.cell === other.place.cell && one.place.minutes === other.place.minutes && one.tile.id === other.tile.id
  );
}

function placeUnder(x: number, y: number): Place | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const cell = element.closest<HTMLElement>('[data-cell]');
    if (cell === null) continue;
    const [day = '', hour] = (cell.dataset['cell'] ?? '').split('T');
    const date = Temporal.PlainDate.from(day);
    if (hour === undefined) return placeOf(date, null);
    const box = cell.getBoundingClientRect();
    return placeOf(date, snappedMinutes(Number(hour), (y - box.top) / box.height));
  }
  return null;
}
