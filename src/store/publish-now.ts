import { refuse, type Result } from '../contract/problem.ts';
import { refusalOf } from '../domain/publish-job.ts';
import type { DatabaseTransaction } from './database.ts';
import { REFUSALS } from './post-checks.ts';
import { lockEntry, raisePostVersion, recordEvent } from './post-entries.ts';
import type { WriteContext } from './post-fields.ts';
import { reassessAround } from './reassess-around.ts';
import { recordConsent } from './record-consent.ts';
import { scheduleEntry } from './schedule-entry.ts';

/** Makes an entry due at this moment; the worker does the rest, preflight included. */
export async function publishEntryNow(
  transaction: DatabaseTransaction,
  context: WriteContext,
  entryId: string,
): Promise<Result<null>> {
  const found = await lockEntry(transaction, context, entryId);
  if (found === null) return refuse('NOT_FOUND', 'There is no such entry.');
  const { entry, postId } = found;
  const refusal = entry.job === null ? null : refusalOf(entry.job, 'rescheduled');
  if (refusal !== null) return refuse(refusal, REFUSALS[refusal]);
  await scheduleEntry(transaction, { entryId, userId: context.userId, at: context.now, now: context.now });
  await raisePostVersion(transaction, postId, context.now);
  await recordEvent(transaction, context, postId, 'publish_now', { channel: entry.channel });
  await recordConsent(transaction, context, postId);
  const vacated =
    entry.scheduled_at === null ? [] : [{ userId: context.userId, channel: entry.channel, at: entry.scheduled_at }];
  await reassessAround(transaction, { entryIds: [entryId] }, context.environment, context.now, vacated);
  return { ok: true, value: null };
}
