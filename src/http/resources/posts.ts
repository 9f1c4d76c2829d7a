import type { Locale } from '../../contract/me.ts';
import { InstagramPayload, TiktokPayload } from '../../contract/payload.ts';
import type { Post } from '../../contract/post.ts';
import { refuse, type Result } from '../../contract/problem.ts';
import { allOrNothing } from '../../store/all-or-nothing.ts';
import { createPost } from '../../store/create-post.ts';
import { deletePost } from '../../store/delete-post.ts';
import { readPostHistory } from '../../store/read-post-history.ts';
import { readPosts } from '../../store/read-posts.ts';
import type { EntryFields, WriteContext } from '../../store/post-fields.ts';
import { undo } from '../../store/undo.ts';
import { updatePost } from '../../store/update-post.ts';
import type { HttpContext } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { Handlers } from '../handler.ts';
import { presentUndo } from '../present-entry.ts';
import { presentPosts } from '../present-post.ts';
import { fieldProblems } from '../register-routes.ts';

const DEFAULT_LIMIT = 50;

export const postHandlers: Handlers<
  'createPost' | 'listPosts' | 'getPost' | 'getPostHistory' | 'patchPost' | 'deletePost' | 'duplicatePost' | 'undo'
> = {
  createPost: async (context, { body, caller, locale, now }) => {
    if (body.intent === 'publish_now' && !context.settings.publishNowEnabled) return publishNowOff();
    const entries = parseEntries(body.entries);
    if (!entries.ok) return entries;
    const write = writeContext(context, caller.userId, now);
    const result = await allOrNothing(context.database, (transaction) =>
      createPost(transaction, write, body, entries.value, body.intent),
    );
    if (!result.ok) return result;
    return answerPost(context, caller.userId, result.value, locale, now, true);
  },

  listPosts: async (context, { query, caller, locale, now }) => {
    const cursor = readCursor(query.cursor);
    if (!cursor.ok) return cursor;
    const limit = query.limit ?? DEFAULT_LIMIT;
    const before = cursor.value?.at == null ? undefined : { createdAt: cursor.value.at, id: cursor.value.id };
    const rows = await readPosts(context.database, {
      userId: caller.userId,
      search: query.search,
      tag: query.tag,
      before,
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const nextCursor =
      rows.length > limit && last !== undefined ? writeCursor({ at: last.created_at, id: last.id }) : null;
    return { ok: true, value: await presentPosts(context, page, caller.userId, locale, now), nextCursor };
  },

  getPost: async (context, { params, caller, locale, now }) =>
    answerPost(context, caller.userId, params.id, locale, now, false),

  patchPost: async (context, { params, body, caller, locale, now }) => {
    if (body.intent === 'publish_now' && !context.settings.publishNowEnabled) return publishNowOff();
    const entries = body.entries === undefined ? null : parseEntries(body.entries);
    if (entries !== null && !entries.ok) return entries;
    const { version, intent } = body;
    const fields = {
      title: body.title,
      brief: body.brief,
      caption: body.caption,
      hashtags: body.hashtags,
      tags: body.tags,
      assetIds: body.assetIds,
      cover: body.cover,
    };
    const write = writeContext(context, caller.userId, now);
    const result = await allOrNothing(context.database, (transaction) =>
      updatePost(transaction, write, params.id, fields, entries?.value, { intent: intent ?? 'keep', version }),
    );
    if (!result.ok && result.problem.code === 'VERSION_CONFLICT') {
      const newer = await answerPost(context, caller.userId, params.id, locale, now, false);
      return newer.ok ? refuse('VERSION_CONFLICT', result.problem.message, { post: newer.value }) : result;
    }
    if (!result.ok) return result;
    return answerPost(context, caller.userId, params.id, locale, now, true);
  },

  deletePost: async (context, { params, caller, now }) => {
    const write = writeContext(context, caller.userId, now);
    const result = await allOrNothing(context.database, (transaction) => deletePost(transaction, write, params.id));
    if (!result.ok) return result;
    context.announce(caller.userId, [{ kind: 'posts', ids: [params.id] }]);
    return { ok: true, value: { undo: presentUndo(result.value.undo) } };
  },

  getPostHistory: async (context, { params, caller, locale }) => {
    const history = await readPostHistory(context.database, caller.userId, params.id, locale);
    return history === null ? refuse('NOT_FOUND', 'There is no such post.') : { ok: true, value: history };
  },

  duplicatePost: async (context, { params, caller, locale, now }) => {
    const [source] = await readPosts(context.database, { userId: caller.userId, id: params.id, limit: 1 });
    if (source === undefined) return refuse('NOT_FOUND', 'There is no such post.');
    const rows = await context.database
      .selectFrom('calendar_entries')
      .select(['channel', 'payload'])
      .where('post_id', '=', params.id)
      .where('user_id', '=', caller.userId)
      .execute();
    // Consent is given for one post: what TikTok wants chosen by hand is chosen again (tiktok.md 11).
    const entries = rows.map((row) => {
      const { musicConfirmed: _confirmed, privacyLevel: _privacy, ...payload } = row.payload;
      return { channel: row.channel, scheduledAt: null, payload };
    });
    const parsed = parseEntries(entries);
    if (!parsed.ok) return parsed;
    const write = writeContext(context, caller.userId, now);
    const fields = { ...source, assetIds: source.asset_ids };
    const result = await allOrNothing(context.database, (transaction) =>
      createPost(transaction, write, fields, parsed.value, 'draft'),
    );
    return result.ok ? answerPost(context, caller.userId, result.value, locale, now, true) : result;
  },

  undo: async (context, { params, caller, now }) => {
    const write = writeContext(context, caller.userId, now);
    const result = await allOrNothing(context.database, (transaction) => undo(transaction, write, params.id));
    if (!result.ok) return result;
    context.announce(caller.userId, [{ kind: 'entries', ids: result.value.entryIds }]);
    return { ok: true, value: { done: true } };
  },
};

export function writeContext(context: HttpContext, userId: string, now: Temporal.Instant): WriteContext {
  return { userId, now, environment: context.environment() };
}

/** Each entry's payload against its own channel's schema; mistakes are named by their place in the body. */
function parseEntries(
  entries: readonly {
    channel: 'ig' | 'tiktok';
    scheduledAt: string | null;
    payload?: Record<string, unknown> | undefined;
  }[],
): Result<EntryFields[]> {
  const parsed: EntryFields[] = [];
  for (const [index, entry] of entries.entries()) {
    const payload = parsePayload(entry.channel, entry.payload ?? {}, `entries.${index}.payload`);
    if (!payload.ok) return payload;
    parsed.push({
      channel: entry.channel,
      scheduledAt: entry.scheduledAt === null ? null : Temporal.Instant.from(entry.scheduledAt),
      payload: payload.value,
    });
  }
  return { ok: true, value: parsed };
}

export function parsePayload(
  channel: 'ig' | 'tiktok',
  payload: Record<string, unknown>,
  path: string,
): Result<Record<string, unknown>> {
  const parsed = (channel === 'ig' ? InstagramPayload : TiktokPayload).safeParse(payload);
  if (parsed.success) return { ok: true, value: parsed.data };
  const fields = fieldProblems(parsed.error, path);
  return refuse('INVALID_INPUT', `${fields[0]?.path ?? path}: ${fields[0]?.message ?? 'is not valid'}`, { fields });
}

function publishNowOff() {
  return refuse(
    'FEATURE_OFF',
    'Publishing at once is switched off on this server (PUBLISH_NOW_ENABLED). Schedule it instead.',
  );
}

async function answerPost(
  context: HttpContext,
  userId: string,
  postId: string,
  locale: Locale,
  now: Temporal.Instant,
  changed: boolean,
): Promise<Result<Post>> {
  const rows = await readPosts(context.database, { userId, id: postId, limit: 1 });
  const [post] = await presentPosts(context, rows, userId, locale, now);
  if (post === undefined) return refuse('NOT_FOUND', 'There is no such post.');
  if (changed) {
    context.announce(userId, [
      { kind: 'posts', ids: [postId] },
      { kind: 'entries', ids: post.entries.map((entry) => entry.id) },
    ]);
  }
  return { ok: true, value: post };
}
