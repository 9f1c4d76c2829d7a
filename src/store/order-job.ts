import { sql } from 'kysely';
import { refuse, type Result } from '../contract/problem.ts';
import { isBefore } from '../domain/clock.ts';
import { refusalOf } from '../domain/publish-job.ts';
import type { DatabaseTransaction } from './database.ts';
import { REFUSALS } from './post-checks.ts';
import { lockEntries, recordEvent, sameInstant } from './post-entries.ts';
import type { WriteContext } from './post-fields.ts';
import { reassessAround } from './reassess-around.ts';
import { recordConsent } from './record-consent.ts';
import { scheduleEntry, unscheduleEntry } from './schedule-entry.ts';

/**
 * Orders an entry to go out at `at`, or at the time it already has. Asking twice for the same is one order: a job
 * that already waits for that time is left as it is.
 */
export async function orderJob(
  transaction: DatabaseTransaction,
  context: WriteContext,
  entryId: string,
  at: Temporal.Instant | null,
): Promise<Result<null>> {
  const found = await lockOne(transaction, context, entryId);
  if (found === null) return refuse('NOT_FOUND', 'There is no such entry.');
  const { entry, postId } = found;
  const time = at ?? entry.scheduled_at;
  if (entry.job === 'scheduled' && sameInstant(entry.scheduled_at, time)) return { ok: true, value: null };
  if (entry.job !== null && at === null && entry.job !== 'needs_attention') return { ok: true, value: null };
  const refusal = entry.job === null ? null : refusalOf(entry.job, 'rescheduled');
  if (refusal !== null) return refuse(refusal, REFUSALS[refusal]);
  if (time === null) return refuse('TIME_REQUIRED', 'The entry has no time yet; send scheduledAt.');
  if (isBefore(time, context.now)) return refuse('TIME_IN_PAST', 'That time has already passed; choose a later one.');
  await scheduleEntry(transaction, { entryId, userId: context.userId, at: time, now: context.now });
  await recordEvent(transaction, context, postId, 'scheduled', { channel: entry.channel, at: time.toString() });
  await recordConsent(transaction, context, postId);
  const vacated =
    entry.scheduled_at === null ? [] : [{ userId: context.userId, channel: entry.channel, at: entry.scheduled_at }];
  await reassessAround(transaction, { entryIds: [entryId] }, context.environment, context.now, vacated);
  return { ok: true, value: null };
}

/** Takes the order back; the entry is a draft at the same time. */
export async function cancelJob(
  transaction: DatabaseTransaction,
  context: WriteContext,
  entryId: string,
): Promise<Result<null>> {
  const found = await lockOne(transaction, context, entryId);
  if (found === null) return refuse('NOT_FOUND', 'There is no such entry.');
  const { entry, postId } = found;
  const refusal = entry.job === null ? null : refusalOf(entry.job, 'edited');
  if (refusal !== null) return refuse(refusal, REFUSALS[refusal]);
  await unscheduleEntry(transaction, { entryId, userId: context.userId });
  await recordEvent(transaction, context, postId, 'unscheduled', { channel: entry.channel });
  await reassessAround(transaction, { entryIds: [entryId] }, context.environment, context.now);
  return { ok: true, value: null };
}

async function lockOne(transaction: DatabaseTransaction, context: WriteContext, entryId: string) {
  const { rows } = await sql<{ post_id: string }>`
    SELECT post_id FROM calendar_entries WHERE id = ${entryId} AND user_id = ${context.userId}`.execute(transaction);
  const postId = rows[0]?.post_id;
  if (postId === undefined) return null;
  const entry = (await lockEntries(transaction, postId)).find((each) => each.id === entryId);
  return entry === undefined ? null : { entry, postId };
}
