/** The parts of a text that platforms count, whatever the platform. */
const HASHTAG = /#[\p{L}\p{M}\p{N}_]+/gu;
const LINK = /\bhttps?:\/\/\S+/giu;
const MENTION = /(?<![\p{L}\p{N}_.])@[A-Za-z0-9._]+/gu;

/** What a post shares and a channel may override (spec.md 7). */
export interface CaptionSource {
  shared: { caption: string; hashtags: readonly string[] };
  override: { caption?: string | undefined; hashtags?: readonly string[] | undefined };
}

/**
 * The text as it is sent: the caption, then the hashtags it does not contain already, on a line of their own.
 * An override of the channel replaces the shared part as a whole.
 */
export function composeCaption(source: CaptionSource): string {
  const caption = (source.override.caption ?? source.shared.caption).trim();
  const hashtags = source.override.hashtags ?? source.shared.hashtags;
  const present = new Set(hashtagsIn(caption).map(normaliseHashtag));
  const missing: string[] = [];
  for (const hashtag of hashtags) {
    const key = normaliseHashtag(hashtag);
    if (present.has(key)) continue;
    present.add(key);
    missing.push(`#${hashtag.replace(/^#+/, '')}`);
  }
  if (missing.length === 0) return caption;
  return caption === '' ? missing.join(' ') : `${caption}\n\n${missing.join(' ')}`;
}

export function hashtagsIn(text: string): string[] {
  return text.match(HASHTAG) ?? [];
}

export function linksIn(text: string): string[] {
  return text.match(LINK) ?? [];
}

export function mentionsIn(text: string): string[] {
  return text.match(MENTION) ?? [];
}

/**
 * Length as the platforms may count it. TikTok documents UTF-16 units (tiktok.md 5.1); Instagram names no unit, and
 * UTF-16 is never smaller than code points, so holding to it is safe under both readings (instagram.md 9).
 */
export function platformLength(text: string): number {
  return text.length;
}

/** Length as a person counts it: an emoji family is one. For display only. */
export function graphemeLength(text: string, segmenter: Intl.Segmenter): number {
  return [...segmenter.segment(text)].length;
}

function normaliseHashtag(hashtag: string): string {
  return hashtag.replace(/^#+/, '').toLocaleLowerCase('und').normalize('NFC');
}
