import type { Channel } from '../../contract/channel.ts';
import { GENERIC_WORDS } from '../built-in/lexicon.ts';
import { foldWord, stemOf, wordsOf } from '../text/words.ts';

/** What the calendar holds already. Everything but `edited` and `isDraft` is as it was proposed or is now. */
export interface ExistingPiece {
  entryKey: string;
  title: string;
  brief: string;
  caption: string;
  hashtags: readonly string[];
  slots: readonly { channel: Channel; scheduledAt: Temporal.Instant | null }[];
  /** The creator changed it by hand since it was proposed. */
  edited: boolean;
  /** No job yet. What is scheduled or published is not proposed anew either. */
  isDraft: boolean;
}

/** Two texts with so much of their words in common are one idea told twice. */
const SAME_IDEA = 0.6;

/** Whether nobody but us has a hand in a piece: only such may be changed or removed. */
export function isOurs(piece: ExistingPiece): boolean {
  return piece.isDraft && !piece.edited;
}

/** A key that stays while the idea's words do, whatever their order, case or accents. */
export function keyOf(brief: string): string {
  const words = wordsOf(brief).map(foldWord).toSorted().join(' ');
  const figures = (brief.match(/\d+/g) ?? []).join(' ');
  return `idea-${hash(`${words}|${figures}`, 0x811c9dc5)}${hash(`${figures}|${words}`, 0x01000193)}`;
}

/** Under what key an entry is stored: a piece has one entry a channel, and keys are unique in a calendar. */
export function entryKeyOn(channel: Channel, pieceKey: string): string {
  return `${pieceKey}:${channel}`;
}

/** The existing piece that a new idea is, by key or by its words; each is matched once. */
export function takeMatch(
  pool: ExistingPiece[],
  idea: { entryKey: string; title: string; brief: string },
): ExistingPiece | null {
  const scored = pool.map((piece, index) => ({
    index,
    score:
      piece.entryKey === idea.entryKey ? 2 : likeness(`${piece.title} ${piece.brief}`, `${idea.title} ${idea.brief}`),
  }));
  const best = scored.toSorted((left, right) => right.score - left.score)[0];
  if (!best || best.score < SAME_IDEA) return null;
  return pool.splice(best.index, 1)[0] ?? null;
}

/** Share of words in common, 0..1, words of every announcement left out. */
export function likeness(left: string, right: string): number {
  const [first, second] = [stemsOf(left), stemsOf(right)];
  if (first.size === 0 || second.size === 0) return 0;
  const shared = [...first].filter((stem) => second.has(stem)).length;
  return shared / (first.size + second.size - shared);
}

function stemsOf(text: string): Set<string> {
  const words = wordsOf(text).filter((word) => word.length > 2 && !GENERIC_WORDS.has(foldWord(word)));
  return new Set([...words.map(stemOf), ...(text.match(/\d+/g) ?? [])]);
}

/** FNV-1a, 32 bits as hexadecimal: a name, not a secret. */
function hash(text: string, seed: number): string {
  let value = seed;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value.toString(16).padStart(8, '0');
}
