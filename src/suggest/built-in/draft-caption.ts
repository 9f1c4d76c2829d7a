import type { Channel } from '../../contract/channel.ts';
import type { VoiceCard } from '../../contract/suggestion.ts';
import { INSTAGRAM_LIMITS, TIKTOK_LIMITS } from '../../domain/limits.ts';
import { emojiIn, isSeasonalEmoji } from '../text/emoji.ts';
import { foldWord, wordsOf } from '../text/words.ts';
import type { Sentence } from '../text/sentences.ts';
import { habitualClosing } from './closing-line.ts';
import { GENERIC_WORDS, SAD } from './lexicon.ts';
import { statementsOf, type Statement } from './statements.ts';

export interface DraftedCaption {
  text: string;
  /** What was done, for the reason: which sentence leads, what the voice added, what a long brief lost. */
  movedToFront: boolean;
  closing: 'own' | 'habit' | null;
  emojiFrom: 'brief' | 'voice' | null;
  leftOut: number;
}

export interface CaptionVariantDraft {
  channel: Channel;
  text: string;
  title?: string;
}

/** Room for a line of hashtags below the text (instagram.md 9). */
const HARD_LIMIT = INSTAGRAM_LIMITS.captionLength - 150;
/** Instagram folds a caption after about this many characters: the first line must work alone. */
const FOLD = 125;
const COMFORTABLE_LENGTH = 700;
/** However terse the account: a few sentences of the brief stay in any case, and those with facts whatever the length. */
const BRIEFEST = 280;
/** So short a text is one line, all of it above the fold. */
const SHORT = FOLD;
/** The creator began with something; what takes its place must be clearly stronger. */
const INERTIA = 1.5;

/**
 * Drafts a caption by reordering the creator's own sentences: the one that carries most goes first, the one that asks
 * something of the reader goes last, habits of the voice (emoji, closing line) are added. No word of content is
 * added; no sentence with a figure, a price, an hour or a day is dropped while there is room at all.
 * `null` when the sentences say nothing that can be published.
 */
export function draftCaption(sentences: readonly Sentence[], voice: VoiceCard): DraftedCaption | null {
  const all = statementsOf(sentences);
  if (all.length === 0) return null;
  const kept = withinLength(all, voice.length === 0 ? COMFORTABLE_LENGTH : Math.max(BRIEFEST, voice.length * 1.5));
  const blocks = blocksOf(kept);
  const movedToFront = leadWithStrongest(blocks);
  const ask = takeAsk(blocks);
  const content = [...blocks.flat(), ...(ask ?? [])].map(({ text }) => text).join(' ');
  const isGrave = SAD.test(content);
  const habit = ask === null && !isGrave ? habitualClosing(voice, content, turnOf(content)) : null;
  const closing = ask?.map(({ text }) => text).join(' ') ?? habit;
  const emoji = emojiFor(voice, content);
  return {
    text: layOut(blocks, closing, emoji),
    movedToFront,
    closing: ask !== null ? 'own' : habit === null ? null : 'habit',
    emojiFrom: emojiIn(content).length > 0 ? 'brief' : emoji === null ? null : 'voice',
    leftOut: all.length - kept.length,
  };
}

/**
 * What a channel is better served by: TikTok shows two lines over the video, so its text runs on without empty lines;
 * a TikTok photo post has a title of 90 besides (tiktok.md 6). `null` where the shared text does as it is.
 */
export function captionForTiktok(text: string, isPhotoPost: boolean): CaptionVariantDraft | null {
  const running = text.replace(/\n{2,}/g, '\n').slice(0, TIKTOK_LIMITS.videoTitleLength);
  const compact = running.length <= 300 && !running.includes('• ') ? running.replaceAll('\n', ' ') : running;
  if (isPhotoPost) return { channel: 'tiktok', text: compact, title: titleOf(text) };
  return compact === text ? null : { channel: 'tiktok', text: compact };
}

/** The first line cut at a word, for where only 90 characters fit. Never cuts off a figure's unit mid-word. */
function titleOf(text: string): string {
  const line = text.split('\n').find((each) => each.trim() !== '') ?? '';
  const sentence = line.length <= TIKTOK_LIMITS.photoTitleLength ? line : (line.match(/^.*?[.!?](?=\s)/u)?.[0] ?? line);
  if (sentence.length <= TIKTOK_LIMITS.photoTitleLength) return sentence.trim();
  const cut = sentence.slice(0, TIKTOK_LIMITS.photoTitleLength - 1).replace(/\s+\S*$/u, '');
  return `${cut.replace(/[\s,;:–—-]+$/u, '')}…`;
}

/** Keeps what carries facts, then the rest in the order of its worth, until the text is long enough. */
function withinLength(statements: readonly Statement[], target: number): Statement[] {
  if (lengthOf(statements) <= Math.min(target, HARD_LIMIT)) return [...statements];
  const ranked = statements
    .map((statement, index) => ({ statement, worth: worthOf(statement, index) }))
    .toSorted((left, right) => right.worth - left.worth);
  const kept = new Set<Statement>();
  let length = 0;
  for (const { statement } of ranked) {
    const limit = statement.facts.length > 0 ? HARD_LIMIT : Math.min(target, HARD_LIMIT);
    if (length + statement.text.length + 2 > limit) continue;
    kept.add(statement);
    length += statement.text.length + 2;
  }
  // One sentence longer than everything allowed: the only case in which a sentence is cut, at a word.
  const [first] = ranked;
  if (kept.size === 0 && first) return [{ ...first.statement, text: cutAtWord(first.statement.text, HARD_LIMIT) }];
  return statements.filter((statement) => kept.has(statement));
}

