import type { Channel } from '../../../../src/contract/channel.ts';
import type { Issue } from '../../../../src/contract/issue.ts';
import type { PostForm } from './post-form.ts';

/** Where in the modal something is put right. The field carries it as `data-place`. */
export type Place =
  | 'media'
  | 'cover'
  | 'caption'
  | 'hashtags'
  | 'time'
  | 'channels'
  | `${Channel}.caption`
  | `${Channel}.hashtags`
  | `${Channel}.time`
  | 'ig.people'
  | 'ig.firstComment'
  | 'tiktok.title'
  | 'tiktok.privacy'
  | 'tiktok.interactions'
  | 'tiktok.disclosure'
  | 'tiktok.music'
  | 'tiktok.account'
  | 'progress';

export interface PlacedIssue {
  channel: Channel;
  issue: Issue;
  place: Place;
}

const FIXED: Readonly<Record<string, Place>> = {
  title_too_long: 'tiktok.title',
  first_comment_too_long: 'ig.firstComment',
  first_comment_scope: 'ig.firstComment',
  choices_invalid: 'ig.people',
  cover_outside_video: 'cover',
  cover_gone: 'cover',
  privacy_not_chosen: 'tiktok.privacy',
  privacy_not_offered: 'tiktok.privacy',
  unaudited_privacy: 'tiktok.privacy',
  branded_content_private: 'tiktok.privacy',
  music_not_confirmed: 'tiktok.music',
  disclosure_incomplete: 'tiktok.disclosure',
  interaction_disabled: 'tiktok.interactions',
  posting_suspended: 'tiktok.account',
  unaudited_public_account: 'tiktok.account',
  finish_in_app: 'tiktok.account',
  app_in_development: 'channels',
  // The fields of a direct post are not shown then.
  caption_not_sent: 'tiktok.account',
  ai_label_not_sent: 'tiktok.interactions',
  media_unreachable: 'media',
};

/** Progress and outcome are told at the top, not at a field. */
const OF_THE_JOB = new Set([
  'retries_used_up',
  'outcome_unknown',
  'outcome_being_checked',
  'refused_content',
  'refused_for_now',
  'refused_permanently',
  'worker_crashed',
  'hour_missed',
  'held_up',
]);

/** Which field an issue concerns; a channel with words of its own is told at those. */
export function placeOf(channel: Channel, issue: Issue, form: PostForm): Place {
  if (channel === 'ig' && issue.code === 'posting_suspended') return sameTimes(form) ? 'time' : 'ig.time';
  const fixed = FIXED[issue.code];
  if (fixed !== undefined) return fixed;
  if (OF_THE_JOB.has(issue.code)) return 'progress';
  switch (issue.action) {
    case 'upload':
    case 'replace_media':
    case 'fix_crop':
      return 'media';
    case 'edit_caption':
      return form[channel].payload.caption === undefined ? 'caption' : `${channel}.caption`;
    case 'edit_hashtags':
      return form[channel].payload.hashtags === undefined ? 'hashtags' : `${channel}.hashtags`;
    case 'choose_time':
    case 'reschedule':
      return sameTimes(form) ? 'time' : `${channel}.time`;
    case 'link':
    case 'relink':
      return 'channels';
    case 'edit_choices':
      return channel === 'ig' ? 'ig.people' : 'tiktok.disclosure';
    case 'choose_privacy':
      return 'tiktok.privacy';
    case 'confirm_music':
      return 'tiktok.music';
    case 'configure':
      return 'channels';
    case 'retry':
    case 'decide_outcome':
    case 'open_platform':
    case 'wait':
      return 'progress';
  }
}

/** Whether one time field speaks for all channels that are on. */
export function sameTimes(form: PostForm): boolean {
  return !form.ig.on || !form.tiktok.on || form.ig.scheduledAt === form.tiktok.scheduledAt;
}
