/** One thing said: a sentence, or an item of a list. */
export interface Sentence {
  text: string;
  isItem: boolean;
}

const ABBREVIATION =
  /(?:^|[\s(])(?:dr|dra|mr|mrs|ms|prof|sr|sra|srta|st|vs|approx|aprox|no|nº|núm|tel|pág|av|avda|etc|e\.g|i\.e|p\.ej|ej)\.\s*$/iu;
const CLOCK_ABBREVIATION = /\d\s?[ap]\.\s?m\.\s*$/iu;
/** The segmenter takes a figure, a small letter or a tag behind a stop for part of the sentence ("abuela. 6 huevos"); behind a word it is not. */
const BREAK =
  /(?<=\p{L}{3}[.!?…]|\d{2}\.)(?<!\b(?:approx|aprox|núm|tel|pág|avda|art|etc|prof|srta)\.)(?<!\.\.\.)\s+(?=[\d£€$\p{Ll}])|(?<=[.!?…])\s+(?=<\/?\p{L})/u;
const ITEM = /^\s*(?:[-–—•*▪◦·✔✓→]|\d{1,2}[.)](?=\s))\s*/u;
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Cuts a text into what it says. Abbreviations (Dr., Sr., 10 a.m.) and decimals end nothing; a line that ends without
 * a stop ends its sentence unless the next goes on in small letters; list items stay apart.
 */
export function sentencesOf(text: string): Sentence[] {
  return linesOf(text).flatMap(({ text: line, isItem }) =>
    line
      .split(BREAK)
      .flatMap(cut)
      .map((sentence) => ({ text: sentence, isItem })),
  );
}

function linesOf(text: string): Sentence[] {
  const lines: Sentence[] = [];
  let isOpen = false;
  for (const raw of text.replace(/\r\n?/g, '\n').split('\n')) {
    const isItem = ITEM.test(raw);
    const line = raw.replace(ITEM, '').replace(/\s+/g, ' ').trim();
    const before = lines.at(-1);
    if (line === '') isOpen = false;
    else if (isOpen && before && !isItem && /^\p{Ll}/u.test(line)) before.text += ` ${line}`;
    else lines.push({ text: line, isItem });
    isOpen = line !== '' && !/[.!?…:]$/u.test(line);
  }
  return lines;
}

function cut(line: string): string[] {
  const sentences: string[] = [];
  let open = '';
  for (const { segment } of segmenter.segment(line)) {
    open += segment;
    const goesOn =
      ABBREVIATION.test(open) ||
      (CLOCK_ABBREVIATION.test(open) && /^[\p{Ll}\d]/u.test(restAfter(line, open, sentences)));
    if (goesOn) continue;
    if (isOnlyMarks(open) && sentences.length > 0) sentences[sentences.length - 1] += ` ${open.trim()}`;
    else sentences.push(open.trim());
    open = '';
  }
  if (open.trim() !== '') sentences.push(open.trim());
  return sentences.filter((sentence) => sentence !== '');
}

function restAfter(line: string, open: string, before: readonly string[]): string {
  const from = before.length === 0 ? 0 : line.indexOf(open.trimStart());
  return line.slice(from + open.length).trimStart();
}

/** An emoji or dots behind a full stop belong to the sentence before. */
function isOnlyMarks(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}

/** Begins with a capital and ends with a stop, as a sentence of a caption does. Names such as iPhone stay. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  const first = trimmed.match(/^[¿¡"“'(]*(\p{Ll}[\p{L}\p{M}]*)/u)?.[1] ?? '';
  const isBrand = /\p{Lu}/u.test(first);
  const begun =
    first === '' || isBrand ? trimmed : trimmed.replace(/\p{Ll}/u, (letter) => letter.toLocaleUpperCase('und'));
  const isEnded =
    /[.!?…:;)"”»]$|\p{Extended_Pictographic}\uFE0F?$/u.test(begun) || /(?:https?:|www\.|[#@])\S*$/u.test(begun);
  return isEnded ? begun.replace(/;$/, '.') : `${begun.replace(/[,–—-]+$/, '')}.`;
}
