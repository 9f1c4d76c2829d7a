import { refuse } from '../../contract/problem.ts';
import { isBeingSent, readAssets, scheduledUses } from '../../store/assets.ts';
import { json } from '../../store/database.ts';
import { reassess } from '../../store/reassess.ts';
import type { HttpContext } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { Handlers } from '../handler.ts';
import { presentAsset } from '../present-post.ts';

const DEFAULT_LIMIT = 60;

export const mediaHandlers: Handlers<'listAssets' | 'getAsset' | 'patchAsset' | 'deleteAsset'> = {
  listAssets: async (context, { query, caller, locale, now }) => {
    const cursor = readCursor(query.cursor);
    if (!cursor.ok) return cursor;
    const limit = query.limit ?? DEFAULT_LIMIT;
    const rows = await readAssets(context.database, {
      userId: caller.userId,
      kind: query.kind,
      tag: query.tag,
      used: query.used === undefined ? undefined : query.used === 'true',
      search: query.search,
      before: cursor.value?.at == null ? undefined : { createdAt: cursor.value.at, id: cursor.value.id },
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const nextCursor =
      rows.length > limit && last !== undefined ? writeCursor({ at: last.created_at, id: last.id }) : null;
    return { ok: true, value: page.map((row) => presentAsset(context, row, locale, now)), nextCursor };
  },

  getAsset: async (context, { params, caller, locale, now }) => {
    const [row] = await readAssets(context.database, { userId: caller.userId, ids: [params.id], limit: 1 });
    return row === undefined ? notFound() : { ok: true, value: presentAsset(context, row, locale, now) };
  },

  patchAsset: async (context, { params, body, caller, locale, now }) => {
    const changed = await context.database.transaction().execute(async (transaction) => {
      const result = await transaction
        .updateTable('assets')
        .set({
          ...(body.filename === undefined ? {} : { filename: body.filename }),
          ...(body.tags === undefined ? {} : { tags: body.tags }),
          ...(body.crop === undefined ? {} : { crop: body.crop === null ? null : json(body.crop) }),
          updated_at: now,
        })
        .where('id', '=', params.id)
        .where('user_id', '=', caller.userId)
        .executeTakeFirst();
      if (result.numUpdatedRows === 0n) return false;
      await reassess(transaction, { assetIds: [params.id] }, context.environment(), now);
      return true;
    });
    if (!changed) return notFound();
    announceAsset(context, caller.userId, params.id);
    const [row] = await readAssets(context.database, { userId: caller.userId, ids: [params.id], limit: 1 });
    return row === undefined ? notFound() : { ok: true, value: presentAsset(context, row, locale, now) };
  },

  deleteAsset: async (context, { params, query, caller, now }) => {
    const result = await context.database.transaction().execute(async (transaction) => {
      const [row] = await readAssets(transaction, { userId: caller.userId, ids: [params.id], limit: 1 });
      if (row === undefined) return notFound();
      if (await isBeingSent(transaction, params.id))
        return refuse('JOB_IN_FLIGHT', 'A post with this file is being published right now. Wait for the outcome.');
      const uses = await scheduledUses(transaction, caller.userId, params.id);
      if (uses > 0 && query.force !== 'true') {
        return refuse(
          'ASSET_IN_USE',
          `${uses} scheduled ${uses === 1 ? 'post needs' : 'posts need'} this file. Confirm to delete it all the same.`,
          { uses },
        );
      }
      await transaction.deleteFrom('assets').where('id', '=', params.id).where('user_id', '=', caller.userId).execute();
      await reassess(transaction, { assetIds: [params.id] }, context.environment(), now);
      return {
        ok: true as const,
        value: [row.storage_key, ...(row.thumbnail_key === null ? [] : [row.thumbnail_key])],
      };
    });
    if (!result.ok) return result;
    // Row first: a crash here leaves files nobody points to, which housekeeping finds.
    for (const key of result.value) await context.mediaStore.delete(key);
    announceAsset(context, caller.userId, params.id);
    return { ok: true, value: { done: true } };
  },
};

export function announceAsset(context: HttpContext, userId: string, id: string): void {
  context.announce(userId, [
    { kind: 'assets', ids: [id] },
    { kind: 'posts', ids: [] },
    { kind: 'entries', ids: [] },
  ]);
}

function notFound() {
  return refuse('NOT_FOUND', 'There is no such file in your library.');
}
