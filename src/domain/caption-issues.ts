import { composeCaption, hashtagsIn, linksIn, mentionsIn, platformLength } from './caption.ts';
import { kindOf } from './entry-kind.ts';
import type { ReadinessFacts } from './facts.ts';
import { issue, type IssueDraft } from './issues.ts';
import { INSTAGRAM_LIMITS, TIKTOK_LIMITS } from './limits.ts';

/** The words of an entry against its channel's limits (instagram.md 9, tiktok.md 5.1 and 6). */
export function captionIssues(facts: ReadinessFacts): IssueDraft[] {
  const text = captionOf(facts);
  return facts.entry.channel === 'ig' ? instagramCaption(facts, text) : tiktokCaption(facts, text);
}

/** The text that will be sent for this entry. */
export function captionOf(facts: Pick<ReadinessFacts, 'entry' | 'post'>): string {
  return composeCaption({ shared: facts.post, override: facts.entry.payload });
}

function instagramCaption(facts: ReadinessFacts, text: string): IssueDraft[] {
  const found: IssueDraft[] = [];
  const { captionLength, hashtags, hashtagsShown, mentions } = INSTAGRAM_LIMITS;
  const length = platformLength(text);
  if (length > captionLength) found.push(issue('caption_too_long', { found: length, maximum: captionLength }));
  const tags = hashtagsIn(text).length;
  if (tags > hashtags) found.push(issue('too_many_hashtags', { found: tags, maximum: hashtags }));
  else if (tags > hashtagsShown) found.push(issue('hashtags_not_shown', { found: tags, maximum: hashtagsShown }));
  const names = mentionsIn(text).length;
  if (names > mentions) found.push(issue('too_many_mentions', { found: names, maximum: mentions }));

  const comment = facts.entry.channel === 'ig' ? (facts.entry.payload.firstComment ?? '') : '';
  if (isTooMuchForComment(comment)) {
    const { firstCommentLength: maximum, firstCommentHashtags } = INSTAGRAM_LIMITS;
    found.push(issue('first_comment_too_long', { maximum, hashtags: firstCommentHashtags }));
  }
  return found;
}

function isTooMuchForComment(text: string): boolean {
  return (
    platformLength(text) > INSTAGRAM_LIMITS.firstCommentLength ||
    hashtagsIn(text).length > INSTAGRAM_LIMITS.firstCommentHashtags ||
    linksIn(text).length > INSTAGRAM_LIMITS.firstCommentLinks
  );
}

function tiktokCaption(facts: ReadinessFacts, text: string): IssueDraft[] {
  if (facts.entry.channel !== 'tiktok') return [];
  const found: IssueDraft[] = [];
  const isPhotos =
    kindOf(
      'tiktok',
      facts.assets.flatMap((asset) => (asset === null ? [] : [asset.kind])),
    ) === 'photos';
  const isVideoDraft = facts.entry.payload.mode === 'inbox' && !isPhotos;
  const maximum = isPhotos ? TIKTOK_LIMITS.photoDescriptionLength : TIKTOK_LIMITS.videoTitleLength;
  const length = platformLength(text);
  // Nothing but the video travels to the inbox, so the caption cannot be too long there (tiktok.md 5.6).
  if (isVideoDraft) return length > 0 ? [issue('caption_not_sent')] : [];
  if (length > maximum) found.push(issue('caption_too_long', { found: length, maximum }));
  const title = platformLength(facts.entry.payload.title ?? '');
  if (isPhotos && title > TIKTOK_LIMITS.photoTitleLength) {
    found.push(issue('title_too_long', { found: title, maximum: TIKTOK_LIMITS.photoTitleLength }));
  }
  const tags = hashtagsIn(text).length;
  if (tags > TIKTOK_LIMITS.hashtagsShown)
    found.push(issue('hashtags_not_shown', { found: tags, maximum: TIKTOK_LIMITS.hashtagsShown }));
  return found;
}
