import type { Entry } from '../../../src/contract/entry.ts';
import { placesReplaced } from '../api/replaced.ts';
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
  const tiles = all.filter(isDated);
  const byDate = Map.groupBy(tiles, ({ date }) => date ?? '');
  const days = new Map<string, readonly Tile[]>();
  for (const [date, day] of byDate) days.set(date, sameOr(before?.days.get(date), day.toSorted(compareInDay)));
  return { tiles, days, drafts: all.filter(isDraft) };
}

interface Remembered {
  entries: readonly Entry[];
  layout: Layout;
  /** The tiles of each post; brought up to date in place. */
  posts: Map<string, readonly Tile[]>;
}

/** `layOut` that knows what it answered last: when a few entries were replaced, only their posts' tiles are placed anew. */
export function rememberLayout(): (entries: readonly Entry[]) => Layout {
  let last: Remembered | undefined;
  return (entries) => {
    const places = last === undefined ? null : placesReplaced(last.entries, entries);
    last =
      last === undefined || places === null
        ? remember(entries, layOut(entries, last?.layout))
        : placeAnew(last, entries, places);
    return last.layout;
  };
}

function remember(entries: readonly Entry[], layout: Layout): Remembered {
  return { entries, layout, posts: Map.groupBy([...layout.tiles, ...layout.drafts], ({ postId }) => postId) };
}

function placeAnew(last: Remembered, entries: readonly Entry[], places: readonly number[]): Remembered {
  const { layout, posts } = last;
  if (places.length === 0) return { ...last, entries };
  const newer = new Map(places.map((place) => [last.entries[place], entries[place]]));
  const touched = [...new Set(places.map((place) => entries[place]?.postId ?? ''))];
  const gone = touched.flatMap((post) => posts.get(post) ?? []);
  const fresh = tilesOf(gone.flatMap((tile) => tile.entries).map((entry) => newer.get(entry) ?? entry));
  for (const post of touched) {
    const own = fresh.filter(({ postId }) => postId === post);
    posts.set(post, own);
  }
  const days = new Map(layout.days);
  for (const { date } of [...gone, ...fresh]) {
    if (date === null) continue;
    const before = layout.days.get(date) ?? [];
    const others = before.filter((tile) => !gone.includes(tile));
    const day = [...others, ...fresh.filter((tile) => tile.date === date)].toSorted(compareInDay);
    if (day.length === 0) days.delete(date);
    else days.set(date, sameOr(before, day));
  }
  return {
    entries,
    layout: {
      tiles: exchange(layout.tiles, gone.filter(isDated), fresh.filter(isDated)),
      days,
      drafts: exchange(layout.drafts, gone.filter(isDraft), fresh.filter(isDraft)),
    },
    posts,
  };
}

/** The tiles, which are in order, without those gone and with the fresh ones in their places. */
function exchange(tiles: readonly Tile[], gone: readonly Tile[], fresh: readonly Tile[]): readonly Tile[] {
  if (gone.length + fresh.length === 0) return tiles;
  const next = [...tiles];
  for (const tile of gone) next.splice(placeOf(next, tile), 1);
  for (const tile of fresh) next.splice(placeOf(next, tile), 0, tile);
  return next;
}

/** Where `tile` stands among `tiles`, which are in order, or would stand. */
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

function isDated({ date }: Tile): boolean {
  return date !== null;
}

function isDraft({ date }: Tile): boolean {
  return date === null;
}

function compareInDay(one: Tile, other: Tile): number {
  return one.minutes - other.minutes || compareTiles(one, other);
}

function sameOr(before: readonly Tile[] | undefined, after: readonly Tile[]): readonly Tile[] {
  return before?.length === after.length && after.every((tile, place) => tile === before[place]) ? before : after;
}
