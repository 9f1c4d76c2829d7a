import type { IssueAction, Readiness } from '../contract/issue.ts';

/** Parameters of an issue's message: numbers already in the unit a person reads ("1:58"), or names. */
export type IssueParams = Readonly<Record<string, string | number>>;

export interface IssueKind {
  /** The readiness a blocking issue leads to; `null` for advice, which holds nothing up. */
  readiness: Exclude<Readiness, 'ready' | 'published'> | null;
  action: IssueAction;
}

function media(action: IssueAction): IssueKind {
  return { readiness: 'missing_media', action };
}
function token(action: IssueAction): IssueKind {
  return { readiness: 'token_expired', action };
}
function attention(action: IssueAction): IssueKind {
  return { readiness: 'needs_attention', action };
}
function advice(action: IssueAction): IssueKind {
  return { readiness: null, action };
}

/** Every issue there is. Codes are stable; messages in every language stand in issue-messages.ts. */
export const ISSUES = {
  // What became of the job: said before everything else, since it is what happened.
  retries_used_up: { readiness: 'failed_retry', action: 'retry' },
  outcome_unknown: attention('decide_outcome'),
  outcome_being_checked: attention('wait'),
  refused_media: media('replace_media'),
  refused_content: attention('edit_caption'),
  refused_for_now: attention('reschedule'),
  refused_permanently: attention('open_platform'),
  worker_crashed: attention('retry'),
  hour_missed: attention('reschedule'),
  held_up: attention('reschedule'),

  // The account and its token.
  account_missing: token('link'),
  account_revoked: token('relink'),
  account_expired: token('relink'),
  token_ends_before: token('relink'),
  scopes_missing: token('relink'),

  // The media.
  media_none: media('upload'),
  media_gone: media('upload'),
  media_too_many: media('replace_media'),
  media_mixed: media('replace_media'),
  media_kind_mismatch: media('replace_media'),
  video_format: media('replace_media'),
  video_codec: media('replace_media'),
  audio_codec: media('replace_media'),
  video_too_long: media('replace_media'),
  video_too_long_for_creator: media('replace_media'),
  video_too_short: media('replace_media'),
  video_too_large: media('replace_media'),
  video_frame_rate: media('replace_media'),
  video_dimensions: media('replace_media'),
  video_bit_rate: media('replace_media'),
  video_index_last: media('replace_media'),
  video_edit_list: media('replace_media'),
  image_format: media('replace_media'),
  media_unreachable: attention('configure'),

  // The words.
  caption_too_long: attention('edit_caption'),
  title_too_long: attention('edit_caption'),
  too_many_hashtags: attention('edit_hashtags'),
  too_many_mentions: attention('edit_caption'),
  first_comment_too_long: attention('edit_caption'),

  // The channel's own choices.
  choices_invalid: attention('edit_choices'),
  cover_outside_video: attention('edit_choices'),
  cover_gone: attention('edit_choices'),
  privacy_not_chosen: attention('choose_privacy'),
  privacy_not_offered: attention('choose_privacy'),
  music_not_confirmed: attention('confirm_music'),
  disclosure_incomplete: attention('edit_choices'),
  branded_content_private: attention('choose_privacy'),
  interaction_disabled: attention('edit_choices'),
  unaudited_public_account: attention('open_platform'),
  unaudited_privacy: attention('choose_privacy'),
  posting_suspended: attention('wait'),

  // The time and the quota.
  quota_exceeded: attention('reschedule'),
  inbox_full: attention('reschedule'),
  channel_publishing_off: attention('configure'),

  // Advice.
  hashtags_not_shown: advice('edit_hashtags'),
  image_will_be_cropped: advice('fix_crop'),
  image_small: advice('replace_media'),
  video_very_short: advice('replace_media'),
  carousel_video_long: advice('replace_media'),
  reel_not_vertical: advice('replace_media'),
  app_in_development: advice('open_platform'),
  finish_in_app: advice('open_platform'),
  first_comment_scope: advice('relink'),
  caption_not_sent: advice('edit_choices'),
  ai_label_not_sent: advice('open_platform'),
  // Of a post that is live.
  first_comment_waits: advice('relink'),
  first_comment_missing: advice('open_platform'),
} as const satisfies Record<string, IssueKind>;

export type IssueCode = keyof typeof ISSUES;

/** An issue before it is put into words. What is stored beside `readiness`. */
export interface IssueDraft {
  code: IssueCode;
  params: IssueParams;
}

export function issue(code: IssueCode, params: IssueParams = {}): IssueDraft {
  return { code, params };
}

export function isIssueCode(text: string): text is IssueCode {
  return Object.hasOwn(ISSUES, text);
}

export function isBlocking(draft: IssueDraft): boolean {
  return ISSUES[draft.code].readiness !== null;
}
