import { sql } from 'kysely';
import { refuse, type Result } from '../contract/problem.ts';
import { json, type DatabaseTransaction } from './database.ts';
import { changedTimes, checkAssets, checkStates, checkTimes } from './post-checks.ts';
import {
  applyIntent,
  lockEntries,
  raiseEntryVersions,
  recordEvent,
  writeAssets,
  writeEntries,
} from './post-entries.ts';
import type { EntryFields, PostFields, WriteContext, WriteIntent } from './post-fields.ts';
import { reassessAround } from './reassess-around.ts';
import { recordConsent } from './record-consent.ts';

/**
 * Changes a post and, when `entries` is given, its whole list of entries. Refused as a whole when a part of it
 * concerns an entry that is being sent, is undecided, or is live (spec.md 5.6).
 */
export async function updatePost(
  transaction: DatabaseTransaction,
  context: WriteContext,
  postId: string,
  fields: PostFields,
  entries: readonly EntryFields[] | undefined,
  options: { intent: WriteIntent; version?: number | undefined },
): Promise<Result<string>> {
  const post = await sql<{ version: number }>`
    SELECT version FROM posts WHERE id = ${postId} AND user_id = ${context.userId} FOR UPDATE`.execute(transaction);
  const found = post.rows[0];
  if (found === undefined) return refuse('NOT_FOUND', 'There is no such post.');
  if (options.version !== undefined && options.version !== found.version) {
    return refuse('VERSION_CONFLICT', 'The post was changed elsewhere since you opened it.');
  }
  const existing = await lockEntries(transaction, postId);
  const refusal =
    (await checkAssets(transaction, context, fields)) ??
    checkTimes(changedTimes(existing, entries), options.intent, context.now) ??
    checkStates(existing, fields, entries, options.intent);
  if (refusal !== null) return refusal;

  await transaction
    .updateTable('posts')
    .set({
      ...(fields.title === undefined ? {} : { title: fields.title }),
      ...(fields.brief === undefined ? {} : { brief: fields.brief }),
      ...(fields.caption === undefined ? {} : { caption: fields.caption }),
      ...(fields.hashtags === undefined ? {} : { hashtags: [...fields.hashtags] }),
      ...(fields.tags === undefined ? {} : { tags: [...fields.tags] }),
      ...(fields.cover === undefined ? {} : { cover: fields.cover === null ? null : json(fields.cover) }),
      version: sql`version + 1`,
      updated_at: context.now,
    })
    .where('id', '=', postId)
    .execute();
  if (fields.assetIds !== undefined) {
    await transaction.deleteFrom('post_assets').where('post_id', '=', postId).execute();
    await writeAssets(transaction, postId, fields.assetIds);
  }
  if (entries === undefined) await raiseEntryVersions(transaction, postId, context.now);
  else await writeEntries(transaction, context, postId, existing, entries);
  const wanted =
    entries ?? existing.map((entry) => ({ channel: entry.channel, scheduledAt: entry.scheduled_at, payload: {} }));
  await applyIntent(transaction, context, postId, wanted, options.intent);
  await recordEvent(transaction, context, postId, 'edited', {
    fields: Object.keys(fields).filter((key) => fields[key as keyof PostFields] !== undefined),
  });
  await recordConsent(transaction, context, postId);
  const vacated = existing.flatMap((entry) =>
    entry.scheduled_at === null ? [] : [{ userId: context.userId, channel: entry.channel, at: entry.scheduled_at }],
  );
  await reassessAround(transaction, { postIds: [postId] }, context.environment, context.now, vacated);
  return { ok: true, value: postId };
}
