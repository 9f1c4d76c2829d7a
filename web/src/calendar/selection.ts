import { useSyncExternalStore } from 'react';
import { createStore } from '../api/store.ts';
import type { Tile } from './tiles.ts';

const NOTHING: ReadonlySet<string> = new Set();
const store = createStore<ReadonlySet<string>>(NOTHING);
let anchor: string | null = null;

/** Which tiles are selected, by tile id. Each tile watches only itself, so that selecting one redraws one. */
export const selection = {
  get: store.get,
  clear() {
    anchor = null;
    store.set(NOTHING);
  },
  toggle(id: string) {
    const next = new Set(store.get());
    if (!next.delete(id)) next.add(id);
    anchor = id;
    store.set(next);
  },
  all(ids: readonly string[]) {
    store.set(new Set(ids));
  },
  /** Everything between the last one touched and `id`, in the order of `ordered`. */
  extendTo(id: string, ordered: readonly Tile[]) {
    const from = ordered.findIndex((tile) => tile.id === anchor);
    const to = ordered.findIndex((tile) => tile.id === id);
    if (from === -1 || to === -1) return selection.toggle(id);
    const between = ordered.slice(Math.min(from, to), Math.max(from, to) + 1).map((tile) => tile.id);
    store.set(new Set([...store.get(), ...between]));
  },
};

export function useSelection(): ReadonlySet<string> {
  return useSyncExternalStore(store.subscribe, store.get);
}

export function useIsSelected(id: string): boolean {
  return useSyncExternalStore(store.subscribe, () => store.get().has(id));
}
