import type { VoiceCard } from '../../contract/suggestion.ts';
import { hashtagsIn, mentionsIn } from '../../domain/caption.ts';
import { INSTAGRAM_LIMITS } from '../../domain/limits.ts';
import { LINK_IN_BIO } from '../built-in/closing-line.ts';
import { GENERIC_WORDS } from '../built-in/lexicon.ts';
import { statementsOf } from '../built-in/statements.ts';
import type { Material } from '../material.ts';
import { hasClaim } from '../text/claims.ts';
import { inventedFacts, missingFacts } from '../text/facts.ts';
import { languageOf, stopWordsOf } from '../text/language.ts';
import { negatedWords } from '../text/negation.ts';
import { isOrderToMachine } from '../text/orders.ts';
import { foldWord, stemOf, wordsOf } from '../text/words.ts';

/** What a caption is held against: everything the creator said, and how the account writes. */
export interface Grounds {
  material: Material;
  /** All the creator's words, title included: what may be stated. */
  source: string;
  voice: VoiceCard;
}

export type Repaired =
  | { ok: true; text: string; removed: string[]; hashtags: string[]; completed: string[] }
  | { ok: false; why: CaptionFault };
export type CaptionFault = 'empty' | 'language' | 'unrelated' | 'orders' | 'invented' | 'denied' | 'incomplete';

const MOST = INSTAGRAM_LIMITS.captionLength - 150;
const MOST_EMOJI = 6;
/** A model that left out more than this wrote about something else. */
const MOST_COMPLETED = 3;
/** Of what it wrote, so much must survive the cuts. */
const LEAST_LEFT = 0.5;

/**
 * Makes a model's caption publishable or says why it is not. Sentences that state what the creator did not (figures,
 * prices, days, links, names, promises) are cut; figures it left out come back in the creator's own sentence.
 * What cannot be mended by cutting is refused: another language, another subject, a denial turned round.
 */
export function repairCaption(raw: string, grounds: Grounds): Repaired {
  const { text: unwrapped, hashtags } = unwrap(raw);
  if (!/\p{L}/u.test(unwrapped)) return { ok: false, why: 'empty' };
  if (isOrderToMachine(unwrapped)) return { ok: false, why: 'orders' };
  const { text: honest, removed } = cutSentences(unwrapped, (sentence) => isUngrounded(sentence, grounds));
  if (honest.length < unwrapped.length * LEAST_LEFT) return { ok: false, why: 'invented' };
  const { language } = grounds.material;
  if (language !== null && languageOf(honest, language) !== language) return { ok: false, why: 'language' };
  if (!isRelated(honest, grounds.source, language)) return { ok: false, why: 'unrelated' };
  if (turnsDenialRound(honest, grounds.source)) return { ok: false, why: 'denied' };
  const whole = complete(shorten(honest), grounds.material);
  if (whole === null) return { ok: false, why: 'incomplete' };
  return { ok: true, text: whole.text, removed, hashtags, completed: whole.completed };
}

