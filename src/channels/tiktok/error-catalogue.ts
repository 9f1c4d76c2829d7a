import type { FailureClass } from '../../contract/job.ts';
import type { TIKTOK_FAILURES } from '../../domain/failure-words-tiktok.ts';

type TiktokWord = keyof typeof TIKTOK_FAILURES;

/**
 * How long TikTok asks to wait. `day`: longer than any retry would wait, so a person is told to choose another time
 * instead of being surprised by a post a day late (tiktok.md 11, U3; spec.md 5.5).
 */
export type Pause = 'none' | 'minute' | 'day';

export interface ErrorRow {
  code: string;
  failureClass: FailureClass;
  pause: Pause;
  /** The row counts only when TikTok's message names one of these fields. */
  named?: readonly string[];
  /** For the creator: what happened, and what to do. */
  says: TiktokWord;
}

function row(
  code: string,
  failureClass: FailureClass,
  says: TiktokWord,
  more: Partial<Pick<ErrorRow, 'pause' | 'named'>> = {},
): ErrorRow {
  return { code, failureClass, pause: 'none', says, ...more };
}

const CHOICES = [
  'title',
  'description',
  'privacy_level',
  'disable_comment',
  'disable_duet',
  'disable_stitch',
  'brand_content_toggle',
  'brand_organic_toggle',
  'video_cover_timestamp_ms',
  'photo_cover_index',
];

/** tiktok.md 9, row by row and in its order. Where a code has two rows, the one that needs a name stands first. */
export const API_ERRORS: readonly ErrorRow[] = [
  row('invalid_param', 'content', 'choiceRefused', { named: CHOICES }),
  row('invalid_param', 'permanent', 'ourFault'),
  row('invalid_params', 'content', 'choiceRefused', { named: CHOICES }),
  row('invalid_params', 'permanent', 'ourFault'),
  row('app_version_check_failed', 'permanent', 'appTooOld'),
  row('invalid_publish_id', 'unknown', 'unknownPost'),
  row('token_not_authorized_for_specified_publish_id', 'permanent', 'ourFault'),
  row('publish_not_cancellable', 'permanent', 'notCancellable'),
  row('invalid_file_upload', 'media', 'unusableFile'),
  row('scope_permission_missed', 'token', 'scope'),
  row('access_token_invalid', 'token', 'relink'),
  row('scope_not_authorized', 'token', 'scope'),
  row('spam_risk_too_many_posts', 'rate', 'tooManyPosts', { pause: 'day' }),
  row('spam_risk_user_banned_from_posting', 'permanent', 'banned'),
  row('spam_risk_too_many_pending_share', 'rate', 'inboxFull', { pause: 'day' }),
  row('reached_active_user_cap', 'rate', 'userCap', { pause: 'day' }),
  // `SELF_ONLY` alone does not help; the three ways out of tiktok.md 9 and 11.
  row('unaudited_client_can_only_post_to_private_accounts', 'permanent', 'unaudited'),
  row('url_ownership_unverified', 'permanent', 'addressUnverified'),
  row('privacy_level_option_mismatch', 'content', 'audienceMismatch'),
  row('rate_limit_exceeded', 'rate', 'slowDown', { pause: 'minute' }),
  row('internal_error', 'transient', 'trouble'),
];

/** tiktok.md 7, `fail_reason`. `FAILED` is final: after any of these a new attempt cannot double the post. */
export const FAIL_REASONS: readonly ErrorRow[] = [
  row('file_format_check_failed', 'media', 'format'),
  row('duration_check_failed', 'media', 'duration'),
  row('frame_rate_check_failed', 'media', 'frameRate'),
  row('picture_size_check_failed', 'media', 'pictureSize'),
  row('video_size_check_failed', 'media', 'videoSize'),
  row('internal', 'transient', 'troubleProcessing'),
  row('video_pull_failed', 'transient', 'unfetched'),
  row('photo_pull_failed', 'transient', 'unfetched'),
  row('publish_cancelled', 'permanent', 'cancelled'),
  row('auth_removed', 'token', 'withdrawn'),
  row('spam_risk_too_many_posts', 'rate', 'tooManyPosts', { pause: 'day' }),
  row('spam_risk_text', 'content', 'riskyCaption'),
  row('spam_risk', 'permanent', 'spam'),
  row('spam_risk_user_banned_from_posting', 'permanent', 'banned'),
];

/** After this many failed pulls of a job the file is taken to be out of TikTok's reach for good (tiktok.md 7). */
export const PULL_FAILURES = ['video_pull_failed', 'photo_pull_failed'] as const;
export const PULL_TRIES = 3;

/** tiktok.md 2.2. `invalid_request` differs by what was asked: see OAUTH_REFRESH_ERRORS. */
export const OAUTH_ERRORS: readonly ErrorRow[] = [
  row('access_denied', 'token', 'notGranted'),
  row('invalid_client', 'permanent', 'appSetUp'),
  row('invalid_grant', 'token', 'signInUsed'),
  row('invalid_request', 'permanent', 'appSetUp'),
  row('invalid_scope', 'permanent', 'scopeNotEnabled'),
  row('unauthorized_client', 'permanent', 'appSetUp'),
  row('unsupported_grant_type', 'permanent', 'ourFault'),
  row('unsupported_response_type', 'permanent', 'ourFault'),
  row('internal_error', 'transient', 'trouble'),
  row('server_error', 'transient', 'trouble'),
  row('temporarily_unavailable', 'transient', 'trouble'),
];

/** At a refresh these two speak of the token; only the creator can bring a new one (tiktok.md 2.2). */
export const OAUTH_REFRESH_ERRORS: readonly ErrorRow[] = [
  row('invalid_grant', 'token', 'relink'),
  row('invalid_request', 'token', 'relink'),
];

/** What no table names, by HTTP status. */
export const UNLISTED = {
  unauthorised: row('', 'token', 'relink'),
  rate: row('', 'rate', 'slowDown', { pause: 'minute' }),
  trouble: row('', 'transient', 'trouble'),
  refused: row('', 'permanent', 'unlisted'),
} as const;
