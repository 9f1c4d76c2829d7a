import type { Locale } from '../contract/me.ts';
import { FAILURE_WORDS, type FailureWord } from './failure-words.ts';
import { VALUE_NAMES } from './value-names.ts';

/** What goes into a sentence: figures as a person reads them, or codes with a name. Commas part the codes of a list. */
export type SaidValues = Readonly<Record<string, string | number>>;

/**
 * Why something did not work, as it is stored: a sentence of failure-words.ts, said only when somebody reads it and in
 * their language; or what the platform itself wrote for people, quoted in whatever language it came.
 */
export type Said =
  { readonly word: FailureWord; readonly values?: SaidValues; readonly quoted?: string } | { readonly quoted: string };

/** In the reader's language, a quotation marked as one. */
export function say(said: Said, locale: Locale): string {
  const sentence = 'word' in said ? sentenceOf(said.word, said.values ?? {}, locale) : '';
  return withQuotation(sentence, said.quoted, locale);
}

/** Whether what was stored can be said: an older or newer version may have known other sentences. */
export function isSaid(stored: unknown): stored is Said {
  if (typeof stored !== 'object' || stored === null) return false;
  return 'word' in stored ? FAILURE_WORDS.has(String(stored.word)) : 'quoted' in stored;
}

/** The same as parameters of an issue or an alert. `message` is in English, for whoever reads codes. */
export function paramsOfSaid(said: Said): SaidValues {
  return {
    message: say(said, 'en'),
    ...('word' in said ? { ...said.values, word: said.word } : {}),
    ...(said.quoted === undefined ? {} : { quoted: said.quoted }),
  };
}

/** What such parameters say; their `message` where they name no sentence that this version knows. */
export function sayParams({ word, quoted, message, ...values }: SaidValues, locale: Locale): string {
  const sentence = word === undefined ? '' : sentenceOf(String(word), values, locale);
  const said = withQuotation(sentence, quoted === undefined ? undefined : String(quoted), locale);
  return said === '' ? String(message ?? '') : said;
}

function withQuotation(sentence: string, quoted: string | undefined, locale: Locale): string {
  if (quoted === undefined) return sentence;
  const quotation = locale === 'es' ? `«${quoted}»` : `“${quoted}”`;
  return sentence === '' ? quotation : `${sentence} (${quotation})`;
}

function sentenceOf(word: string, values: SaidValues, locale: Locale): string {
  const sentence = FAILURE_WORDS.get(word)?.[locale] ?? '';
  return sentence.replace(/\{(\w+)\}/g, (_whole, name: string) => valueText(values[name] ?? '', locale));
}

function valueText(value: string | number, locale: Locale): string {
  const names = String(value)
    .split(',')
    .map((code) => VALUE_NAMES[code]?.[locale] ?? code);
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
