export type Side = 'top' | 'right' | 'bottom' | 'left';

const GAP_PX = 6;
const MARGIN_PX = 8;
const OPPOSITE: Record<Side, Side> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };

/** Puts a fixed `popup` beside `anchor`, on the other side where there is no room, and always within the window. */
export function placeBeside(popup: HTMLElement, anchor: Element, wished: Side): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popup;
  const room: Record<Side, number> = {
    top: at.top - height,
    bottom: window.innerHeight - at.bottom - height,
    left: at.left - width,
    right: window.innerWidth - at.right - width,
  };
  const fits = (side: Side) => room[side] >= GAP_PX + MARGIN_PX;
  const side = fits(wished) || !fits(OPPOSITE[wished]) ? wished : OPPOSITE[wished];
  const upright = side === 'top' || side === 'bottom';
  const left = upright
    ? at.left + (at.width - width) / 2
    : side === 'left'
      ? at.left - width - GAP_PX
      : at.right + GAP_PX;
  const top = upright ? (side === 'top' ? at.top - height - GAP_PX : at.bottom + GAP_PX) : at.top;
  popup.style.left = `${String(within(left, window.innerWidth - width))}px`;
  popup.style.top = `${String(within(top, window.innerHeight - height))}px`;
}

function within(position: number, most: number): number {
  return Math.round(Math.max(MARGIN_PX, Math.min(position, most - MARGIN_PX)));
}
