import type { Locale } from '../../contract/me.ts';
import { refuse, type Result } from '../../contract/problem.ts';
import type { ProposedCalendar, SaveCalendar } from '../../contract/proposal.ts';
import type { DatabaseTransaction } from '../../store/database.ts';
import { allOrNothing } from '../../store/all-or-nothing.ts';
import { deletePost } from '../../store/delete-post.ts';
import { changeEntry } from '../../store/move-entry.ts';
import type { WriteContext } from '../../store/post-fields.ts';
import { acceptProposal, diffOf, findOvertaken, readProposedEntries, readRuns } from '../../store/proposed-calendar.ts';
import { readEntries, type EntryRow } from '../../store/read-entries.ts';
import { updatePost } from '../../store/update-post.ts';
import type { HttpContext } from '../context.ts';
import type { Handlers } from '../handler.ts';
import { presentEntry } from '../present-entry.ts';
import { announceEntries } from './calendar.ts';
import { writeContext } from './posts.ts';

const MOST_PROPOSED = 1000;

export const proposedCalendarHandlers: Handlers<'getCalendar' | 'saveCalendar'> = {
  getCalendar: (context, { params, query, caller, locale, now }) =>
    answerCalendar(
      context,
      { userId: caller.userId, calendarId: params.calendarId, open: query.open === 'true' },
      locale,
      now,
    ),

  saveCalendar: async (context, { body, caller, locale, now }) => {
    const { calendarId } = body;
    const write = writeContext(context, caller.userId, now);
    const known = await readEntries(context.database, {
      userId: caller.userId,
      ids: body.entries.map((entry) => entry.entryId),
      withUndated: true,
      limit: body.entries.length + 1,
    });
    // Hand edits are saved all together or not at all.
    const saved = await allOrNothing(context.database, async (transaction) => {
      const overtaken = await findOvertaken(transaction, write, body.entries);
      if (overtaken !== null) {
        const message = 'One of these entries was changed elsewhere since you read it; nothing was saved.';
        return refuse('VERSION_CONFLICT', message, { entryId: overtaken });
      }
      // A post is gone with the first of its entries that is to be removed.
      const removed = new Set<string>();
      for (const change of body.entries) {
        const entry = known.find((each) => each.id === change.entryId);
        if (entry === undefined || entry.calendar_id !== calendarId)
          return refuse('NOT_FOUND', 'There is no such entry in this calendar.');
        if (removed.has(entry.post_id)) continue;
        if (change.remove === true) removed.add(entry.post_id);
        for (const result of await saveChange(transaction, write, entry, change)) if (!result.ok) return result;
      }
      return { ok: true, value: null };
    });
    if (!saved.ok) return saved;
    // A word on one entry is a word on its post: the others of it change too.
    const postIds = [...new Set(known.map((entry) => entry.post_id))];
    const ofPosts = await readEntries(context.database, {
      userId: caller.userId,
      postIds,
      withUndated: true,
      limit: 2 * postIds.length + 1,
    });
    announceEntries(context, caller.userId, [
      ...new Set([...body.entries.map((entry) => entry.entryId), ...ofPosts.map((entry) => entry.id)]),
    ]);
    return answerCalendar(context, { userId: caller.userId, calendarId, open: false }, locale, now);
  },
};

async function saveChange(
  transaction: DatabaseTransaction,
  write: WriteContext,
  entry: EntryRow,
  change: SaveCalendar['entries'][number],
): Promise<Result<unknown>[]> {
  const { title, caption, hashtags, scheduledAt } = change;
  if (change.remove === true) return [await deletePost(transaction, write, entry.post_id)];
  const results: Result<unknown>[] = [];
  const edits = title !== undefined || caption !== undefined || hashtags !== undefined;
  if (change.accept !== true || edits || scheduledAt !== undefined) {
    const at = scheduledAt == null ? scheduledAt : Temporal.Instant.from(scheduledAt);
    results.push(await changeEntry(transaction, write, entry.id, { scheduledAt: at }));
  }
  if (edits)
    results.push(
      await updatePost(transaction, write, entry.post_id, { title, caption, hashtags }, undefined, { intent: 'keep' }),
    );
  if (change.accept === true && !(await acceptProposal(transaction, write, entry.post_id)))
    results.push(refuse('NOT_FOUND', 'There is no such entry in this calendar.'));
  return results;
}

async function answerCalendar(
  context: HttpContext,
  { userId, calendarId, open }: { userId: string; calendarId: string; open: boolean },
  locale: Locale,
  now: Temporal.Instant,
): Promise<Result<ProposedCalendar>> {
  const runs = await readRuns(context.database, userId, calendarId);
  if (runs === null) return refuse('NOT_FOUND', 'There is no such calendar.');
  const proposed = await readProposedEntries(context.database, userId, calendarId);
  const rows = await readEntries(context.database, {
    userId,
    ids: [...proposed.keys()],
    proposed: open,
    withUndated: true,
    limit: MOST_PROPOSED,
  });
  return {
    ok: true,
    value: {
      calendarId,
      entries: rows.map((row) => ({
        ...presentEntry(context, row, locale, now),
        entryKey: proposed.get(row.id)?.entryKey ?? '',
        edited: proposed.get(row.id)?.edited ?? false,
      })),
      runs: runs.slice(0, open ? 1 : runs.length).map((run) => ({
        id: run.id,
        status: run.status,
        startedAt: run.started_at.toString(),
        completedAt: run.completed_at?.toString() ?? null,
        model: run.model,
        tokens: run.tokens,
        latencyMs: run.latency_ms,
        pieceCount: run.piece_count,
        diff: diffOf(run),
      })),
    },
  };
}