function lengthOf(statements: readonly Statement[]): number {
  return statements.reduce((sum, { text }) => sum + text.length + 2, 0);
}

function worthOf(statement: Statement, index: number): number {
  return (
    (statement.facts.length > 0 ? 10 : 0) +
    Math.min(4, statement.facts.length) +
    (index === 0 ? 5 : 0) +
    (statement.asksReader ? 2 : 0) +
    (statement.isNews ? 2 : 0) +
    (statement.text.length > 250 ? -2 : 0) -
    Math.min(2, index / 20)
  );
}

/** Statements that lean on the one before, and items of one list, stay behind what they belong to. */
function blocksOf(statements: readonly Statement[]): Statement[][] {
  const blocks: Statement[][] = [];
  for (const statement of statements) {
    const last = blocks.at(-1);
    const before = last?.at(-1);
    const belongs = statement.isItem || statement.leans || before?.text.endsWith(':');
    if (last && before && belongs) last.push(statement);
    else blocks.push([statement]);
  }
  return blocks;
}

function leadWithStrongest(blocks: Statement[][]): boolean {
  const strengths = blocks.map((block, index) => strengthAsLead(block, index === 0));
  const best = strengths.indexOf(Math.max(...strengths));
  if (best <= 0 || (strengths[best] ?? 0) < (strengths[0] ?? 0) + INERTIA) return false;
  blocks.unshift(...blocks.splice(best, 1));
  return true;
}

function strengthAsLead(block: readonly Statement[], isFirst: boolean): number {
  const [lead] = block;
  if (!lead || (lead.leans && !isFirst) || lead.isItem) return -5;
  return (
    (lead.isNews && namesSomething(lead) ? 2 : 0) +
    (lead.isQuestion ? 1.5 : 0) +
    (lead.facts.some(({ kind }) => kind === 'day' || kind === 'price') ? 0.5 : 0) -
    (lead.asksReader ? 2 : 0) -
    Math.max(0, lead.text.length - FOLD) / 100 -
    (lead.text.length < 15 ? 0.5 : 0)
  );
}

/** "We open at 11:00" is news of nothing unless the sentence before it is read first. */
function namesSomething({ text }: Statement): boolean {
  return wordsOf(text).some((word) => word.length > 3 && !GENERIC_WORDS.has(foldWord(word)));
}

/** Takes the sentence that asks something of the reader out of the body: it ends the post. */
function takeAsk(blocks: Statement[][]): Statement[] | null {
  const at = blocks.findLastIndex((block, index) => index > 0 && block.length === 1 && block[0]?.asksReader === true);
  return at < 0 ? null : (blocks.splice(at, 1)[0] ?? null);
}

function layOut(blocks: readonly (readonly Statement[])[], closing: string | null, emoji: string | null): string {
  const [lead = [], ...body] = blocks;
  const first = lead.filter(({ isItem }) => !isItem).map(({ text }) => text);
  const opening = first.join(' ');
  const isHeading = opening.endsWith(':');
  const parts = [
    emoji === null || isHeading ? opening : `${opening} ${emoji}`,
    ...lead.filter(({ isItem }) => isItem).map(({ text }) => `• ${text}`),
  ];
  const rest = [parts.join('\n'), paragraphs(body), closing ?? ''].filter((part) => part.trim() !== '');
  const text = rest.join('\n\n');
  return text.length <= SHORT && !text.includes('• ') && rest.length <= 2 ? rest.join(' ') : text;
}

/** Two or three sentences a paragraph; items one a line. */
function paragraphs(blocks: readonly (readonly Statement[])[]): string {
  let text = '';
  let inParagraph = 0;
  for (const { text: sentence, isItem } of blocks.flat()) {
    if (isItem) {
      text += `${text === '' ? '' : '\n'}• ${sentence}`;
      inParagraph = 3;
    } else if (inParagraph >= 3 || (inParagraph === 2 && sentence.length > 120)) {
      text += `\n\n${sentence}`;
      inParagraph = 1;
    } else {
      text += `${text === '' ? '' : ' '}${sentence}`;
      inParagraph += 1;
    }
  }
  return text;
}

/** One of the account's own emoji where it usually has some and the brief has none; never at sad news. */
function emojiFor(voice: VoiceCard, content: string): string | null {
  if (voice.emojiPerPost < 0.5 || emojiIn(content).length > 0 || SAD.test(content)) return null;
  const choices = voice.favouriteEmoji.filter((emoji) => !isSeasonalEmoji(emoji));
  return choices[turnOf(content) % Math.max(1, choices.length)] ?? null;
}

/** The same brief always gives the same draft, different briefs differ. */
function turnOf(text: string): number {
  let turn = 7;
  for (const letter of text) turn = (turn * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return turn;
}

function cutAtWord(text: string, length: number): string {
  return `${text.slice(0, length - 1).replace(/\s+\S*$/u, '')}…`;
}
