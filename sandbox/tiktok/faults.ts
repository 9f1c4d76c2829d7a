/** The kinds of trouble only TikTok has, and those worth a button (tiktok.md 12). */
import type { Platform } from '../platform.ts';

/**
 * Each kind with the endpoints at which it means something.
 * - `fail_reason`: the publish ends as `FAILED` with `code` as its `fail_reason`; at `status` at once and for good.
 * - `stuck_processing`: the status call says so while the fault lasts; the post goes its way unseen.
 * - `no_post_id`: a public post never gets its id; at `status` only while the fault lasts.
 * - `two_post_ids`: the status call lists the post under a second id as well.
 * - `progress_ahead`: the chunk is taken and answered 416 with the true progress.
 * - `upload_expired`: the upload url is dead from this chunk on.
 */
export const FAULT_KINDS: Platform['faultKinds'] = {
  fail_reason: ['init', 'content_init', 'inbox_init', 'upload_last', 'status'],
  stuck_processing: ['status'],
  no_post_id: ['init', 'content_init', 'inbox_init', 'upload_last', 'status'],
  two_post_ids: ['init', 'content_init', 'inbox_init', 'upload_last', 'status'],
  progress_ahead: ['upload', 'upload_last'],
  upload_expired: ['upload', 'upload_last'],
};

export const PRESETS: Platform['presets'] = [
  {
    label: 'Take the next last chunk, lose the answer',
    fault: { channel: 'tiktok', endpoint: 'upload_last', kind: 'drop_after', times: 1 },
  },
  {
    label: 'Rotate the refresh token, lose the answer',
    fault: { channel: 'tiktok', endpoint: 'refresh', kind: 'drop_after', times: 1 },
  },
  {
    label: 'Next publish fails (internal)',
    fault: { channel: 'tiktok', endpoint: 'init', kind: 'fail_reason', code: 'internal', times: 1 },
  },
];
