import { foldWord } from './words.ts';

const NEGATORS = new Set(
  "no not without never nor minus except excluding zero sin nunca jamas ni tampoco excepto salvo ninguna ninguno ningun isn't aren't doesn't don't didn't won't can't cannot wasn't weren't".split(
    ' ',
  ),
);
/** Where what was denied ends. */
const TURNS = new Set('but only just instead rather pero sino solo'.split(' '));
/** Said in the negative, meant in the positive. */
const INVITATIONS =
  /\b(?:don['’]t|do not|never) (?:miss|forget|worry|wait|be shy|hesitate)\b|\bcan['’]t wait\b|\bnot only\b|\bno te (?:l[oa]s? )?(?:pierdas|olvides)\b|\bno (?:olvides|dudes|dejes de|solo|esperes)\b|\bno os (?:l[oa]s? )?perdáis\b/giu;
const LONGER_NEGATORS = /\b(?:instead of|rather than|free of|free from|en lugar de|en vez de|libres? de|nada de)\b/giu;
/** "Gluten free" without its hyphen; "free" behind other words is a price. */
const FREE_OF =
  /\b(gluten|sugar|dairy|nut|lactose|fragrance|perfume|plastic|alcohol|caffeine|cruelty|meat|oil|wheat|egg|soy|chemical|waste|palm oil) free\b/giu;
/** Words a denial reaches: "without added sugar or nuts". */
const REACH = 5;

/**
 * The words of a text that it says it does *not* have, folded: `cebolla` of "sin cebolla", `nuts` of "no nuts",
 * `sugar` of "sugar-free". A hashtag of such a word would promise the opposite.
 */
export function negatedWords(text: string): ReadonlySet<string> {
  const negated = new Set<string>();
  const plain = text.replace(INVITATIONS, ' ').replace(FREE_OF, '. without $1. ').replace(LONGER_NEGATORS, ' without ');
  for (const clause of plain.split(/[.!?;:()\n,–—]+/u)) {
    let reach = 0;
    for (const word of clause.match(/[\p{L}\p{M}\p{N}]+(?:[-'’][\p{L}\p{M}]+)*/gu) ?? []) {
      const folded = foldWord(word);
      const free = folded.match(/^(.+)-(?:free|less)$/)?.[1];
      if (free !== undefined) negated.add(free);
      if (NEGATORS.has(folded)) reach = REACH;
      else if (TURNS.has(folded)) reach = 0;
      else if (reach > 0) {
        negated.add(folded);
        for (const part of folded.split('-')) negated.add(part);
        reach -= 1;
      }
    }
  }
  return negated;
}
