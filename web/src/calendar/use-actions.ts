import { useNavigate } from '@tanstack/react-router';
import { createContext, useContext, useMemo } from 'react';
import { toast } from '../ui/index.ts';
import { refusalOf, targetAt, type Target } from './move.ts';
import { moveTile } from './move-tile.ts';
import { deletePosts, duplicatePosts } from './post-actions.ts';
import { selection } from './selection.ts';
import type { Tile } from './tiles.ts';
import { titleOf, type Say } from './tile-words.ts';

export type OpenDialog =
  | { kind: 'move'; tile: Tile }
  | { kind: 'shift'; tiles: readonly Tile[] }
  | { kind: 'delete'; tiles: readonly Tile[] }
  | { kind: 'shortcuts' };

/** What can be done in the calendar, by whatever means: pointer, key, menu or dialog. */
export interface Actions {
  open: (tile: Tile) => void;
  openPost: (postId: string) => void;
  /** A new post on a day (10:00 or the next half hour) or at minutes of it; without a day, at no time. */
  create: (date?: Temporal.PlainDate, minutes?: number) => void;
  /** Moves there or says why not. */
  move: (tile: Tile, target: Target) => Promise<boolean>;
  ask: (dialog: OpenDialog | null) => void;
  duplicate: (tiles: readonly Tile[]) => void;
  remove: (tiles: readonly Tile[]) => void;
}

const NEW_POST_MINUTES = 10 * 60;
/** A round half hour with time to write; late in the evening the next five minutes will do. */
const SOON = [
  { airMs: 15 * 60_000, stepMs: 30 * 60_000 },
  { airMs: 3 * 60_000, stepMs: 5 * 60_000 },
];

export function useMakeActions(say: Say, zone: string, ask: Actions['ask']): Actions {
  const navigate = useNavigate();
  return useMemo(() => {
    const show = (search: { post: string; at?: string | undefined }) =>
      void navigate({ to: '.', search: (old: object) => ({ ...old, ...search }) });
    const openPost = (postId: string) => show({ post: postId });
    return {
      open: (tile) => openPost(tile.postId),
      openPost,
      create: (date, minutes) => {
        const at = date === undefined ? undefined : newPostTime(date, minutes, zone, Date.now());
        if (at === null) toast({ text: say.t('refused_past'), look: 'note' });
        else show({ post: 'new', at });
      },
      move: async (tile, target) => {
        const refusal = refusalOf(tile, target, Date.now());
        if (refusal === null) return moveTile(tile, target, say);
        toast({ text: say.t(`refused_${refusal}`), look: 'wrong', detail: titleOf(tile, say) });
        return false;
      },
      ask,
      duplicate: (tiles) => void duplicatePosts(tiles, say, openPost),
      remove: (tiles) => {
        if (tiles.length > 1) return ask({ kind: 'delete', tiles });
        void deletePosts(tiles, say);
        selection.clear();
      },
    };
  }, [navigate, say, zone, ask]);
}

/** When a post begun on a day would go out: ten o'clock, the hour pressed, or soon; `null` when that is over. */
export function newPostTime(
  date: Temporal.PlainDate,
  minutes: number | undefined,
  zone: string,
  nowMs: number,
): string | null {
  const wished = targetAt(date, minutes ?? NEW_POST_MINUTES, zone).instant;
  if (wished.epochMilliseconds > nowMs) return wished.toString();
  if (minutes !== undefined) return null;
  const soon = SOON.map(({ airMs, stepMs }) =>
    Temporal.Instant.fromEpochMilliseconds(Math.ceil((nowMs + airMs) / stepMs) * stepMs),
  );
  const today = soon.find((instant) => instant.toZonedDateTimeISO(zone).toPlainDate().equals(date));
  return today?.toString() ?? null;
}

export const ActionsContext = createContext<Actions | null>(null);

export function useActions(): Actions {
  const actions = useContext(ActionsContext);
  if (actions === null) throw new Error('Calendar actions are used outside of its page');
  return actions;
}
