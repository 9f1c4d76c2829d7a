import type { VoiceCard } from '../../contract/suggestion.ts';
import { hashtagsIn } from '../../domain/caption.ts';
import { INSTAGRAM_LIMITS } from '../../domain/limits.ts';
import { claimsIn, hasClaim } from '../text/claims.ts';
import { stopWordsOf } from '../text/language.ts';
import { negatedWords } from '../text/negation.ts';
import type { Sentence } from '../text/sentences.ts';
import { foldWord, sharesStem, stemOf, wordsOf } from '../text/words.ts';
import { ASKS_READER, GENERIC_WORDS } from './lexicon.ts';
import { isHonestHashtag, isTimelessHashtag } from './timeless-hashtag.ts';

export interface PickedHashtag {
  hashtag: string;
  from: 'written' | 'brief' | 'voice';
}

interface Candidate {
  hashtag: string;
  stems: string[];
  score: number;
}

/** Words that a compound keeps between its nouns: `tazas de cerámica`. */
const LINKS: Readonly<Record<string, readonly string[]>> = {
  es: ['de', 'del'],
  ca: ['de', 'del'],
  pt: ['de', 'do', 'da'],
  fr: ['de', 'du'],
  it: ['di', 'del'],
};
/** Languages in which two content words side by side belong together often enough to be one tag. */
const COMPOUNDING = new Set(['en', ...Object.keys(LINKS)]);
const LONGEST_RUN = 3;
/** What a tag must score to stand for the subject: near the beginning, or said again. Fewer than two are filled up. */
const WORTHY = 0.95;
const LEAST = 2;
const PASSABLE = 0.6;
const VERB_ENDING = /(?:amos|emos|imos|aron|ieron|áis|éis|ando|iendo|mente)$|ly$/iu;
const DEFAULT_COUNT = 4;

/**
 * At most five hashtags: those the creator wrote, key phrases of the brief, and the account's own tags where they
 * belong to the subject or stand on most of its posts. Never of a figure, a promise, or a word the text denies.
 */
export function pickHashtags(
  sentences: readonly Sentence[],
  title: string,
  voice: VoiceCard,
  language: string | null,
): PickedHashtag[] {
  const text = sentences.map((sentence) => sentence.text).join('\n');
  const denied = negatedWords(`${text}\n${title}`);
  const isDenied = (words: readonly string[]) =>
    words.some((word) => denied.has(foldWord(word)) || [...denied].some((each) => stemOf(each) === stemOf(word)));

  const picked: PickedHashtag[] = [];
  const add = (hashtag: string, from: PickedHashtag['from']) => {
    const isKnown = picked.some((each) => foldWord(each.hashtag) === foldWord(hashtag));
    if (!isKnown && picked.length < INSTAGRAM_LIMITS.hashtagsShown) picked.push({ hashtag, from });
  };
  for (const written of hashtagsIn(text).map((tag) => tag.slice(1)))
    if (isHonestHashtag(written)) add(written, 'written');

  const own = ownTags(voice, wordsOf(text)).filter((tag) => !hidesDenied(tag, denied));
  const wanted = countFor(voice);
  const phrases = distinct(candidatesOf(sentences, title, language).filter(({ stems }) => !isDenied(stems)));
  const room = Math.max(1, wanted - picked.length - Math.min(own.length, 2));
  const fromBrief = phrases
    .filter(({ score }, index) => score >= WORTHY || index === 0 || (index < LEAST && score >= PASSABLE))
    .slice(0, room);
  for (const { hashtag } of fromBrief) if (isHonestHashtag(hashtag)) add(hashtag, 'brief');
  for (const tag of own.slice(0, 2)) if (picked.length < wanted) add(tag, 'voice');
  return picked;
}

function countFor(voice: VoiceCard): number {
  const usual = voice.hashtagsPerPost === 0 ? DEFAULT_COUNT : Math.round(voice.hashtagsPerPost);
  return Math.max(3, Math.min(INSTAGRAM_LIMITS.hashtagsShown, usual));
}

/** The first of the voice's tags is on most posts, the name of the shop as a rule; others must share the subject. */
function ownTags(voice: VoiceCard, words: readonly string[]): string[] {
  return voice.hashtags
    .filter(isTimelessHashtag)
    .filter((tag, index) => index === 0 || sharesStem([tag], words) || containsStemOf(tag, words));
}

function containsStemOf(tag: string, words: readonly string[]): boolean {
  const folded = foldWord(tag);
  return words.some((word) => word.length > 4 && !GENERIC_WORDS.has(foldWord(word)) && folded.includes(stemOf(word)));
}

/** `#sincebolla` may be honest, but `#cebolla` and `#cebollaconfitada` are not when the brief says without. */
function hidesDenied(tag: string, denied: ReadonlySet<string>): boolean {
  return [...denied].some((word) => word.length > 3 && foldWord(tag).includes(stemOf(word)));
}

