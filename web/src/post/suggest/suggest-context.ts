import { createContext, useContext } from 'react';
import type { Suggestions } from './use-suggestions.ts';

/** `null`: nothing is suggested here, and nothing of it is shown. */
export const SuggestContext = createContext<Suggestions | null>(null);

export function useSuggestContext(): Suggestions | null {
  return useContext(SuggestContext);
}
