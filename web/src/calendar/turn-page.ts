import type { Direction } from './period.ts';

/** Within this of a side, in pixels, a tile in hand asks for the period beyond it. */
const EDGE_PX = 28;
/** Longer than a hand takes on its way to a day at the side. */
const DWELL_MS = 800;

let timer: ReturnType<typeof setInterval> | undefined;
let wished: Direction | null = null;

/** Turns the page while something is dragged at a side of the grid, or over an arrow that turns it (`data-turn`). */
export const pageTurn = {
  follow(scroller: HTMLElement, pointer: { clientX: number; clientY: number }, turn: (direction: Direction) => void) {
    const direction = directionAt(scroller, pointer);
    if (direction === wished) return;
    pageTurn.stop();
    if (direction === null) return;
    wished = direction;
    document.body.dataset['turns'] = String(direction);
    timer = setInterval(() => turn(direction), DWELL_MS);
  },
  stop() {
    clearInterval(timer);
    wished = null;
    delete document.body.dataset['turns'];
  },
};

function directionAt(
  scroller: HTMLElement,
  { clientX, clientY }: { clientX: number; clientY: number },
): Direction | null {
  const arrow = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-turn]');
  if (arrow !== null && arrow !== undefined) return arrow.dataset['turn'] === '-1' ? -1 : 1;
  const { left, right, top, bottom } = scroller.getBoundingClientRect();
  if (clientY < top || clientY > bottom) return null;
  if (clientX >= left && clientX < left + EDGE_PX) return -1;
  // A hand that goes too far to the right stands on the scroll bar, or at the edge of the screen.
  return clientX > right - EDGE_PX && clientX <= right ? 1 : null;
}
