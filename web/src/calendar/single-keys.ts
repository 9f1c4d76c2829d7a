import { createStore, useStore } from '../api/index.ts';

const STORED = 'punctual.singleKeys';

const store = createStore<boolean>(stored());

/** Whether single letters work while nothing has the focus. Can be turned off, for those who speak to their computer (WCAG 2.1.4). */
export function useSingleKeys(): boolean {
  return useStore(store);
}

export function setSingleKeys(on: boolean): void {
  store.set(on);
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch {
    // Forbidden storage: the choice lasts until the page is left.
  }
}

function stored(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    // Forbidden storage: as if never chosen.
    return true;
  }
}
