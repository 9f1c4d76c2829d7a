import type { Entry } from '../../../src/contract/entry.ts';
import { placesReplaced } from './replaced.ts';
import { compareTiles, tilesOf, type Tile } from './tiles.ts';

/** Tiles by their local date, each day in the order of the clock on the wall. */
export type Days = ReadonlyMap<string, readonly Tile[]>;

/** A period's tiles, put in their places. */
export interface Layout {
  /** Those with a time, in its order. */
  tiles: readonly Tile[];
  days: Days;
  /** Drafts without a time: on no day. */
  drafts: readonly Tile[];
}

/** Puts all tiles in their places. A day that holds what it held `before` is that very list, so that it is not drawn again. */
export function layOut(entries: readonly Entry[], before?: Layout): Layout {
  const all = tilesOf(entries);
  const tiles = all.filter(({ date }) => date !== null);
  const byDate = Map.groupBy(tiles, ({ date }) => date ?? '');
  const days = new Map<string, readonly Tile[]>();
  for (const [date, day] of byDate) days.set(date, sameOr(before?.days.get(date), day.toSorted(compareInDay)));
  return { tiles, days, drafts: all.filter(({ date }) => date === null) };
}

/** `layOut` that knows what it answered last: when a few entries were replaced, only their posts' tiles are placed anew. */
export function rememberLayout(): (entries: readonly Entry[]) => Layout {
  let last: { entries: readonly Entry[]; layout: Layout } | undefined;
  return (entries) => {
    const few = last === undefined ? null : postsReplaced(last.entries, entries);
    const layout =
      last === undefined || few === null ? layOut(entries, last?.layout) : placeAnew(last.layout, entries, few);
    last = { entries, layout };
    return layout;
  };
}

function postsReplaced(before: readonly Entry[], after: readonly Entry[]): ReadonlySet<string> | null {
  const places = placesReplaced(before, after);
  return places === null ? null : new Set(places.map((place) => after[place]?.postId ?? ''));
}

function placeAnew(layout: Layout, entries: readonly Entry[], posts: ReadonlySet<string>): Layout {
  if (posts.size === 0) return layout;
  const isReplaced = (tile: Tile) => posts.has(tile.postId);
  const fresh = tilesOf(entries.filter(({ postId }) => posts.has(postId)));
  const days = new Map(layout.days);
  for (const { date } of [...layout.tiles.filter(isReplaced), ...fresh]) {
    if (date === null) continue;
    const before = layout.days.get(date) ?? [];
    const others = before.filter((tile) => !isReplaced(tile));
    const day = [...others, ...fresh.filter((tile) => tile.date === date)].toSorted(compareInDay);
    if (day.length === 0) days.delete(date);
    else days.set(date, sameOr(before, day));
  }
  const [dated, drafts] = [fresh.filter(({ date }) => date !== null), fresh.filter(({ date }) => date === null)];
  return {
    tiles: insert(layout.tiles, isReplaced, dated),
    days,
    drafts: insert(layout.drafts, isReplaced, drafts),
  };
}

/** The tiles with those replaced gone and the fresh ones in their places. */
function insert(tiles: readonly Tile[], isReplaced: (tile: Tile) => boolean, fresh: readonly Tile[]): readonly Tile[] {
  const next = tiles.filter((tile) => !isReplaced(tile));
  if (fresh.length === 0 && next.length === tiles.length) return tiles;
  for (const tile of fresh) next.splice(placeOf(next, tile), 0, tile);
  return next;
}

/** Where `tile` comes among `tiles`, which are in order. */
function placeOf(tiles: readonly Tile[], tile: Tile): number {
  let [low, high] = [0, tiles.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = tiles[middle];
    if (other !== undefined && compareTiles(other, tile) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareInDay(one: Tile, other: Tile): number {
  return one.minutes - other.minutes || compareTiles(one, other);
}

function sameOr(before: readonly Tile[] | undefined, after: readonly Tile[]): readonly Tile[] {
  return before?.length === after.length && after.every((tile, place) => tile === before[place]) ? before : after;
}
