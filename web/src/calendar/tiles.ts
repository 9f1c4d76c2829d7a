import type { Entry } from '../../../src/contract/entry.ts';
import { localTime } from './local-clock.ts';

/**
 * What the calendar draws and moves as one: the entries of one post at one instant. `date` and `minutes` are the wall
 * clock in the account's zone; `null` while the draft has no time.
 */
export interface Tile {
  /** The first entry's id: stable while the tile moves. */
  id: string;
  postId: string;
  entries: readonly [Entry, ...Entry[]];
  title: string;
  thumbnailUrl: string | null;
  timezone: string;
  atMs: number | null;
  date: string | null;
  minutes: number;
}

/** Merges entries into tiles, in the order of time; drafts without a time come last. */
export function tilesOf(entries: readonly Entry[]): Tile[] {
  const groups: [Entry, ...Entry[]][] = [];
  const ofPost = new Map<string, [Entry, ...Entry[]]>();
  // Beyond a post's first time. Few posts have one, and a key of text for each of thousands is felt.
  const elsewhere = new Map<string, [Entry, ...Entry[]]>();
  for (const entry of entries) {
    const { atMs } = wallClockOf(entry);
    const first = ofPost.get(entry.postId);
    const key = first === undefined || wallClockOf(first[0]).atMs === atMs ? null : `${entry.postId}@${String(atMs)}`;
    const group = key === null ? first : elsewhere.get(key);
    if (group !== undefined) {
      group.push(entry);
      continue;
    }
    const begun: [Entry] = [entry];
    groups.push(begun);
    if (key === null) ofPost.set(entry.postId, begun);
    else elsewhere.set(key, begun);
  }
  return groups.map(tileOf).toSorted(compareTiles);
}

/** Tiles made before, by their first entry: entries never change, they are replaced. */
const made = new WeakMap<Entry, Tile>();

function tileOf(group: [Entry, ...Entry[]]): Tile {
  // Instagram first, so that a tile does not change its face when the server answers in another order.
  const sorted = group.length === 1 ? group : group.toSorted((one, other) => compareText(one.channel, other.channel));
  const first = sorted[0] ?? group[0];
  const before = made.get(first);
  if (before !== undefined && haveSameEntries(before.entries, sorted)) return before;
  const entries: [Entry, ...Entry[]] = [first, ...sorted.slice(1)];
  const tile = {
    id: first.id,
    postId: first.postId,
    entries,
    title: first.title,
    thumbnailUrl: entries.find((entry) => entry.thumbnailUrl !== null)?.thumbnailUrl ?? null,
    timezone: first.timezone,
    ...wallClockOf(first),
  };
  made.set(first, tile);
  return tile;
}

interface WallClock {
  atMs: number | null;
  date: string | null;
  minutes: number;
}

const NO_TIME: WallClock = { atMs: null, date: null, minutes: 0 };
const wallClocks = new WeakMap<Entry, WallClock>();

/** An entry's time on the wall of its account; worked out once for each reading of it. */
export function wallClockOf(entry: Entry): WallClock {
  if (entry.scheduledAt === null) return NO_TIME;
  let known = wallClocks.get(entry);
  if (known === undefined) {
    const atMs = Date.parse(entry.scheduledAt);
    known = { atMs, ...localTime(atMs, entry.timezone) };
    wallClocks.set(entry, known);
  }
  return known;
}

function orderOf(tile: Tile): number {
  return tile.atMs ?? Number.MAX_SAFE_INTEGER;
}

export function compareTiles(one: Tile, other: Tile): number {
  return orderOf(one) - orderOf(other) || compareText(one.id, other.id);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** How bad each state is: a tile of two entries shows the worse one. */
const GRAVITY: Record<Entry['readiness'], number> = {
  failed_retry: 6,
  needs_attention: 5,
  token_expired: 4,
  missing_media: 3,
  ready: 2,
  published: 1,
};

/** The entry whose state the tile's badge shows: what needs a person first, then what is moving. */
export function gravestEntry(tile: Tile): Entry {
  return tile.entries.reduce((worst, entry) => (gravity(entry) > gravity(worst) ? entry : worst), tile.entries[0]);
}

/** The tiles that ask most for a person first; else in their order. */
export function gravestFirst(tiles: readonly Tile[]): Tile[] {
  return tiles.toSorted((one, other) => gravity(gravestEntry(other)) - gravity(gravestEntry(one)));
}

function gravity(entry: Entry): number {
  if (entry.state === 'publishing' || entry.state === 'retrying') return 2.5;
  return GRAVITY[entry.readiness];
}

/** Whether two tiles would be drawn alike, so that one change does not redraw thousands. */
export function sameTile(one: Tile, other: Tile): boolean {
  return one === other || haveSameEntries(one.entries, other.entries);
}

function haveSameEntries(some: readonly Entry[], others: readonly Entry[]): boolean {
  return some.length === others.length && some.every((entry, index) => entry === others[index]);
}
