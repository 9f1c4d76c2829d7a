import { refuse, type Result } from '../contract/problem.ts';
import { isBefore } from '../domain/clock.ts';
import { refusalOf } from '../domain/publish-job.ts';
import type { DatabaseTransaction } from './database.ts';
import { REFUSALS } from './post-checks.ts';
import {
  lockEntry,
  raiseEntryVersions,
  raisePostVersion,
  recordEvent,
  sameInstant,
  type LockedEntry,
} from './post-entries.ts';
import type { WriteContext } from './post-fields.ts';
import { reassessAround } from './reassess-around.ts';
import { recordConsent } from './record-consent.ts';
import { scheduleEntry, unscheduleEntry } from './schedule-entry.ts';

/**
 * Orders an entry to go out at `at`, or at the time it already has. Asking twice for the same is one order, also when
 * its hour has come meanwhile: a job for that time is left as it is, unless it has stopped and waits for a person.
 */
export async function orderJob(
  transaction: DatabaseTransaction,
  context: WriteContext,
  entryId: string,
  at: Temporal.Instant | null,
): Promise<Result<null>> {
  const found = await lockEntry(transaction, context, entryId);
  if (found === null) return refuse('NOT_FOUND', 'There is no such entry.');
  const { entry } = found;
  const isRepeated =
    entry.job !== null && entry.job !== 'needs_attention' && (at === null || sameInstant(entry.scheduled_at, at));
  return isRepeated ? { ok: true, value: null } : placeOrder(transaction, context, found, at ?? entry.scheduled_at);
}

/** Moves an order to another time. */
export async function rescheduleJob(
  transaction: DatabaseTransaction,
  context: WriteContext,
  entryId: string,
  at: Temporal.Instant,
): Promise<Result<null>> {
  const found = await lockEntry(transaction, context, entryId);
  if (found === null) return refuse('NOT_FOUND', 'There is no such entry.');
  const isThere = found.entry.job === 'scheduled' && sameInstant(found.entry.scheduled_at, at);
  return isThere ? { ok: true, value: null } : placeOrder(transaction, context, found, at);
}

async function placeOrder(
  transaction: DatabaseTransaction,
  context: WriteContext,
  { entry, postId }: { entry: LockedEntry; postId: string },
  at: Temporal.Instant | null,
): Promise<Result<null>> {
  const refusal = entry.job === null ? null : refusalOf(entry.job, 'rescheduled');
  if (refusal !== null) return refuse(refusal, REFUSALS[refusal]);
  if (at === null) return refuse('TIME_REQUIRED', 'The entry has no time yet; send scheduledAt.');
  if (isBefore(at, context.now)) {
    return refuse('TIME_IN_PAST', 'scheduledAt: that time has already passed; choose a later one.');
  }
  await scheduleEntry(transaction, { entryId: entry.id, userId: context.userId, at, now: context.now });
  await raisePostVersion(transaction, postId, context.now);
  await recordEvent(transaction, context, postId, 'scheduled', { channel: entry.channel, at: at.toString() });
  await recordConsent(transaction, context, postId);
  const vacated =
    entry.scheduled_at === null ? [] : [{ userId: context.userId, channel: entry.channel, at: entry.scheduled_at }];
  await reassessAround(transaction, { entryIds: [entry.id] }, context.environment, context.now, vacated);
  return { ok: true, value: null };
}

/** Takes the order back; the entry is a draft at the same time. */
export async function cancelJob(
  transaction: DatabaseTransaction,
  context: WriteContext,
  entryId: string,
): Promise<Result<null>> {
  const found = await lockEntry(transaction, context, entryId);
  if (found === null) return refuse('NOT_FOUND', 'There is no such entry.');
  const { entry, postId } = found;
  const refusal = entry.job === null ? null : refusalOf(entry.job, 'edited');
  if (refusal !== null) return refuse(refusal, REFUSALS[refusal]);
  await unscheduleEntry(transaction, { entryId, userId: context.userId });
  await raiseEntryVersions(transaction, postId, context.now);
  await raisePostVersion(transaction, postId, context.now);
  await recordEvent(transaction, context, postId, 'unscheduled', { channel: entry.channel });
  await reassessAround(transaction, { entryIds: [entryId] }, context.environment, context.now);
  return { ok: true, value: null };
}
