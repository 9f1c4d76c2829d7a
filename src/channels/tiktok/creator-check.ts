import type { PrivacyLevel, TiktokPayload } from '../../contract/payload.ts';
import { durationText } from '../../domain/media-text.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { PublishMedia } from '../adapter.ts';
import type { CreatorInfo } from './creator-info.ts';

const AUDIENCES: Readonly<Record<PrivacyLevel, string>> = {
  PUBLIC_TO_EVERYONE: 'everyone',
  MUTUAL_FOLLOW_FRIENDS: 'friends',
  FOLLOWER_OF_CREATOR: 'followers',
  SELF_ONLY: 'only me',
};

/**
 * What the creator's settings, read a moment ago, no longer allow. They may have changed since the choices were made:
 * then a person chooses again, and nothing is changed silently (tiktok.md 11, U4, U9, U16, "Scheduling and consent").
 */
export function objectionOf(info: CreatorInfo, payload: TiktokPayload, media: readonly PublishMedia[]): Failure | null {
  const [first] = media;
  const video = first?.kind === 'video' ? first : null;
  const maximumMs = info.max_video_post_duration_sec * 1000;
  const { privacyLevel } = payload;

  if (privacyLevel === undefined) return objection('privacy_level', 'Choose who may see this post on TikTok.');
  if (!info.privacy_level_options.includes(privacyLevel)) return privacyObjection(privacyLevel, info);
  if (payload.commercialDisclosure && payload.brandContent && privacyLevel === 'SELF_ONLY') {
    return objection(
      'brand_content_toggle',
      'Branded content visibility cannot be set to private. Choose a wider audience.',
    );
  }
  if (video?.durationMs != null && video.durationMs > maximumMs) {
    return objection(
      'max_video_post_duration_sec',
      `This video is ${durationText(video.durationMs)} long; TikTok takes at most ${durationText(maximumMs)} from this account. Shorten it.`,
    );
  }
  const refused = [
    ...(payload.allowComment && info.comment_disabled ? ['comments'] : []),
    ...(video !== null && payload.allowDuet && info.duet_disabled ? ['duets'] : []),
    ...(video !== null && payload.allowStitch && info.stitch_disabled ? ['stitches'] : []),
  ];
  if (refused.length === 0) return null;
  return objection(
    'interaction_disabled',
    `This post would allow ${refused.join(' and ')}, which the account’s TikTok settings now switch off. Change the post or the settings.`,
  );
}

function privacyObjection(chosen: PrivacyLevel, info: CreatorInfo): Failure {
  const offered = info.privacy_level_options.map((level) => `“${audienceText(level)}”`).join(', ');
  return objection(
    'privacy_level_option_mismatch',
    `TikTok no longer offers “${AUDIENCES[chosen]}” for this account. It offers ${offered}. Choose again.`,
  );
}

function audienceText(level: string): string {
  return Object.entries(AUDIENCES).find(([name]) => name === level)?.[1] ?? level;
}

function objection(platformCode: string, message: string): Failure {
  return { failureClass: 'content', message, platformCode, traceId: null, httpStatus: null };
}
