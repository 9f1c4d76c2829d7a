const EMOJI =
  /(?:\p{Regional_Indicator}{2}|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})*(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})*)*)/gu;
/** Tied to a season or a feast; at any other time they say the post is a copy of an old one. */
const SEASONAL = /[🎄🎅🤶🎃👻❄⛄☃🐣🐰🎆🎇🧧🦃🎁💘💝🍂🎓🪔🕎]/u;

/** Emoji in the order of the text; a family or a flag is one. Signs such as © and ™ are none. */
export function emojiIn(text: string): string[] {
  return (text.match(EMOJI) ?? []).filter((emoji) => !/^[©®™\d#*]/u.test(emoji));
}

export function isSeasonalEmoji(emoji: string): boolean {
  return SEASONAL.test(emoji);
}
