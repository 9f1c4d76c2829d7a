import { createStore, useStore } from './store.ts';

/** `lost`: a call was answered 401, so the session ended or never was. */
export type SessionState = 'assumed' | 'lost';

const store = createStore<SessionState>('assumed');

export const session = {
  state: store.get,
  lost: () => store.set('lost'),
  found: () => store.set('assumed'),
};

export function useSession(): SessionState {
  return useStore(store);
}
