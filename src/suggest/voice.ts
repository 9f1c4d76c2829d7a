import type { PatchVoice, Signal, Voice, VoiceCard } from '../contract/suggestion.ts';
import { hashtagsIn } from '../domain/caption.ts';
import type { PastCaption } from './context.ts';
import { isTimelessLine, LINK_IN_BIO, statesNothing } from './built-in/closing-line.ts';
import { isTimelessHashtag } from './built-in/timeless-hashtag.ts';
import { emojiIn, isSeasonalEmoji } from './text/emoji.ts';
import { languageOf } from './text/language.ts';
import { sentencesOf } from './text/sentences.ts';
import { foldWord } from './text/words.ts';

/** Older captions say how somebody used to write. */
const LEARN_FROM = 60;
const ENOUGH = 12;
const HABIT = 2;
/** A statement ("Made by hand in Leeds.") is a signature only where most posts end with it. */
const SIGNATURE = 0.6;

export const BLANK_VOICE: VoiceCard = {
  language: null,
  length: 0,
  emojiPerPost: 0,
  favouriteEmoji: [],
  closingLines: [],
  hashtags: [],
  hashtagsPerPost: 0,
  linkInBio: false,
};

/**
 * Learns how an account writes from its past captions, newest first. What the creator corrected by hand stays as
 * corrected. Only habits (twice at least) are learnt, and of closing lines only those that are still true today.
 */
export function learnVoice(past: readonly PastCaption[], corrections: PatchVoice = {}): Voice {
  const captions = past.slice(0, LEARN_FROM).filter(({ text }) => text.trim() !== '');
  const learnt = captions.length === 0 ? BLANK_VOICE : cardOf(captions);
  const { card, edited } = correct(learnt, corrections);
  return { card, learntFrom: captions.length, edited, signal: signalOf(captions.length) };
}

export function signalOf(pastCaptions: number): Signal {
  if (pastCaptions === 0) return 'none';
  return pastCaptions < ENOUGH ? 'thin' : 'ok';
}

/** Corrections as they are kept: what a patch sets is added, what it sets to `null` is given back to learning. */
export function mergeCorrections(before: PatchVoice, patch: PatchVoice): PatchVoice {
  const merged = { ...before, ...patch };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null && value !== undefined));
}

function correct(learnt: VoiceCard, corrections: PatchVoice): Pick<Voice, 'card' | 'edited'> {
  const set = mergeCorrections({}, corrections);
  const edited = (Object.keys(BLANK_VOICE) as (keyof VoiceCard)[]).filter((part) => set[part] !== undefined);
  return { card: { ...learnt, ...(set as Partial<VoiceCard>) }, edited };
}

function cardOf(captions: readonly PastCaption[]): VoiceCard {
  const texts = captions.map(({ text }) => text);
  const tags = captions.map(({ text, hashtags }) => [
    ...new Set([...hashtagsIn(text), ...hashtags].map((tag) => tag.replace(/^#+/, '').toLowerCase())),
  ]);
  const linkInBio = mean(texts.map((text) => Number(LINK_IN_BIO.test(text)))) >= 0.5;
  return {
    language: mostCommon(texts.map((text) => languageOf(text)).filter((language) => language !== null)),
    length: median(texts.map((text) => withoutTags(text).length)),
    emojiPerPost: Math.min(20, round(mean(texts.map((text) => emojiIn(text).length)))),
    favouriteEmoji: habits(texts.map((text) => [...new Set(emojiIn(text))]))
      .filter((emoji) => !isSeasonalEmoji(emoji))
      .slice(0, 5),
    closingLines: closingHabits(texts, linkInBio),
    hashtags: habits(tags).filter(isTimelessHashtag).slice(0, 10),
    hashtagsPerPost: Math.min(30, median(tags.map((each) => each.length))),
    linkInBio:
      mean(texts.map((text) => Number(/link in (?:my |our )?bio|(?:link|enlace) en (?:la |mi )?bio/iu.test(text)))) >=
      0.5,
  };
}

/** Lines that end posts again and again, the most frequent first. A line said once is of that post, not a habit. */
function closingHabits(texts: readonly string[], linkInBio: boolean): string[] {
  const seen = new Map<string, { line: string; count: number }>();
  for (const text of texts) {
    // An emoji before it closes the sentence before.
    const line = (sentencesOf(withoutTags(text)).at(-1)?.text ?? '').replace(
      /^[\p{Extended_Pictographic}\uFE0F\s]+/u,
      '',
    );
    if (line.length < 4 || line.length > 120 || sentencesOf(withoutTags(text)).length < 2) continue;
    const key = foldWord(line)
      .replace(/[^\p{L}\p{N} ]/gu, '')
      .trim();
    const before = seen.get(key);
    seen.set(key, { line, count: (before?.count ?? 0) + 1 });
  }
  return [...seen.values()]
    .filter(({ line, count }) => count >= HABIT && isTimelessLine(line, linkInBio))
    .filter(({ line, count }) => statesNothing(line) || count >= texts.length * SIGNATURE)
    .toSorted((left, right) => right.count - left.count)
    .map(({ line }) => line)
    .slice(0, 5);
}

function withoutTags(text: string): string {
  return text.replace(/#[\p{L}\p{M}\p{N}_]+/gu, '').trim();
}

/** What occurs in two posts at least, the most frequent first. */
function habits(posts: readonly (readonly string[])[]): string[] {
  const counts = new Map<string, number>();
  for (const post of posts) for (const each of post) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts.entries()]
    .filter(([, count]) => count >= HABIT)
    .toSorted(([, left], [, right]) => right - left)
    .map(([each]) => each);
}

function mostCommon(values: readonly string[]): string | null {
  const counts = Map.groupBy(values, (value) => value);
  return [...counts.entries()].toSorted(([, left], [, right]) => right.length - left.length)[0]?.[0] ?? null;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
