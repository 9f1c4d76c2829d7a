import { sql } from 'kysely';
import { z } from 'zod';
import { refuse, type Result } from '../contract/problem.ts';
import { isAfter } from '../domain/clock.ts';
import { json, type DatabaseTransaction } from './database.ts';
import { takes } from './job-guard.ts';
import { restoreSnapshot, Snapshot } from './post-snapshot.ts';
import type { WriteContext } from './post-fields.ts';
import { reassessAround } from './reassess-around.ts';
import { lockJobsOf, lockPostsOf } from './post-entries.ts';
import { moveEntries } from './move-entries.ts';

/** How long a change can be taken back. */
const UNDO_MINUTES = 30;

const UndoPayload = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('move'),
    moves: z.array(z.object({ entryId: z.string(), from: z.string(), to: z.string() })),
  }),
  z.object({ kind: z.literal('delete'), snapshots: z.array(Snapshot) }),
]);
export type UndoPayload = z.infer<typeof UndoPayload>;

export interface UndoOffer {
  id: string;
  expiresAt: Temporal.Instant;
}

/** Keeps what is needed to take a change back, in the transaction that makes the change. */
export async function offerUndo(
  transaction: DatabaseTransaction,
  context: WriteContext,
  payload: UndoPayload,
): Promise<UndoOffer> {
  const expiresAt = context.now.add({ minutes: UNDO_MINUTES });
  const { id } = await transaction
    .insertInto('undo_handles')
    .values({
      user_id: context.userId,
      kind: payload.kind,
      payload: json(payload),
      expires_at: expiresAt,
      used_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, expiresAt };
}

/** Takes a change back, once, as long as nothing it touched has changed since. Answers the posts it touched. */
export async function undo(
  transaction: DatabaseTransaction,
  context: WriteContext,
  id: string,
): Promise<Result<{ entryIds: string[] }>> {
  const handle = await transaction
    .selectFrom('undo_handles')
    .select(['payload', 'expires_at', 'used_at'])
    .where('id', '=', id)
    .where('user_id', '=', context.userId)
    .forUpdate()
    .executeTakeFirst();
  if (handle === undefined) return refuse('NOT_FOUND', 'There is nothing to undo under that id.');
  if (handle.used_at !== null) return refuse('UNDO_EXPIRED', 'This was undone already.');
  if (!isAfter(handle.expires_at, context.now)) return refuse('UNDO_EXPIRED', 'It is too late to undo this.');
  const payload = UndoPayload.parse(handle.payload);
  const result =
    payload.kind === 'move'
      ? await moveBack(transaction, context, payload.moves)
      : await restore(transaction, context, payload.snapshots);
  if (!result.ok) return result;
  await transaction.updateTable('undo_handles').set({ used_at: context.now }).where('id', '=', id).execute();
  return result;
}

async function moveBack(
  transaction: DatabaseTransaction,
  context: WriteContext,
  moves: readonly { entryId: string; from: string; to: string }[],
): Promise<Result<{ entryIds: string[] }>> {
  const entryIds = moves.map((move) => move.entryId);
  await lockPostsOf(transaction, sql`e.id = ANY(${entryIds}::uuid[])`);
  await sql`SELECT id FROM calendar_entries WHERE id = ANY(${entryIds}::uuid[]) ORDER BY id FOR UPDATE`.execute(
    transaction,
  );
  await lockJobsOf(transaction, entryIds);
  const { rows } = await sql<{ id: string; scheduled_at: Temporal.Instant | null; movable: boolean; has_job: boolean }>`
    SELECT e.id, e.scheduled_at, j.id IS NOT NULL AS has_job,
      (j.id IS NULL OR ${takes('rescheduled', 'j')}) AS movable
    FROM calendar_entries e LEFT JOIN publish_jobs j ON j.calendar_entry_id = e.id
    WHERE e.id = ANY(${entryIds}::uuid[]) AND e.user_id = ${context.userId}`.execute(transaction);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const move of moves) {
    const row = byId.get(move.entryId);
    if (row === undefined || !row.movable || row.scheduled_at?.equals(move.to) !== true) {
      return refuse(
        'UNDO_OVERTAKEN',
        'One of these posts was changed, sent or deleted since; nothing was moved back.',
        { entryId: move.entryId },
      );
    }
    if (row.has_job && !isAfter(Temporal.Instant.from(move.from), context.now)) {
      return refuse('UNDO_OVERTAKEN', 'The earlier time has passed meanwhile; nothing was moved back.', {
        entryId: move.entryId,
      });
    }
  }
  await moveEntries(
    transaction,
    context,
    moves.map((move) => ({ entryId: move.entryId, to: Temporal.Instant.from(move.from) })),
  );
  const vacated = await placesOf(transaction, moves);
  await reassessAround(transaction, { entryIds }, context.environment, context.now, vacated);
  return { ok: true, value: { entryIds } };
}

async function placesOf(transaction: DatabaseTransaction, moves: readonly { entryId: string; to: string }[]) {
  const rows = await transaction
    .selectFrom('calendar_entries')
    .select(['id', 'user_id', 'channel'])
    .where(
      'id',
      'in',
      moves.map((move) => move.entryId),
    )
    .execute();
  const byId = new Map(moves.map((move) => [move.entryId, move]));
  return rows.flatMap((row) => {
    const move = byId.get(row.id);
    return move === undefined
      ? []
      : [{ userId: row.user_id, channel: row.channel, at: Temporal.Instant.from(move.to) }];
  });
}

async function restore(
  transaction: DatabaseTransaction,
  context: WriteContext,
  snapshots: readonly Snapshot[],
): Promise<Result<{ entryIds: string[] }>> {
  const entryIds: string[] = [];
  for (const snapshot of snapshots) entryIds.push(...(await restoreSnapshot(transaction, snapshot)));
  await reassessAround(transaction, { entryIds }, context.environment, context.now);
  return { ok: true, value: { entryIds } };
}
