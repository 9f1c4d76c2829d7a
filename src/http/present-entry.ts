import type { Entry, UndoHandle } from '../contract/entry.ts';
import type { Job } from '../contract/job.ts';
import type { Locale } from '../contract/me.ts';
import { InstagramPayload, TiktokPayload } from '../contract/payload.ts';
import { entryState } from '../domain/entry-state.ts';
import { sayIssue } from '../domain/issue-messages.ts';
import { sayReason } from '../domain/last-error.ts';
import type { EntryRow } from '../store/read-entries.ts';
import type { JobRow } from '../store/jobs.ts';
import type { UndoOffer } from '../store/undo.ts';
import { isoOf, type UtcText } from '../store/utc-text.ts';
import type { HttpContext } from './context.ts';
import { thumbnailUrl } from './media-urls.ts';

/** An entry as every endpoint answers it (spec.md 9). */
export function presentEntry(context: HttpContext, row: EntryRow, locale: Locale, now: Temporal.Instant): Entry {
  const hasJob = row.job_id !== null;
  return {
    id: row.id,
    postId: row.post_id,
    channel: row.channel,
    calendarId: row.calendar_id,
    planId: row.plan_id,
    runId: row.run_id,
    proposed: row.proposed,
    title: row.title,
    scheduledAt: textOf(row.scheduled_at),
    timezone: row.timezone,
    state: entryState(hasJob ? row.job_status : null),
    readiness: row.readiness,
    issues: row.issues.map((issue) => sayIssue(issue, locale)),
    job:
      row.job_id === null
        ? null
        : {
            id: row.job_id,
            status: row.job_status,
            attemptCount: row.attempt_count,
            lastError: lastError(row, locale),
            nextAttemptAt: textOf(row.next_attempt_at),
          },
    payload: row.channel === 'ig' ? InstagramPayload.parse(row.payload) : TiktokPayload.parse(row.payload),
    tags: row.tags,
    thumbnailUrl: row.thumbnail_asset_id === null ? null : thumbnailUrl(context, row.thumbnail_asset_id, now),
    permalink: row.permalink,
    version: row.version,
    createdAt: isoOf(row.created_at),
    updatedAt: isoOf(row.updated_at),
  };
}

function textOf(instant: UtcText | null): string | null {
  return instant === null ? null : isoOf(instant);
}

export function presentJob(row: JobRow, locale: Locale): Job {
  return {
    id: row.id,
    calendarEntryId: row.calendar_entry_id,
    channel: row.channel,
    scheduledAt: row.scheduled_at.toString(),
    status: row.status,
    attemptCount: row.attempt_count,
    lastError: lastError(row, locale),
    nextAttemptAt: row.next_attempt_at?.toString() ?? null,
    unknownSince: row.unknown_since?.toString() ?? null,
    createdAt: row.created_at.toString(),
    updatedAt: row.updated_at.toString(),
  };
}

/** In the reader's language where the reason is known as a code, and as the record has it otherwise. */
function lastError(row: Pick<JobRow, 'last_error' | 'last_reason'>, locale: Locale): string | null {
  return (row.last_reason === null ? null : sayReason(row.last_reason, locale)) ?? row.last_error;
}

export function presentUndo(undo: UndoOffer | null): UndoHandle | null {
  return undo === null ? null : { id: undo.id, expiresAt: undo.expiresAt.toString() };
}
