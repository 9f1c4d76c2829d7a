import { createStore, useStore } from './store.ts';

/** `away`: the last try to reach the server got no answer. */
export type ConnectionState = 'online' | 'away';

const store = createStore<ConnectionState>('online');

export const connection = {
  state: store.get,
  answered: () => store.set('online'),
  failed: () => store.set('away'),
};

export function useConnection(): ConnectionState {
  return useStore(store);
}
