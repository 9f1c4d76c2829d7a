import { useEffect } from 'react';
import { createStore, useStore } from '../api/store.ts';
import { announce, toast } from '../ui/index.ts';
import { dropHint, placeOf, targetAtPlace } from './drag.ts';
import { focusWhenDrawn } from './roving.ts';
import { heldBy, refusalOf, SNAP_MINUTES, steppedTarget } from './move.ts';
import type { View } from './search.ts';
import type { Tile } from './tiles.ts';
import { dateTimeOf, titleOf, type Say } from './tile-words.ts';
import type { Actions } from './use-actions.ts';

interface Moving {
  tile: Tile;
  date: Temporal.PlainDate;
  minutes: number;
}

const moving = createStore<Moving | null>(null);

export function useMoving(): Moving | null {
  return useStore(moving);
}

/** Picks a tile up with the keyboard, or says why it stays. */
export function startMoving(tile: Tile, today: string, say: Say): void {
  const held = heldBy(tile);
  if (held !== null) {
    toast({ text: say.t(`refused_${held}`), look: 'wrong', detail: titleOf(tile, say) });
    return;
  }
  const date = Temporal.PlainDate.from(tile.date ?? today);
  moving.set({ tile, date, minutes: tile.date === null ? 600 : tile.minutes });
  announce(say.t('moveStarted', { title: titleOf(tile, say), time: dateTimeOf(tile, say) }), true);
}

export function stopMoving(): void {
  moving.set(null);
  dropHint.set(null);
}

interface MoveModeProps {
  view: View;
  say: Say;
  actions: Actions;
  /** Brings a day into view that the period does not show. */
  showDate: (date: Temporal.PlainDate) => void;
}

/** While a tile is picked up, the arrow keys are its own wherever the focus may have gone. */
export function useMoveMode({ view, say, actions, showDate }: MoveModeProps): void {
  const now = useMoving();
  useEffect(() => {
    if (now === null) return undefined;
    showHint(now, view);
    const onKey = (event: KeyboardEvent) => {
      const step = stepOf(event.key, view);
      if (step === null && event.key !== 'Enter' && event.key !== 'Escape' && event.key !== 'Tab') return;
      event.preventDefault();
      event.stopPropagation();
      if (step !== null) stepBy(now, step, view, say, showDate);
      else if (event.key === 'Enter') drop(now, view, say, actions);
      else if (event.key === 'Escape') leave(now, say, showDate);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [now, view, say, actions, showDate]);
}

function stepOf(key: string, view: View): { days?: number; minutes?: number } | null {
  const inWeek = view === 'week';
  switch (key) {
    case 'ArrowLeft':
      return { days: -1 };
    case 'ArrowRight':
      return { days: 1 };
    case 'ArrowUp':
      return inWeek ? { minutes: -SNAP_MINUTES } : { days: -7 };
    case 'ArrowDown':
      return inWeek ? { minutes: SNAP_MINUTES } : { days: 7 };
    default:
      return null;
  }
}

function stepBy(
  now: Moving,
  step: { days?: number; minutes?: number },
  view: View,
  say: Say,
  showDate: MoveModeProps['showDate'],
): void {
  const snapped =
    step.minutes === undefined ? now : { ...now, minutes: Math.floor(now.minutes / SNAP_MINUTES) * SNAP_MINUTES };
  const next = { tile: now.tile, ...steppedTarget(snapped, step) };
  moving.set(next);
  showDate(next.date);
  const { target, refusal } = showHint(next, view);
  const time = say.format.instant(target.instant.epochMilliseconds, next.tile.timezone, 'dateTime');
  const words =
    refusal === null
      ? say.t('moveTarget', { time })
      : say.t('moveTargetRefused', { time, reason: say.t(`refused_${refusal}`) });
  announce(target.note === null ? words : `${words} ${say.t(`movedNote_${target.note}`)}`, true);
}

function showHint(now: Moving, view: View) {
  const place = placeOf(now.date, view === 'week' ? now.minutes : null);
  const target = targetAtPlace(now.tile, place);
  const refusal = refusalOf(now.tile, target, Date.now());
  dropHint.set({ place, tile: now.tile, target, refusal });
  return { target, refusal };
}

function drop(now: Moving, view: View, say: Say, actions: Actions): void {
  const { target, refusal } = showHint(now, view);
  const time = say.format.instant(target.instant.epochMilliseconds, now.tile.timezone, 'dateTime');
  if (refusal !== null) {
    announce(say.t('moveTargetRefused', { time, reason: say.t(`refused_${refusal}`) }), true);
    return;
  }
  stopMoving();
  focusWhenDrawn(now.tile.id);
  if (target.instant.epochMilliseconds === now.tile.atMs) {
    announce(say.t('moveLeft', { title: titleOf(now.tile, say) }), true);
    return;
  }
  announce(say.t('moveDropped', { title: titleOf(now.tile, say), time }), true);
  void actions.move(now.tile, target);
}

function leave(now: Moving, say: Say, showDate: MoveModeProps['showDate']): void {
  stopMoving();
  focusWhenDrawn(now.tile.id);
  if (now.tile.date !== null) showDate(Temporal.PlainDate.from(now.tile.date));
  announce(say.t('moveLeft', { title: titleOf(now.tile, say) }), true);
}
