import { INSTAGRAM_LIMITS } from '../../domain/limits.ts';
import { GENERIC_WORDS } from '../built-in/lexicon.ts';
import { isTimelessHashtag } from '../built-in/timeless-hashtag.ts';
import { stopWordsOf } from '../text/language.ts';
import { negatedWords } from '../text/negation.ts';
import { foldWord, stemOf } from '../text/words.ts';

/**
 * What is left of a model's hashtags, in its order: one word each, five at most, none twice, none that promises, begs,
 * holds a figure or a day, says nothing, or names what the source denies.
 */
export function repairHashtags(raw: readonly unknown[], source: string, language: string | null): string[] {
  const stop = stopWordsOf(language);
  const denied = [...negatedWords(source)].filter((word) => word.length > 3);
  const kept = new Map<string, string>();
  for (const each of raw) {
    if (typeof each !== 'string') continue;
    const tag = each.replace(/[\s#-]+/gu, '').toLocaleLowerCase('und');
    const folded = foldWord(tag);
    const isDenied = denied.some((word) => folded.includes(stemOf(word)));
    const saysNothing = tag.length < 3 || stop.has(folded) || GENERIC_WORDS.has(folded);
    if (isTimelessHashtag(tag) && !saysNothing && !isDenied && !kept.has(folded)) kept.set(folded, tag);
  }
  return [...kept.values()].slice(0, INSTAGRAM_LIMITS.hashtagsShown);
}

/** A reason as one line of plain words; `null` where the model gave none worth showing. */
export function oneLine(raw: unknown): string | null {
  if (typeof raw !== 'string') return null;
  const line = raw.replace(/\s+/g, ' ').trim();
  if (line.length < 3 || /https?:|[<>{}]/.test(line)) return null;
  return line.length <= 160 ? line : `${line.slice(0, 159)}…`;
}
