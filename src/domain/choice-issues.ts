import type { InstagramPayload, TiktokPayload } from '../contract/payload.ts';
import { isBefore, later } from './clock.ts';
import { kindOf } from './entry-kind.ts';
import type { AccountFacts, ReadinessFacts } from './facts.ts';
import { issue, type IssueDraft } from './issues.ts';
import { durationText } from './media-text.ts';

/** The channel's own choices: what TikTok wants decided by hand, and what Instagram's parameters allow. */
export function choiceIssues(facts: ReadinessFacts): IssueDraft[] {
  return facts.entry.channel === 'ig'
    ? instagramChoices(facts, facts.entry.payload)
    : tiktokChoices(facts, facts.entry.payload);
}

function instagramChoices(facts: ReadinessFacts, payload: InstagramPayload): IssueDraft[] {
  const found = suspensionIssues(facts);
  const video = facts.assets.length === 1 ? (facts.assets[0]?.video ?? null) : null;
  const coverTimeMs = payload.coverTimeMs ?? facts.post.cover?.timeMs;
  // instagram.md 5.2: 0 <= thumb_offset < duration
  if (video !== null && coverTimeMs !== undefined && coverTimeMs >= video.durationMs) {
    found.push(
      issue('cover_outside_video', { found: durationText(coverTimeMs), maximum: durationText(video.durationMs) }),
    );
  }
  found.push(...coverIssues(facts));
  const isImagePost = facts.assets.length === 1 && facts.assets[0]?.kind === 'image';
  // instagram.md 5.2: a position is required on images, so a tag without one would be refused at the hour.
  if (isImagePost && payload.userTags?.some((tag) => tag.x === undefined || tag.y === undefined) === true) {
    found.push(issue('choices_invalid', { field: 'userTags' }));
  }
  if (
    (payload.firstComment ?? '') !== '' &&
    facts.account !== null &&
    !facts.account.scopes.includes('instagram_business_manage_comments')
  ) {
    found.push(issue('first_comment_scope'));
  }
  return found;
}

/** Only reels carry a cover of their own; it must be there, and be a picture (instagram.md 5.2, `cover_url`). */
function coverIssues({ assets, coverAsset }: ReadinessFacts): IssueDraft[] {
  const isReel = assets.length === 1 && assets[0]?.kind === 'video';
  if (!isReel || coverAsset === undefined || coverAsset === 'image') return [];
  return [coverAsset === 'gone' ? issue('cover_gone') : issue('choices_invalid', { field: 'cover' })];
}

function tiktokChoices(facts: ReadinessFacts, payload: TiktokPayload): IssueDraft[] {
  const video = facts.assets[0]?.video ?? null;
  const coverTimeMs = payload.coverTimeMs ?? facts.post.cover?.timeMs;
  const found: IssueDraft[] = [];
  // The creator finishes a draft in the app, choices included (tiktok.md 5.6).
  if (payload.mode === 'inbox') return [issue('finish_in_app')];
  found.push(...standingIssues(facts.account, payload), ...privacyIssues(facts.account, payload));
  found.push(...interactionIssues(facts, payload), ...suspensionIssues(facts));
  if (payload.commercialDisclosure && !payload.brandOrganic && !payload.brandContent)
    found.push(issue('disclosure_incomplete'));
  if (!payload.musicConfirmed) found.push(issue('music_not_confirmed'));
  // `is_aigc` is documented for videos alone (tiktok.md 6): said, rather than left out in silence.
  if (payload.aiGenerated && isPhotoPost(facts)) found.push(issue('ai_label_not_sent'));
  if (video !== null && coverTimeMs !== undefined && coverTimeMs >= video.durationMs) {
    found.push(
      issue('cover_outside_video', { found: durationText(coverTimeMs), maximum: durationText(video.durationMs) }),
    );
  }
  return found;
}

/** An unaudited app posts to private accounts only, and only for their owner's eyes (tiktok.md 11, "Unaudited apps"). */
function standingIssues(account: AccountFacts | null, payload: TiktokPayload): IssueDraft[] {
  if (account?.standing !== 'unaudited') return [];
  const found: IssueDraft[] = [];
  if (account.capabilities.private === false) found.push(issue('unaudited_public_account'));
  if (payload.privacyLevel !== undefined && payload.privacyLevel !== 'SELF_ONLY')
    found.push(issue('unaudited_privacy'));
  return found;
}

/** U6, U7 and U16: chosen by hand, among what is offered, and branded content never for one's own eyes only. */
function privacyIssues(account: AccountFacts | null, payload: TiktokPayload): IssueDraft[] {
  const { privacyLevel } = payload;
  if (privacyLevel === undefined) return [issue('privacy_not_chosen')];
  const offered = account?.capabilities.privacyLevelOptions;
  if (offered !== undefined && !offered.includes(privacyLevel) && account?.standing !== 'unaudited') {
    return [issue('privacy_not_offered', { chosen: privacyLevel })];
  }
  return payload.brandContent && privacyLevel === 'SELF_ONLY' ? [issue('branded_content_private')] : [];
}

/** U9: what the creator switched off in TikTok cannot be allowed here; photo posts know comments only (U10). */
function interactionIssues(facts: ReadinessFacts, payload: TiktokPayload): IssueDraft[] {
  const capabilities = facts.account?.capabilities;
  if (capabilities === undefined) return [];
  const isPhotos = isPhotoPost(facts);
  const refused: string[] = [];
  if (payload.allowComment && capabilities.commentDisabled === true) refused.push('comment');
  if (!isPhotos && payload.allowDuet && capabilities.duetDisabled === true) refused.push('duet');
  if (!isPhotos && payload.allowStitch && capabilities.stitchDisabled === true) refused.push('stitch');
  return refused.map((interaction) => issue('interaction_disabled', { interaction }));
}

function isPhotoPost({ assets }: ReadinessFacts): boolean {
  const kinds = assets.flatMap((asset) => (asset === null ? [] : [asset.kind]));
  return kindOf('tiktok', kinds) === 'photos';
}

/**
 * U3, and Instagram's limit of the day and its blocks: the creator can post no more for now, so nothing is sent until
 * then. Of what is being sent already, the platform's answer will tell; a retry has a time of its own.
 */
function suspensionIssues({ account, entry, job, now }: ReadinessFacts): IssueDraft[] {
  const until = account?.suspendedUntil ?? null;
  if (until === null || job?.status === 'publishing') return [];
  const at = job?.nextAttemptAt ?? entry.scheduledAt;
  const due = at === null ? now : later(at, now);
  const { channel } = entry;
  return isBefore(due, until) ? [issue('posting_suspended', { channel, until: until.toString() })] : [];
}
