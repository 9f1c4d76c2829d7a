import { factsIn, type Fact } from '../text/facts.ts';
import { withoutClaims } from '../text/claims.ts';
import { asSentence, type Sentence } from '../text/sentences.ts';
import { foldWord, wordsOf } from '../text/words.ts';
import { ASKS_READER, LEANING, NEWS_WORDS } from './lexicon.ts';

/** One sentence of the brief as the drafting sees it. */
export interface Statement {
  text: string;
  isItem: boolean;
  facts: readonly Fact[];
  asksReader: boolean;
  isQuestion: boolean;
  /** Leans on the sentence before it, so it goes where that goes. */
  leans: boolean;
  isNews: boolean;
}

const NEWS_AT = 6;

/** Sentences as statements: claims cut out clause by clause, repetitions once. */
export function statementsOf(sentences: readonly Sentence[]): Statement[] {
  const seen = new Set<string>();
  return sentences.flatMap(({ text, isItem }) => {
    const honest = withoutClaims(text);
    if (honest === null) return [];
    const key =
      wordsOf(honest).map(foldWord).join(' ') +
      factsIn(honest)
        .map((fact) => fact.key)
        .join(' ');
    if (key !== '' && seen.has(key)) return [];
    seen.add(key);
    return [statementOf(isItem ? honest : asSentence(honest), isItem)];
  });
}

function statementOf(text: string, isItem: boolean): Statement {
  return {
    text,
    isItem,
    facts: factsIn(text),
    asksReader: ASKS_READER.test(text),
    isQuestion: /\?["”')]*$/.test(text),
    leans: LEANING.test(text),
    // Further back the word belongs to a detail: "dark mode and three new languages".
    isNews: wordsOf(text)
      .slice(0, NEWS_AT)
      .some((word) => NEWS_WORDS.has(foldWord(word))),
  };
}
