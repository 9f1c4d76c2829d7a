import { useEffect, useState, type RefObject } from 'react';
import type { Tile } from './tiles.ts';

const LONG_PRESS_MS = 500;
const SLACK_PX = 10;

export interface MenuAsked {
  tile: Tile;
  anchor: Element | { getBoundingClientRect: () => DOMRect };
}

/**
 * Hears the wish for a tile's menu: a right click or the menu key where the browser says so itself, and a long press
 * where it does not (iOS). The click that ends the press is swallowed.
 */
export function useTileMenu(root: RefObject<HTMLElement | null>, tileAt: (target: EventTarget | null) => Tile | null) {
  const [asked, setAsked] = useState<MenuAsked | null>(null);
  useEffect(() => {
    const place = root.current;
    if (place === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let start = { x: 0, y: 0 };
    let pressed = false;
    const ask = (target: EventTarget | null, x: number, y: number) => {
      const tile = tileAt(target);
      if (tile === null || !(target instanceof Element)) return false;
      const byPointer = x !== 0 || y !== 0;
      setAsked({
        tile,
        anchor: byPointer
          ? { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }
          : (target.closest('[data-tile]') ?? target),
      });
      return true;
    };
    const stop = new AbortController();
    const on = { signal: stop.signal };
    place.addEventListener(
      'contextmenu',
      (event) => {
        clearTimeout(timer);
        if (ask(event.target, event.clientX, event.clientY)) event.preventDefault();
      },
      on,
    );
    place.addEventListener(
      'touchstart',
      (event) => {
        const touch = event.touches[0];
        pressed = false;
        if (touch === undefined || event.touches.length > 1) return;
        start = { x: touch.clientX, y: touch.clientY };
        timer = setTimeout(() => {
          pressed = ask(event.target, start.x, start.y);
        }, LONG_PRESS_MS);
      },
      { ...on, passive: true },
    );
    place.addEventListener(
      'touchmove',
      (event) => {
        const touch = event.touches[0];
        if (touch !== undefined && Math.hypot(touch.clientX - start.x, touch.clientY - start.y) > SLACK_PX)
          clearTimeout(timer);
      },
      { ...on, passive: true },
    );
    place.addEventListener('touchcancel', () => clearTimeout(timer), on);
    place.addEventListener(
      'touchend',
      (event) => {
        clearTimeout(timer);
        if (!pressed || !event.cancelable) return;
        // Else the mouse press that browsers make of a lifted finger lands beside the menu and closes it.
        event.preventDefault();
        pressed = false;
      },
      on,
    );
    place.addEventListener(
      'click',
      (event) => {
        const button = event.target instanceof Element ? event.target.closest('[data-tile-menu]') : null;
        const tile = button?.parentElement?.querySelector('[data-tile]');
        if (button !== null && tile !== null && tile !== undefined) {
          const own = tileAt(tile);
          if (own !== null) setAsked({ tile: own, anchor: button });
        } else if (!pressed) return;
        pressed = false;
        event.preventDefault();
        event.stopPropagation();
      },
      { ...on, capture: true },
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [root, tileAt]);
  return { asked, close: () => setAsked(null) };
}