/** Quotes or a label round the whole, and hashtags, which have a field of their own. */
function unwrap(raw: string): { text: string; hashtags: string[] } {
  const bare = raw
    .trim()
    .replace(/^(?:caption|texto|post)\s*:\s*/iu, '')
    .replace(/^(["“'«])([\s\S]*)(["”'»])$/u, '$2')
    .replace(/\*\*([^*]+)\*\*/g, '$1');
  const hashtags = hashtagsIn(bare).map((tag) => tag.slice(1));
  const text = bare
    .replace(/#(?=[\p{L}\p{M}\p{N}_]+\s+(?!#)\p{L})/gu, '')
    .replace(/#[\p{L}\p{M}\p{N}_]+/gu, '')
    .replace(/[ \t]+$/gmu, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { text: keepSomeEmoji(text), hashtags };
}

function keepSomeEmoji(text: string): string {
  let count = 0;
  return text.replace(
    /\s?\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*/gu,
    (emoji) => {
      count += 1;
      return count <= MOST_EMOJI ? emoji : '';
    },
  );
}

/** Whether a text states something the creator did not: a figure, a day, a link, a name, a promise. */
export /** Whether a text states something the creator did not: a figure, a day, a link, a name, a promise. */
function isUngrounded(sentence: string, { source, voice, material }: Grounds): boolean {
  if (inventedFacts(sentence, source).length > 0 || hasClaim(sentence)) return true;
  // "Only 7 left until Monday" amid Spanish about "el lunes 7": known figures, and still not the creator's sentence.
  const { language } = material;
  if (language !== null && wordsOf(sentence).length >= 4 && languageOf(sentence, language) !== language) return true;
  if (LINK_IN_BIO.test(sentence) && !voice.linkInBio && !LINK_IN_BIO.test(material.text)) return true;
  const links: string[] = sentence.match(/https?:\/\/\S+|www\.\S+|\b[\w-]+\.(?:com|net|org|shop|es|co|io)\b/giu) ?? [];
  const foreign = [...links, ...mentionsIn(sentence)].filter(
    (each) => !source.toLowerCase().includes(each.toLowerCase()),
  );
  return foreign.length > 0;
}

/** Cuts sentences out and leaves the paragraphs as they stand. */
function cutSentences(text: string, isBad: (sentence: string) => boolean): { text: string; removed: string[] } {
  const removed: string[] = [];
  const paragraphs = text.split('\n').map((line) => {
    const sentences = line
      .match(/[^.!?…]*(?:[.!?…]+(?=\s|$)|[.!?…]+(?=\S)[^.!?…]*|$)+\s*/gu)
      ?.filter((each) => each !== '') ?? [line];
    return sentences
      .filter((sentence) => {
        if (sentence.trim() === '' || !isBad(sentence)) return true;
        removed.push(sentence.trim());
        return false;
      })
      .join('')
      .trimEnd();
  });
  return {
    text: paragraphs
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    removed,
  };
}

/** Whether the two speak of the same thing: they share words that matter. A very short source proves nothing. */
function isRelated(text: string, source: string, language: string | null): boolean {
  const stop = stopWordsOf(language);
  const matters = (word: string) => word.length > 3 && !stop.has(foldWord(word)) && !GENERIC_WORDS.has(foldWord(word));
  const said = new Set(wordsOf(source).filter(matters).map(stemOf));
  if (said.size === 0) return true;
  const shared = [...new Set(wordsOf(text).filter(matters).map(stemOf))].filter((stem) => said.has(stem));
  return shared.length >= Math.min(2, Math.ceil(said.size / 4), said.size);
}

/** "Sin cebolla" in the source, "con cebolla" in the text. */
function turnsDenialRound(text: string, source: string): boolean {
  const deniedThere = [...negatedWords(source)].filter((word) => word.length > 3 && !GENERIC_WORDS.has(word));
  const deniedHere = new Set([...negatedWords(text)].map(stemOf));
  const said = new Set(wordsOf(text).map(stemOf));
  const affirmedThere = new Set(wordsOf(withoutDenials(source)).map(stemOf));
  return deniedThere.map(stemOf).some((stem) => said.has(stem) && !deniedHere.has(stem) && !affirmedThere.has(stem));
}

/** The source with what it denies taken out, so that a word both denied and affirmed is not held against the text. */
function withoutDenials(source: string): string {
  const denied = negatedWords(source);
  return source.replace(/[\p{L}\p{M}'’-]+/gu, (word) => (denied.has(foldWord(word)) ? '' : word));
}

function shorten(text: string): string {
  if (text.length <= MOST) return text;
  const cut = text.slice(0, MOST);
  const stop = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('.\n'), cut.lastIndexOf('! '), cut.lastIndexOf('? '));
  return stop > MOST / 3 ? cut.slice(0, stop + 1) : `${cut.replace(/\s+\S*$/u, '').slice(0, MOST - 1)}…`;
}

/** Puts back the creator's sentences that carry figures the text lost; `null` when too much is missing to mend. */
function complete(text: string, material: Material): { text: string; completed: string[] } | null {
  const lost = statementsOf(material.content).filter((statement) => missingFacts(text, statement.text).length > 0);
  const added: string[] = [];
  const completed: string[] = [];
  let whole = text;
  for (const statement of lost) {
    const missing = missingFacts(whole, statement.text);
    if (missing.length === 0) continue;
    if (added.length >= MOST_COMPLETED) return null;
    added.push(statement.text);
    completed.push(...missing.map((fact) => fact.text));
    whole = `${text}\n\n${added.join(' ')}`;
  }
  return whole.length > MOST ? null : { text: whole, completed };
}
