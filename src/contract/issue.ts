import { z } from 'zod';

/** What a tile shows (spec.md 4). Derived from facts by domain/readiness, never set by hand. */
export const READINESSES = [
  'ready',
  'missing_media',
  'token_expired',
  'failed_retry',
  'published',
  'needs_attention',
] as const;
export const Readiness = z.enum(READINESSES);
export type Readiness = z.infer<typeof Readiness>;

/** The one next step an issue offers. The client knows where each of them leads. */
export const ISSUE_ACTIONS = [
  'upload',
  'replace_media',
  'fix_crop',
  'link',
  'relink',
  'edit_caption',
  'edit_hashtags',
  'edit_choices',
  'choose_privacy',
  'confirm_music',
  'choose_time',
  'reschedule',
  'retry',
  'decide_outcome',
  'open_platform',
  'configure',
  'wait',
] as const;
export const IssueAction = z.enum(ISSUE_ACTIONS);
export type IssueAction = z.infer<typeof IssueAction>;

/**
 * One concrete reason behind a readiness. `code` and `params` are stable; `message` is `code` in the reader's
 * language. `blocking: false` is advice that holds nothing up.
 */
export const Issue = z.object({
  code: z.string(),
  message: z.string(),
  action: IssueAction,
  blocking: z.boolean(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Issue = z.infer<typeof Issue>;
