import type { Evidence, RiskyClaim, SuggestionNote } from '../contract/suggestion.ts';
import type { PostContext } from './context.ts';
import { evidence, note } from './reasons.ts';
import { claimAdvice, claimsIn } from './text/claims.ts';
import { readBrief, type ReadBrief } from './text/instructions.ts';
import { languageOf } from './text/language.ts';

/** What there is to write from, read once and shared by the model's side and the built-in one. */
export interface Material extends ReadBrief {
  /** The creator's words for readers, orders and directions taken out. */
  text: string;
  language: string | null;
  from: Evidence[];
  risks: RiskyClaim[];
  notes: SuggestionNote[];
}

/** The brief where there is one, else what is typed as caption, else the title. */
export function materialOf({ brief, caption, title, voice, locale }: PostContext): Material {
  const [code, source] =
    brief.trim() !== ''
      ? (['brief', brief] as const)
      : caption.trim() !== ''
        ? (['caption', caption] as const)
        : (['title', title] as const);
  const read = readBrief(source);
  const text = read.content.map((sentence) => sentence.text).join('\n');
  const claims = claimsIn(text);
  const notes: SuggestionNote[] = [];
  if (read.content.length === 0) notes.push(note('brief_empty', locale));
  if (read.orders.length > 0) notes.push(note('orders_ignored', locale));
  if (claims.length > 0) {
    notes.push(note('claims_left_out', locale, { list: claims.map(({ claim }) => `“${claim}”`).join(', ') }));
  }
  return {
    ...read,
    text,
    language: text === '' ? voice.language : languageOf(text, voice.language),
    from: read.content.length === 0 ? [] : [evidence(code, locale)],
    risks: claims.map(({ kind, claim, sentence }) => ({ claim, sentence, message: claimAdvice(kind, locale) })),
    notes,
  };
}
