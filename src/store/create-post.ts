import type { Result } from '../contract/problem.ts';
import { json, type DatabaseTransaction } from './database.ts';
import { checkAssets, checkTimes } from './post-checks.ts';
import { applyIntent, insertEntry, recordEvent, writeAssets } from './post-entries.ts';
import type { EntryFields, PostFields, WriteContext, WriteIntent } from './post-fields.ts';
import { reassessAround } from './reassess-around.ts';
import { recordConsent } from './record-consent.ts';

/** Writes a new post with its entries, jobs and readiness: all of it or nothing. Answers its id. */
export async function createPost(
  transaction: DatabaseTransaction,
  context: WriteContext,
  fields: PostFields,
  entries: readonly EntryFields[],
  intent: WriteIntent,
): Promise<Result<string>> {
  const refusal = (await checkAssets(transaction, context, fields)) ?? checkTimes(entries, intent, context.now);
  if (refusal !== null) return refusal;
  const post = await transaction
    .insertInto('posts')
    .values({
      user_id: context.userId,
      title: fields.title ?? '',
      brief: fields.brief ?? '',
      caption: fields.caption ?? '',
      hashtags: [...(fields.hashtags ?? [])],
      tags: [...(fields.tags ?? [])],
      cover: fields.cover === undefined || fields.cover === null ? null : json(fields.cover),
      created_at: context.now,
      updated_at: context.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await writeAssets(transaction, post.id, fields.assetIds ?? []);
  for (const entry of entries) await insertEntry(transaction, context, post.id, entry);
  await applyIntent(transaction, context, post.id, entries, intent);
  await recordEvent(transaction, context, post.id, 'created', { intent });
  await recordConsent(transaction, context, post.id);
  await reassessAround(transaction, { postIds: [post.id] }, context.environment, context.now);
  return { ok: true, value: post.id };
}
