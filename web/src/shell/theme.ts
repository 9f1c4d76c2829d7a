import { createStore, useStore } from '../api/index.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** public/theme.js reads the same key before the first paint. */
const STORED = 'punctual.theme';

const store = createStore<Theme>(storedTheme());

export function useTheme(): Theme {
  return useStore(store);
}

/** Puts the choice on the page and keeps it on this device; `system` follows the device. */
export function setTheme(theme: Theme): void {
  store.set(theme);
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(STORED, theme);
  } catch {
    // Forbidden storage: the choice lasts until the page is left.
  }
}

function storedTheme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}
