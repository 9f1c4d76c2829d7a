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
  const together = new Map<string, [Entry, ...Entry[]]>();
  for (const entry of entries) {
    const key = `${entry.postId}@${entry.scheduledAt === null ? '' : String(Date.parse(entry.scheduledAt))}`;
    const group = together.get(key);
    if (group === undefined) together.set(key, [entry]);
    else group.push(entry);
  }
  const tiles = Array.from(together.values(), tileOf);
  return tiles.toSorted((one, other) => orderOf(one) - orderOf(other) || compareText(one.id, other.id));
}

function tileOf(group: [Entry, ...Entry[]]): Tile {
  // Instagram first, so that a tile does not change its face when the server answers in another order.
  const sorted = group.toSorted((one, other) => compareText(one.channel, other.channel));
  const first = sorted[0] ?? group[0];
  const entries: [Entry, ...Entry[]] = [first, ...sorted.slice(1)];
  const atMs = first.scheduledAt === null ? null : Date.parse(first.scheduledAt);
  const local = atMs === null ? null : localTime(atMs, first.timezone);
  return {
    id: first.id,
    postId: first.postId,
    entries,
    title: first.title,
    thumbnailUrl: entries.find((entry) => entry.thumbnailUrl !== null)?.thumbnailUrl ?? null,
    timezone: first.timezone,
    atMs,
    date: local?.date ?? null,
    minutes: local?.minutes ?? 0,
  };
}

function orderOf(tile: Tile): number {
  return tile.atMs ?? Number.MAX_SAFE_INTEGER;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Tiles by their local date; drafts without a time are in none. */
export function byDate(tiles: readonly Tile[]): ReadonlyMap<string, Tile[]> {
  const days = new Map<string, Tile[]>();
  for (const tile of tiles) {
    if (tile.date === null) continue;
    const day = days.get(tile.date);
    if (day === undefined) days.set(tile.date, [tile]);
    else day.push(tile);
  }
  for (const day of days.values())
    day.sort((one, other) => one.minutes - other.minutes || orderOf(one) - orderOf(other));
  return days;
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

function gravity(entry: Entry): number {
  if (entry.state === 'publishing' || entry.state === 'retrying') return 2.5;
  return GRAVITY[entry.readiness];
}

/** Whether two tiles would be drawn alike, so that one change does not redraw thousands. */
export function sameTile(one: Tile, other: Tile): boolean {
  return (
    one === other ||
    (one.entries.length === other.entries.length && one.entries.every((entry, index) => entry === other.entries[index]))
  );
}
