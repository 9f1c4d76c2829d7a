import { sql } from 'kysely';
import { refuse, type Result } from '../contract/problem.ts';
import { isBefore } from '../domain/clock.ts';
import { refusalOf } from '../domain/publish-job.ts';
import { json, type DatabaseTransaction } from './database.ts';
import { REFUSALS } from './post-checks.ts';
import { lockEntry, raisePostVersion, recordEvent, sameInstant, type LockedEntry } from './post-entries.ts';
import type { WriteContext } from './post-fields.ts';
import { reassessAround } from './reassess-around.ts';
import { recordConsent } from './record-consent.ts';
import { scheduleEntry, unscheduleEntry } from './schedule-entry.ts';
import { offerUndo, type UndoOffer } from './undo.ts';

/**
 * Moves one entry or edits its channel's fields. A move can be undone; an entry without a job stays a draft at its
 * new time. `payload` answers the whole validated payload for the one there is, read when nobody else can change it.
 */
export async function changeEntry(
  transaction: DatabaseTransaction,
  context: WriteContext,
  entryId: string,
  change: {
    version?: number | undefined;
    scheduledAt?: Temporal.Instant | null | undefined;
    payload?:
      ((entry: Pick<LockedEntry, 'channel' | 'payload'>) => Result<Readonly<Record<string, unknown>>>) | undefined;
  },
): Promise<Result<{ undo: UndoOffer | null }>> {
  const found = await lockEntry(transaction, context, entryId);
  if (found === null) return refuse('NOT_FOUND', 'There is no such entry.');
  const { entry, postId } = found;
  if (change.version !== undefined && change.version !== entry.version) {
    return refuse('VERSION_CONFLICT', 'The entry was changed elsewhere since you read it.');
  }
  const refusal = entry.job === null ? null : refusalOf(entry.job, 'edited');
  if (refusal !== null) return refuse(refusal, REFUSALS[refusal]);

  if (change.payload !== undefined) {
    const payload = change.payload(entry);
    if (!payload.ok) return payload;
    await sql`
      UPDATE calendar_entries SET payload = ${json(payload.value)}, version = version + 1, updated_at = ${context.now}
      WHERE id = ${entryId}`.execute(transaction);
  }
  const to = change.scheduledAt;
  const moves = to !== undefined && (entry.job === 'needs_attention' || !sameInstant(entry.scheduled_at, to));
  if (moves) {
    if (to !== null && isBefore(to, context.now)) {
      return refuse('TIME_IN_PAST', 'That time has already passed; choose a later one.', {
        scheduledAt: to.toString(),
      });
    }
    if (entry.job === null || to === null) {
      if (entry.job !== null) await unscheduleEntry(transaction, { entryId, userId: context.userId });
      await sql`
        UPDATE calendar_entries SET scheduled_at = ${to}::timestamptz, version = version + 1, updated_at = ${context.now}
        WHERE id = ${entryId}`.execute(transaction);
    } else {
      await scheduleEntry(transaction, { entryId, userId: context.userId, at: to, now: context.now });
    }
  }
  await raisePostVersion(transaction, postId, context.now);
  await recordEvent(transaction, context, postId, moves ? 'moved' : 'edited', {
    channel: entry.channel,
    ...(moves ? { from: entry.scheduled_at?.toString() ?? null, to: to?.toString() ?? null } : {}),
  });
  await recordConsent(transaction, context, postId);
  const vacated =
    entry.scheduled_at === null ? [] : [{ userId: context.userId, channel: entry.channel, at: entry.scheduled_at }];
  await reassessAround(transaction, { entryIds: [entryId] }, context.environment, context.now, vacated);
  if (!moves || entry.scheduled_at === null || to === null) return { ok: true, value: { undo: null } };
  const undo = await offerUndo(transaction, context, {
    kind: 'move',
    moves: [{ entryId, from: entry.scheduled_at.toString(), to: to.toString() }],
  });
  return { ok: true, value: { undo } };
}
