import { sql } from 'kysely';
import { refuse, type Result } from '../contract/problem.ts';
import { refusalOf } from '../domain/publish-job.ts';
import type { DatabaseTransaction } from './database.ts';
import { REFUSALS } from './post-checks.ts';
import { lockEntries, recordEvent } from './post-entries.ts';
import type { WriteContext } from './post-fields.ts';
import { takeSnapshot } from './post-snapshot.ts';
import { reassessAround } from './reassess-around.ts';
import { offerUndo, type UndoOffer } from './undo.ts';

/** Deletes a post with everything of it, unless it is being sent or may be live unknown to us. Can be undone. */
export async function deletePost(
  transaction: DatabaseTransaction,
  context: WriteContext,
  postId: string,
): Promise<Result<{ undo: UndoOffer }>> {
  const { rows } =
    await sql`SELECT id FROM posts WHERE id = ${postId} AND user_id = ${context.userId} FOR UPDATE`.execute(
      transaction,
    );
  if (rows.length === 0) return refuse('NOT_FOUND', 'There is no such post.');
  const entries = await lockEntries(transaction, postId);
  for (const entry of entries) {
    const refusal = entry.job === null ? null : refusalOf(entry.job, 'deleted');
    if (refusal !== null) return refuse(refusal, REFUSALS[refusal]);
  }
  const snapshot = await takeSnapshot(transaction, postId);
  await transaction.deleteFrom('posts').where('id', '=', postId).execute();
  await recordEvent(transaction, context, postId, 'deleted');
  const vacated = entries.flatMap((entry) =>
    entry.scheduled_at === null ? [] : [{ userId: context.userId, channel: entry.channel, at: entry.scheduled_at }],
  );
  await reassessAround(transaction, { entryIds: [] }, context.environment, context.now, vacated);
  const undo = await offerUndo(transaction, context, { kind: 'delete', snapshots: [snapshot] });
  return { ok: true, value: { undo } };
}
