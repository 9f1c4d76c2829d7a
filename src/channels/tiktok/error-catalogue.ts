import type { FailureClass } from '../../contract/job.ts';

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
  message: string;
}

function row(
  code: string,
  failureClass: FailureClass,
  message: string,
  more: Partial<Pick<ErrorRow, 'pause' | 'named'>> = {},
): ErrorRow {
  return { code, failureClass, pause: 'none', message, ...more };
}

const RELINK = 'TikTok no longer accepts this link to your account. Link the account again.';
const SCOPE = 'TikTok says that a permission this needs was not granted. Link the account again and leave it ticked.';
const OUR_FAULT = 'TikTok did not understand what Punctual sent. Trying again will not help; please report this.';
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
const CHOICE_REFUSED = 'TikTok did not accept the caption or one of the choices of this post. Review them.';
const TOO_MANY_POSTS =
  'TikTok takes no more posts for this account through apps for now (about 15 in 24 hours, all apps together). Choose a later time.';
const BANNED = 'TikTok has barred this account from posting. Open the TikTok app to see why.';

/** tiktok.md 9, row by row and in its order. Where a code has two rows, the one that needs a name stands first. */
export const API_ERRORS: readonly ErrorRow[] = [
  row('invalid_param', 'content', CHOICE_REFUSED, { named: CHOICES }),
  row('invalid_param', 'permanent', OUR_FAULT),
  row('invalid_params', 'content', CHOICE_REFUSED, { named: CHOICES }),
  row('invalid_params', 'permanent', OUR_FAULT),
  row(
    'app_version_check_failed',
    'permanent',
    'Your TikTok app is too old to receive this draft. Update it, then retry.',
  ),
  row('invalid_publish_id', 'unknown', 'TikTok does not know this post any more. Look in TikTok whether it went out.'),
  row('token_not_authorized_for_specified_publish_id', 'permanent', OUR_FAULT),
  row('publish_not_cancellable', 'permanent', 'TikTok can no longer stop this post.'),
  row('invalid_file_upload', 'media', 'TikTok cannot use this file. Replace it.'),
  row('scope_permission_missed', 'token', SCOPE),
  row('access_token_invalid', 'token', RELINK),
  row('scope_not_authorized', 'token', SCOPE),
  row('spam_risk_too_many_posts', 'rate', TOO_MANY_POSTS, { pause: 'day' }),
  row('spam_risk_user_banned_from_posting', 'permanent', BANNED),
  row(
    'spam_risk_too_many_pending_share',
    'rate',
    'Five drafts already wait in your TikTok inbox, and TikTok takes no more. Finish or discard some in the TikTok app, then retry.',
    { pause: 'day' },
  ),
  row(
    'reached_active_user_cap',
    'rate',
    'Your TikTok app has reached the number of people it may post for in 24 hours. Choose a time tomorrow.',
    { pause: 'day' },
  ),
  // `SELF_ONLY` alone does not help; the three ways out of tiktok.md 9 and 11.
  row(
    'unaudited_client_can_only_post_to_private_accounts',
    'permanent',
    'Your TikTok app is not audited, so TikTok lets it post to private accounts only. Three ways out: make the TikTok account private and post for “only me”; choose “finish in TikTok” and post the draft yourself; or have the app audited by TikTok.',
  ),
  row(
    'url_ownership_unverified',
    'permanent',
    'TikTok may not fetch files from this server: its address is not verified for your TikTok app. Verify it in TikTok’s developer portal.',
  ),
  row(
    'privacy_level_option_mismatch',
    'content',
    'TikTok does not offer the chosen audience for this account. Choose who may see the post again.',
  ),
  row('rate_limit_exceeded', 'rate', 'TikTok asked Punctual to slow down for a minute.', { pause: 'minute' }),
  row('internal_error', 'transient', 'TikTok has trouble at the moment.'),
];

const UNFETCHED =
  'TikTok could not fetch the file from this server. Check that its address can be reached from outside.';

