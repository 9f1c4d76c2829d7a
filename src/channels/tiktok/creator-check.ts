import type { PrivacyLevel, TiktokPayload } from '../../contract/payload.ts';
import { durationText } from '../../domain/media-text.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { Said } from '../../domain/said.ts';
import type { PublishMedia } from '../adapter.ts';
import type { CreatorInfo } from './creator-info.ts';

/**
 * What the creator's settings, read a moment ago, no longer allow. They may have changed since the choices were made:
 * then a person chooses again, and nothing is changed silently (tiktok.md 11, U4, U9, U16, "Scheduling and consent").
 */
export function objectionOf(info: CreatorInfo, payload: TiktokPayload, media: readonly PublishMedia[]): Failure | null {
  const [first] = media;
  const video = first?.kind === 'video' ? first : null;
  const maximumMs = info.max_video_post_duration_sec * 1000;
  const { privacyLevel } = payload;

  if (privacyLevel === undefined) return objection('privacy_level', { word: 'tiktok.audienceNotChosen' });
  if (!info.privacy_level_options.includes(privacyLevel)) return privacyObjection(privacyLevel, info);
  if (payload.commercialDisclosure && payload.brandContent && privacyLevel === 'SELF_ONLY') {
    return objection('brand_content_toggle', { word: 'tiktok.brandedPrivate' });
  }
  if (video?.durationMs != null && video.durationMs > maximumMs) {
    const values = { found: durationText(video.durationMs), maximum: durationText(maximumMs) };
    return objection('max_video_post_duration_sec', { word: 'tiktok.tooLongForCreator', values });
  }
  const refused = [
    ...(payload.allowComment && info.comment_disabled ? ['comments'] : []),
    ...(video !== null && payload.allowDuet && info.duet_disabled ? ['duets'] : []),
    ...(video !== null && payload.allowStitch && info.stitch_disabled ? ['stitches'] : []),
  ];
  if (refused.length === 0) return null;
  const values = { interactions: refused.join(',') };
  return objection('interaction_disabled', { word: 'tiktok.interactionsOff', values });
}

function privacyObjection(chosen: PrivacyLevel, info: CreatorInfo): Failure {
  const values = { chosen, offered: info.privacy_level_options.join(',') };
  return objection('privacy_level_option_mismatch', { word: 'tiktok.audienceNotOffered', values });
}

function objection(platformCode: string, says: Said): Failure {
  return { failureClass: 'content', says, platformCode, traceId: null, httpStatus: null };
}
