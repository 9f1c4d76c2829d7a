import { useSyncExternalStore } from 'react';
import type { Locale } from '../../../src/contract/me.ts';

const STORED = 'punctual.locale';
const listeners = new Set<() => void>();
let current: Locale = storedLocale() ?? browserLocale();

/** The language in use: the user's preference once known, before that the last one used here, else the browser's. */
export function currentLocale(): Locale {
  return current;
}

/** Follows the user's preference; `null` means "as the browser says". */
export function setLocale(preference: Locale | null): void {
  remember(preference);
  const next = preference ?? browserLocale();
  document.documentElement.lang = next;
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, currentLocale);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The full tag for `Intl`: the browser's own variant of the language (`en-GB`, `es-MX`) where it has one, else the
 * language where the browser says it is (`en-ES`: English words, a week that starts on Monday, a 24 hour clock).
 */
export function intlLocale(locale: Locale, tags: readonly string[] = browserTags()): string {
  const known = tags.flatMap(wellFormed);
  const own = known.find((tag) => tag === locale || tag.startsWith(`${locale}-`));
  if (own !== undefined) return own;
  const region = known.map((tag) => new Intl.Locale(tag).region).find((each) => each !== undefined);
  return region === undefined ? locale : `${locale}-${region}`;
}

function browserLocale(): Locale {
  for (const tag of browserTags().flatMap(wellFormed)) {
    if (tag === 'es' || tag.startsWith('es-')) return 'es';
    if (tag === 'en' || tag.startsWith('en-')) return 'en';
  }
  return 'en';
}

function browserTags(): readonly string[] {
  return typeof navigator === 'undefined' ? [] : navigator.languages;
}

function storedLocale(): Locale | null {
  try {
    const stored = localStorage.getItem(STORED);
    return stored === 'en' || stored === 'es' ? stored : null;
  } catch {
    // Storage may be forbidden (private windows); the browser's language then decides.
    return null;
  }
}

function remember(preference: Locale | null): void {
  try {
    if (preference === null) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, preference);
  } catch {
    // Forbidden storage only costs a flash of the other language on the next visit.
  }
}

/**
 * Browsers on systems without a proper locale report what they find there (`en-US@posix`, `C`), and `Intl` throws at it:
 * the part that is a language tag, or nothing.
 */
function wellFormed(tag: string): string[] {
  const [language = ''] = tag.split(/[@.]/, 1);
  try {
    return Intl.getCanonicalLocales(language.replaceAll('_', '-'));
  } catch {
    // Its RangeError is the only way to learn that the tag is malformed.
    return [];
  }
}