function candidatesOf(sentences: readonly Sentence[], title: string, language: string | null): Candidate[] {
  const stop = stopWordsOf(language);
  const found = new Map<string, Candidate>();
  const titleStems = new Set(wordsOf(title).map(stemOf));
  sentences.forEach(({ text }, index) => {
    const doubt = ASKS_READER.test(text) ? 0.5 : hasClaim(text) ? 0.8 : 1;
    const weight = doubt / (1 + index * 0.15);
    for (const phrase of phrasesOf(text, stop, language)) {
      const hashtag = phrase
        .map(({ word }) => word)
        .join('')
        .toLocaleLowerCase('und');
      const stems = phrase.filter(({ isLink }) => !isLink).map(({ word }) => stemOf(word));
      const known = found.get(stems.join(' '));
      const score = weight * (stems.length > 1 ? 1.5 + stems.length / 4 : 1) * (hashtag.length < 4 ? 0.5 : 1);
      const inTitle = stems.some((stem) => titleStems.has(stem)) ? 0.6 : 0;
      if (known) known.score += score;
      else found.set(stems.join(' '), { hashtag, stems, score: score + inTitle });
    }
  });
  return [...found.values()].toSorted((left, right) => right.score - left.score);
}

interface Part {
  word: string;
  isLink: boolean;
}

/** Content words, runs of neighbours, and runs joined by a link; claims and marks cut out first. */
function phrasesOf(sentence: string, stop: ReadonlySet<string>, language: string | null): Part[][] {
  let text = sentence.replace(/https?:\/\/\S+|www\.\S+|[#@][\p{L}\p{N}_.]+/gu, ' . ');
  for (const { claim } of claimsIn(sentence)) text = text.replace(claim, ' . ');
  const pieces = text.split(/[^\p{L}\p{M}\p{N}'’\s-]+|\s[-–—]\s/u);
  return pieces.flatMap((piece) => phrasesOfPiece(piece, stop, language));
}

function phrasesOfPiece(piece: string, stop: ReadonlySet<string>, language: string | null): Part[][] {
  const tokens = piece.split(/\s+/u).filter((token) => token !== '');
  const links = LINKS[language ?? ''] ?? [];
  const isContent = (token: string | undefined) => token !== undefined && carriesMeaning(token, stop, language);
  const runFrom = (start: number) => {
    const run: Part[] = [];
    for (let at = start; run.length < LONGEST_RUN && isContent(tokens[at]); at += 1) {
      run.push({ word: clean(tokens[at] ?? ''), isLink: false });
    }
    return run;
  };
  return tokens.flatMap((token, index) => {
    if (!isContent(token)) return [];
    const phrases: Part[][] = standsAlone(token) ? [[{ word: clean(token), isLink: false }]] : [];
    if (!COMPOUNDING.has(language ?? 'en')) return phrases;
    const run = runFrom(index);
    const isWhole = !isContent(tokens[index - 1]);
    if (isWhole && run.length > 1 && standsAlone(run.at(-1)?.word ?? '')) phrases.push(run);
    const link = tokens[index + run.length];
    const behind = link !== undefined && links.includes(foldWord(link)) ? runFrom(index + run.length + 1) : [];
    if (isWhole && run.length === 1 && link !== undefined && behind.length > 0) {
      phrases.push([...run, { word: foldWord(link), isLink: true }, ...behind.slice(0, 2)]);
    }
    return phrases;
  });
}

/** A participle ("included", "placed") describes something else: a tag may begin with one, not end. */
function standsAlone(token: string): boolean {
  return !/(?:ed|thrown|broken|pulled)$/iu.test(token) || token.length < 5;
}

function carriesMeaning(token: string, stop: ReadonlySet<string>, language: string | null): boolean {
  // German writes its nouns, and nothing else inside a sentence, with a capital.
  if (language === 'de' && !/^\p{Lu}/u.test(token)) return false;
  const folded = foldWord(token);
  if (/\p{N}/u.test(token) || clean(token).length < 3 || VERB_ENDING.test(token)) return false;
  // "ganó", "llegó"; a name such as Montgó has its capital.
  if (/^\p{Ll}+ó$/u.test(token)) return false;
  if (/['’]/.test(token) && !/['’]s$/iu.test(token)) return false;
  if (/-(?:free|less)$/u.test(folded)) return false;
  return !stop.has(folded) && !GENERIC_WORDS.has(folded);
}

function clean(token: string): string {
  return token.replace(/['’]s$/iu, '').replace(/[^\p{L}\p{M}]/gu, '');
}

/** A pair says what its halves say: those do not stand beside it. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const taken: Candidate[] = [];
  for (const candidate of candidates) {
    const overlaps = taken.some(({ stems }) => candidate.stems.some((stem) => stems.includes(stem)));
    if (!overlaps) taken.push(candidate);
  }
  return taken;
}
