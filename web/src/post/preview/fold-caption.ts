import type { Channel } from '../../../../src/contract/channel.ts';

/** About what each app shows before its "more"; neither publishes the number. */
const SHOWN = { ig: { characters: 125, lines: 2 }, tiktok: { characters: 90, lines: 2 } } as const;

/** The part of a caption that is seen before it is unfolded; `rest` tells whether there is more. */
export function foldCaption(
  text: string,
  channel: Channel,
  segmenter: Intl.Segmenter,
): { head: string; rest: boolean } {
  const { characters, lines } = SHOWN[channel];
  const firstLines = text.split('\n').slice(0, lines).join('\n').trimEnd();
  const letters = [...segmenter.segment(firstLines)].map((part) => part.segment);
  if (letters.length <= characters) return { head: firstLines, rest: firstLines.length < text.trimEnd().length };
  return { head: atWord(letters.slice(0, characters).join('')), rest: true };
}

/** Ends at a word where one ends near; a script without blanks is cut where it stands. */
function atWord(text: string): string {
  const blank = text.search(/\s\S*$/);
  return (blank > text.length - 20 ? text.slice(0, blank) : text).trimEnd();
}
