import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import type { Entry } from '../../../src/contract/entry.ts';
import { useMessages } from '../i18n/index.ts';
import { CHANNEL_NAMES, ChannelIcon, classes, LOOKS, lookOf, ReadinessIcon, TONES } from '../ui/index.ts';
import { placeBeside } from '../ui/place-beside.ts';
import { actionMessages } from './action-messages.ts';
import type { Tile } from './tiles.ts';
import { dateTimeOf, stateWords, titleOf, type Say } from './tile-words.ts';

const WAIT_MS = 450;

interface TileCardProps {
  say: Say;
  root: RefObject<HTMLElement | null>;
  tileAt: (target: EventTarget | null) => Tile | null;
}

/** What a tile has no room for: every channel's state, its cause, and the next step. One card for all tiles. */
export function TileCard({ say, root, tileAt }: TileCardProps) {
  const [shown, setShown] = useState<{ tile: Tile; anchor: Element } | null>(null);
  const card = useRef<HTMLDivElement>(null);
  useHover(root, (anchor) => {
    const tile = anchor === null ? null : tileAt(anchor);
    setShown(tile === null || anchor === null ? null : { tile, anchor });
  });
  useLayoutEffect(() => {
    if (card.current !== null && shown !== null) placeBeside(card.current, shown.anchor, 'right');
  }, [shown]);
  if (shown === null) return null;
  const { tile } = shown;
  return createPortal(
    <div
      ref={card}
      role="tooltip"
      data-steps-aside=""
      className="pointer-events-none fixed top-0 left-0 z-60 flex w-72 flex-col gap-2.5 rounded-xl border border-line bg-surface p-3 text-sm text-ink shadow-float"
    >
      <div>
        <p className="text-xs text-ink-soft">
          {dateTimeOf(tile, say)}
          {tile.atMs === null ? null : <span className="text-ink-faint"> · {tile.timezone.replaceAll('_', ' ')}</span>}
        </p>
        <p className="font-serif text-base leading-snug">{titleOf(tile, say)}</p>
      </div>
      {tile.entries.map((entry) => (
        <ChannelLine key={entry.id} entry={entry} say={say} />
      ))}
    </div>,
    document.body,
  );
}

function ChannelLine({ entry, say }: { entry: Entry; say: Say }) {
  const next = useMessages(actionMessages);
  const look = lookOf(entry);
  const lastError = entry.job?.lastError ?? null;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-1.5 text-xs">
        <ChannelIcon channel={entry.channel} size={14} />
        <span className="font-medium">{CHANNEL_NAMES[entry.channel]}</span>
        <span
          className={classes(
            'ml-auto inline-flex items-center gap-1 rounded px-1.5 py-0.5 font-medium',
            TONES[LOOKS[look].tone],
          )}
        >
          <ReadinessIcon look={look} />
          {stateWords(entry, say)}
        </span>
      </div>
      {lastError !== null && entry.state !== 'published' && entry.issues.length === 0 ? (
        <p className="text-xs text-ink-soft">{lastError}</p>
      ) : null}
      {entry.issues.map((issue) => (
        <div key={issue.code} className="text-xs">
          <p className="text-ink-soft">{issue.message}</p>
          <p className="font-medium text-accent-text">{say.t('next', { action: next(issue.action) })}</p>
        </div>
      ))}
    </div>
  );
}

/** Hears hovering and keyboard focus for all tiles; Escape, scrolling and dragging put the card away. */
function useHover(root: RefObject<HTMLElement | null>, onShow: (anchor: Element | null) => void): void {
  const show = useEffectEvent(onShow);
  useEffect(() => {
    const place = root.current;
    if (place === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: Element | null = null;
    const point = (tile: Element | null) => {
      if (tile === current) return;
      current = tile;
      clearTimeout(timer);
      show(null);
      if (tile !== null) timer = setTimeout(() => show(tile), WAIT_MS);
    };
    const over = (event: PointerEvent) =>
      point(
        event.pointerType === 'touch' || !(event.target instanceof Element)
          ? null
          : event.target.closest('[data-tile]'),
      );
    const focus = (event: FocusEvent) =>
      point(
        event.target instanceof Element && event.target.matches(':focus-visible')
          ? event.target.closest('[data-tile]')
          : null,
      );
    const hide = () => point(null);
    const key = (event: KeyboardEvent) => (event.key === 'Escape' ? hide() : undefined);
    const events: [string, (event: never) => void][] = [
      ['pointerover', over],
      ['pointerleave', hide],
      ['pointerdown', hide],
      ['focusin', focus],
      ['focusout', hide],
      ['scroll', hide],
      ['dragstart', hide],
      ['keydown', key],
    ];
    for (const [name, listener] of events) place.addEventListener(name, listener as EventListener, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of events) place.removeEventListener(name, listener as EventListener);
    };
  }, [root]);
}
