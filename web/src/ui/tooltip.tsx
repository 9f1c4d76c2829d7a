import { cloneElement, useEffect, useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import { placeBeside, type Side } from './place-beside.ts';

const WAIT_MS = 500;

/** Attributes that give an element a tooltip; its words must also be its accessible name or description. */
export function tooltip(text: string, side: Side = 'top') {
  return { 'data-tooltip': text, 'data-tooltip-side': side };
}

/** Gives its one child a tooltip; see `tooltip`. */
export function Tooltip({ text, side = 'top', children }: { text: string; side?: Side; children: ReactElement }) {
  return cloneElement(children, tooltip(text, side));
}

interface Shown {
  anchor: Element;
  text: string;
  side: Side;
}

/**
 * Shows the words of whatever `[data-tooltip]` is hovered or focused. One layer for the whole client: an element pays
 * an attribute for its tooltip, nothing else. For eyes only; ears have the name.
 */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => listenForTooltips(setShown), []);
  useLayoutEffect(() => {
    if (shown !== null && popup.current !== null) placeBeside(popup.current, shown.anchor, shown.side);
  }, [shown]);
  if (shown === null) return null;
  return (
    <div
      ref={popup}
      aria-hidden="true"
      className="pointer-events-none fixed top-0 left-0 z-80 max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-canvas shadow-float"
    >
      {shown.text}
    </div>
  );
}

function listenForTooltips(show: (shown: Shown | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: Element | null = null;
  const point = (anchor: Element | null) => {
    if (anchor === current) return;
    current = anchor;
    clearTimeout(timer);
    show(null);
    if (!(anchor instanceof HTMLElement)) return;
    const { tooltip: text = '', tooltipSide = 'top' } = anchor.dataset;
    timer = setTimeout(
      () => (anchor.isConnected ? show({ anchor, text, side: tooltipSide as Side }) : undefined),
      WAIT_MS,
    );
  };
  const stop = new AbortController();
  const on = { signal: stop.signal, passive: true, capture: true };
  document.addEventListener(
    'pointerover',
    (event) => point(event.pointerType === 'touch' ? null : anchorOf(event.target)),
    on,
  );
  document.addEventListener(
    'focusin',
    (event) =>
      point(event.target instanceof Element && event.target.matches(':focus-visible') ? anchorOf(event.target) : null),
    on,
  );
  for (const name of ['focusout', 'pointerdown', 'scroll', 'dragstart'])
    document.addEventListener(name, () => point(null), on);
  document.addEventListener('keydown', (event) => (event.key === 'Escape' ? point(null) : undefined), on);
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}

function anchorOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-tooltip]') : null;
}
