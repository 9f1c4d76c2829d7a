const WORD = /[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*/gu;

/** Words of a text in order: letters, with hyphens and apostrophes inside. Figures are no words. */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** For comparing: small letters without accents, `ñ` kept, since año is not ano. */
export function foldWord(word: string): string {
  return word
    .toLocaleLowerCase('und')
    .replaceAll('ñ', '\u0000')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('\u0000', 'ñ')
    .normalize('NFC')
    .replaceAll('’', "'");
}

/** The part of a word that stays in plural and gender, roughly: `tazas` and `taza`, `mugs` and `mug`. */
export function stemOf(word: string): string {
  const folded = foldWord(word);
  if (folded.length <= 4) return folded.replace(/s$/, '');
  return folded.replace(/(?:es|os|as|s|o|a|e)$/, '');
}

/** Whether two texts share a word that matters, by its stem. */
export function sharesStem(left: readonly string[], right: readonly string[]): boolean {
  const stems = new Set(left.map(stemOf));
  return right.some((word) => stems.has(stemOf(word)));
}