/** tiktok.md 7, `fail_reason`. `FAILED` is final: after any of these a new attempt cannot double the post. */
export const FAIL_REASONS: readonly ErrorRow[] = [
  row(
    'file_format_check_failed',
    'media',
    'TikTok cannot read this file’s format. Use an MP4 with H.264, or JPEG photos.',
  ),
  row('duration_check_failed', 'media', 'TikTok refused the length of this video. Shorten it and try again.'),
  row(
    'frame_rate_check_failed',
    'media',
    'TikTok refused the frame rate of this video. It takes 23 to 60 frames a second.',
  ),
  row(
    'picture_size_check_failed',
    'media',
    'TikTok refused the picture size. Each side of a video must measure 360 to 4096 pixels; photos at most 1080p.',
  ),
  row('video_size_check_failed', 'media', 'TikTok refused the size of this video. It takes up to 4 GB.'),
  row('internal', 'transient', 'TikTok had trouble while it processed the post.'),
  row('video_pull_failed', 'transient', UNFETCHED),
  row('photo_pull_failed', 'transient', UNFETCHED),
  row('publish_cancelled', 'permanent', 'The post was cancelled before TikTok had finished it.'),
  row(
    'auth_removed',
    'token',
    'Access to this account was withdrawn while the post was processed. Link the account again.',
  ),
  row('spam_risk_too_many_posts', 'rate', TOO_MANY_POSTS, { pause: 'day' }),
  row('spam_risk_text', 'content', 'TikTok considers the caption risky or spam. Change the text and try again.'),
  row('spam_risk', 'permanent', 'TikTok considers this post spam. Open the TikTok app to see why.'),
  row('spam_risk_user_banned_from_posting', 'permanent', BANNED),
];

/** After this many failed pulls of a job the file is taken to be out of TikTok's reach for good (tiktok.md 7). */
export const PULL_FAILURES = ['video_pull_failed', 'photo_pull_failed'] as const;
export const PULL_TRIES = 3;

/** tiktok.md 2.2. `invalid_request` differs by what was asked: see OAUTH_REFRESH_ERRORS. */
const APP_SET_UP =
  'TikTok does not accept this server’s app key, secret or address. Check them in TikTok’s developer portal.';
export const OAUTH_ERRORS: readonly ErrorRow[] = [
  row('access_denied', 'token', 'Access to the TikTok account was not granted. Link the account again.'),
  row('invalid_client', 'permanent', APP_SET_UP),
  row('invalid_grant', 'token', 'TikTok’s sign-in has expired or was used already. Link the account again.'),
  row('invalid_request', 'permanent', APP_SET_UP),
  row(
    'invalid_scope',
    'permanent',
    'TikTok has not enabled a permission for this server’s app. Enable it in the developer portal.',
  ),
  row('unauthorized_client', 'permanent', APP_SET_UP),
  row('unsupported_grant_type', 'permanent', OUR_FAULT),
  row('unsupported_response_type', 'permanent', OUR_FAULT),
  row('internal_error', 'transient', 'TikTok has trouble at the moment.'),
  row('server_error', 'transient', 'TikTok has trouble at the moment.'),
  row('temporarily_unavailable', 'transient', 'TikTok has trouble at the moment.'),
];

/** At a refresh these two speak of the token; only the creator can bring a new one (tiktok.md 2.2). */
export const OAUTH_REFRESH_ERRORS: readonly ErrorRow[] = [
  row('invalid_grant', 'token', RELINK),
  row('invalid_request', 'token', RELINK),
];

/** What no table names, by HTTP status. */
export const UNLISTED = {
  unauthorised: row('', 'token', RELINK),
  rate: row('', 'rate', 'TikTok asked Punctual to slow down for a minute.', { pause: 'minute' }),
  trouble: row('', 'transient', 'TikTok has trouble at the moment.'),
  refused: row('', 'permanent', 'TikTok refused this for a reason that Punctual does not know.'),
} as const;
