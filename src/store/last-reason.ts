import { sql } from 'kysely';
import type { Reason } from '../domain/last-error.ts';

/** Beside `last_error`: what it says before it is put into a language. `null` where nothing went wrong. */
export type LastReason = Partial<Reason> | null;

/**
 * The reason of the job `j`, to be said in the reader's language: with a job that waits for a person it stands in
 * `attention`, otherwise with the latest attempt that brought one.
 */
export const lastReason = sql<LastReason>`
  CASE WHEN j.last_error IS NULL THEN NULL
    WHEN j.status = 'needs_attention' THEN j.attention
    ELSE (SELECT t.response_meta FROM publish_attempts t
      WHERE t.publish_job_id = j.id AND t.response_meta ? 'says' ORDER BY t.started_at DESC LIMIT 1) END`;
