import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import {
  cat,
  ces,
  dan,
  deu,
  ell,
  eng,
  spa,
  est,
  eus,
  fin,
  fra,
  hrv,
  hun,
  ita,
  nld,
  nob,
  pol,
  por,
  ron,
  rus,
  slk,
  swe,
  tur,
  ukr,
} from 'stopword';
import { foldWord, wordsOf } from './words.ts';

type Detector = Pick<typeof import('eld/medium'), 'eld'>;

/**
 * The detector is read when the first text asks for it: its tables take 190 MB of memory, which a server nobody asks
 * for suggestions should not hold. Required, not imported, so that telling a language stays a plain function; by its
 * path, since the package names itself for imports only.
 */
function detector(): Detector['eld'] {
  loaded ??= createRequire(import.meta.url)(fileURLToPath(import.meta.resolve('eld/medium'))) as Detector;
  return loaded.eld;
}
let loaded: Detector | null = null;

/** By ISO 639-1. A text in a language without a row is drafted without stop words. */
const STOP_WORD_LISTS: Readonly<Record<string, readonly string[]>> = {
  ca: cat,
  cs: ces,
  da: dan,
  de: deu,
  el: ell,
  en: eng,
  es: spa,
  et: est,
  eu: eus,
  fi: fin,
  fr: fra,
  hr: hrv,
  hu: hun,
  it: ita,
  nl: nld,
  no: nob,
  pl: pol,
  pt: por,
  ro: ron,
  ru: rus,
  sk: slk,
  sv: swe,
  tr: tur,
  uk: ukr,
};
const FEW_WORDS = 5;
/** A short text whose best guess is an unlikely language is taken for a likely one that comes this close. */
const CLOSE_ENOUGH = 0.85;

/**
 * The language of a text as ISO 639-1, or `null` where there is nothing to tell it by. `hint` is the language the
 * account usually writes in: it decides what is too short to decide by itself.
 */
export function languageOf(text: string, hint: string | null = null): string | null {
  const bare = withoutMarks(text);
  const words = wordsOf(bare);
  if (words.length === 0) return hint;
  const guess = detector().detect(bare);
  if (guess.language === '') return hint;
  if (words.length >= FEW_WORDS && guess.isReliable()) return guess.language;
  const scores = guess.getScores();
  const threshold = (scores[guess.language] ?? 0) * CLOSE_ENOUGH;
  const likely = [...new Set([hint ?? 'en', 'en', 'es'])]
    .map((language) => ({ language, score: (scores[language] ?? 0) * (language === hint ? 1.1 : 1) }))
    .filter(({ score }) => score >= threshold)
    .toSorted((left, right) => right.score - left.score);
  return likely[0]?.language ?? guess.language;
}

/** Stop words of a language, folded; the empty set where none are known. */
export function stopWordsOf(language: string | null): ReadonlySet<string> {
  const key = language ?? '';
  const known = cache.get(key);
  if (known) return known;
  const words = new Set((STOP_WORD_LISTS[key] ?? []).map(foldWord));
  cache.set(key, words);
  return words;
}
const cache = new Map<string, ReadonlySet<string>>();

/** Links, names, tags, figures and pictures say nothing of the language, and mislead the detector. */
function withoutMarks(text: string): string {
  return text
    .replace(/https?:\/\/\S+|www\.\S+|[#@][\p{L}\p{N}_.]+/gu, ' ')
    .replace(/[\p{N}\p{Extended_Pictographic}\p{Sc}%]/gu, ' ');
}
