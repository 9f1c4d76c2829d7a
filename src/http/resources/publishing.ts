import type { Job } from '../../contract/job.ts';
import type { Locale } from '../../contract/me.ts';
import { refuse, type Result } from '../../contract/problem.ts';
import { allOrNothing } from '../../store/all-or-nothing.ts';
import { resolveUnknownOutcome, retryJobNow } from '../../store/decide-job.ts';
import { readJobs } from '../../store/jobs.ts';
import { cancelJob, orderJob, rescheduleJob } from '../../store/order-job.ts';
import { rescheduleHeldUp } from '../../store/reschedule-held-up.ts';
import type { HttpContext } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { Handlers } from '../handler.ts';
import { presentJob } from '../present-entry.ts';
import { announceEntries } from './calendar.ts';
import { writeContext } from './posts.ts';

const DEFAULT_LIMIT = 100;

export const publishingHandlers: Handlers<
  'createJob' | 'listJobs' | 'patchJob' | 'retryJob' | 'rescheduleHeldUp' | 'resolveJob'
> = {
  createJob: async (context, { body, caller, now, locale }) => {
    const at = body.scheduledAt === undefined ? null : Temporal.Instant.from(body.scheduledAt);
    const write = writeContext(context, caller.userId, now);
    const result = await allOrNothing(context.database, (transaction) =>
      orderJob(transaction, write, body.calendarEntryId, at),
    );
    if (!result.ok) return result;
    announceEntries(context, caller.userId, [body.calendarEntryId]);
    return answerJob(context, caller.userId, { entryId: body.calendarEntryId }, locale);
  },

  listJobs: async (context, { query, caller, locale }) => {
    const cursor = readCursor(query.cursor);
    if (!cursor.ok) return cursor;
    const limit = query.limit ?? DEFAULT_LIMIT;
    const rows = await readJobs(context.database, {
      userId: caller.userId,
      status: query.status,
      channel: query.channel,
      entryId: query.calendarEntryId,
      after: cursor.value?.at == null ? undefined : { scheduledAt: cursor.value.at, id: cursor.value.id },
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const nextCursor =
      rows.length > limit && last !== undefined ? writeCursor({ at: last.scheduled_at, id: last.id }) : null;
    return { ok: true, value: page.map((row) => presentJob(row, locale)), nextCursor };
  },

  patchJob: async (context, { params, body, caller, now, locale }) => {
    const [job] = await readJobs(context.database, { userId: caller.userId, id: params.id, limit: 1 });
    if (job === undefined) return refuse('NOT_FOUND', 'There is no such job.');
    const write = writeContext(context, caller.userId, now);
    const at = 'scheduledAt' in body ? Temporal.Instant.from(body.scheduledAt) : null;
    const result = await allOrNothing(context.database, (transaction) =>
      at === null
        ? cancelJob(transaction, write, job.calendar_entry_id)
        : rescheduleJob(transaction, write, job.calendar_entry_id, at),
    );
    if (!result.ok) return result;
    announceEntries(context, caller.userId, [job.calendar_entry_id]);
    return at === null ? { ok: true, value: null } : answerJob(context, caller.userId, { id: params.id }, locale);
  },

  retryJob: async (context, { params, caller, now, locale }) => {
    const write = writeContext(context, caller.userId, now);
    const result = await allOrNothing(context.database, (transaction) => retryJobNow(transaction, write, params.id));
    if (!result.ok) return result;
    announceEntries(context, caller.userId, [result.value.entryId]);
    return answerJob(context, caller.userId, { id: params.id }, locale);
  },

  rescheduleHeldUp: async (context, { body, caller, now }) => {
    if (body.mode === 'now' && !context.settings.publishNowEnabled) {
      return refuse(
        'FEATURE_OFF',
        'Publishing at once is switched off on this server (PUBLISH_NOW_ENABLED). Take the next good slots instead.',
      );
    }
    const write = writeContext(context, caller.userId, now);
    const report = await context.database
      .transaction()
      .execute((transaction) => rescheduleHeldUp(transaction, write, body));
    announceEntries(
      context,
      caller.userId,
      report.moved.map((move) => move.id),
    );
    return {
      ok: true,
      value: {
        moved: report.moved.map((move) => ({ id: move.id, from: move.from.toString(), to: move.to.toString() })),
        refused: report.refused,
        undo: null,
      },
    };
  },

  resolveJob: async (context, { params, body, caller, now, locale }) => {
    const write = writeContext(context, caller.userId, now);
    const result = await allOrNothing(context.database, (transaction) =>
      resolveUnknownOutcome(transaction, write, params.id, body),
    );
    if (!result.ok) return result;
    announceEntries(context, caller.userId, [result.value.entryId]);
    return answerJob(context, caller.userId, { id: params.id }, locale);
  },
};

async function answerJob(
  context: HttpContext,
  userId: string,
  which: { id?: string; entryId?: string },
  locale: Locale,
): Promise<Result<Job>> {
  const [job] = await readJobs(context.database, { userId, ...which, limit: 1 });
  return job === undefined
    ? refuse('NOT_FOUND', 'There is no such job.')
    : { ok: true, value: presentJob(job, locale) };
}
