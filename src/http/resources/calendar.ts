import type { Entry } from '../../contract/entry.ts';
import type { Locale } from '../../contract/me.ts';
import { refuse, type Result } from '../../contract/problem.ts';
import { parseOffset, type ClockNote } from '../../domain/zoned-time.ts';
import { allOrNothing } from '../../store/all-or-nothing.ts';
import { changeEntry } from '../../store/move-entry.ts';
import { readEntries, streamEntries, type EntryRow } from '../../store/read-entries.ts';
import type { LockedEntry } from '../../store/post-entries.ts';
import { publishEntryNow } from '../../store/publish-now.ts';
import { shiftEntries, type ShiftReport, type ShiftSelection } from '../../store/shift-entries.ts';
import { shiftToSlots } from '../../store/shift-to-slots.ts';
import { isoOf } from '../../store/utc-text.ts';
import type { HttpContext } from '../context.ts';
import { readCursor, writeCursor, type ListPosition } from '../cursor.ts';
import type { Handlers } from '../handler.ts';
import { presentEntry, presentUndo } from '../present-entry.ts';
import { WrittenList } from '../written-list.ts';
import { parsePayload, writeContext } from './posts.ts';

const DEFAULT_LIMIT = 1000;

/** What a person reads where the clocks changed a wish. */
const CLOCK_NOTES: Readonly<Record<Locale, Record<ClockNote, string>>> = {
  en: {
    gap: 'That hour does not exist on the day the clocks go forward; it moved on by the gap.',
    overlap: 'That hour comes twice on the day the clocks go back; the first one was taken.',
  },
  es: {
    gap: 'Esa hora no existe el día en que se adelantan los relojes; pasa a la siguiente que existe.',
    overlap: 'Esa hora se repite el día en que se atrasan los relojes; se toma la primera.',
  },
};

export const calendarHandlers: Handlers<
  'listEntries' | 'getEntry' | 'patchEntry' | 'bulkShift' | 'shiftToSlots' | 'publishNow'
> = {
  listEntries: async (context, { query, caller, locale, now }) => {
    const cursor = readCursor(query.cursor);
    if (!cursor.ok) return cursor;
    const limit = query.limit ?? DEFAULT_LIMIT;
    const found = streamEntries(context.database, {
      userId: caller.userId,
      from: instantOf(query.from),
      to: instantOf(query.to),
      channel: query.channel,
      readiness: query.readiness,
      tag: query.tag,
      ids: query.ids,
      postIds: query.posts,
      withUndated: query.drafts === 'true' || (query.from === undefined && query.to === undefined),
      after: cursor.value === null ? undefined : { scheduledAt: cursor.value.at, id: cursor.value.id },
      limit: limit + 1,
    });
    const list = new WrittenList<Entry>();
    let last: EntryRow | undefined;
    let more = false;
    for await (const rows of found) {
      const page = rows.slice(0, limit - list.length);
      list.add(page.map((row) => presentEntry(context, row, locale, now)));
      last = page.at(-1) ?? last;
      more ||= page.length < rows.length;
    }
    return { ok: true, value: list, nextCursor: more && last !== undefined ? writeCursor(positionOf(last)) : null };
  },

  getEntry: async (context, { params, caller, locale, now }) =>
    answerEntry(context, caller.userId, params.id, locale, now),

  patchEntry: async (context, { params, body, caller, locale, now }) => {
    const { payload: given, version } = body;
    const payload = given === undefined ? undefined : (entry: KnownPayload) => mergePayload(entry, given);
    const scheduledAt =
      body.scheduledAt === undefined || body.scheduledAt === null
        ? body.scheduledAt
        : Temporal.Instant.from(body.scheduledAt);
    const write = writeContext(context, caller.userId, now);
    const result = await allOrNothing(context.database, (transaction) =>
      changeEntry(transaction, write, params.id, { version, scheduledAt, payload }),
    );
    const entry = await answerEntry(context, caller.userId, params.id, locale, now);
    if (!entry.ok) return entry;
    if (!result.ok) {
      return result.problem.code === 'VERSION_CONFLICT'
        ? refuse('VERSION_CONFLICT', result.problem.message, { entry: entry.value })
        : result;
    }
    announceEntries(context, caller.userId, [params.id]);
    return { ok: true, value: { ...entry.value, undo: presentUndo(result.value.undo) } };
  },

  bulkShift: async (context, { body, caller, locale, now }) => {
    const offset = parseOffset(body.offset);
    if (offset === null)
      return refuse(
        'INVALID_OFFSET',
        'offset: give an ISO-8601 duration such as P1D or -PT2H, not zero and at most a hundred years.',
      );
    const selection: ShiftSelection =
      'ids' in body
        ? { ids: body.ids }
        : {
            from: Temporal.Instant.from(body.range.from),
            to: Temporal.Instant.from(body.range.to),
            channel: body.range.channel,
            readiness: body.range.readiness,
          };
    const dryRun = body.dryRun ?? false;
    const write = writeContext(context, caller.userId, now);
    const report = await context.database
      .transaction()
      .execute((transaction) => shiftEntries(transaction, write, selection, offset, dryRun));
    return answerShift(context, caller.userId, report, dryRun, locale);
  },

  shiftToSlots: async (context, { body, caller, locale, now }) => {
    const dryRun = body.dryRun ?? false;
    const write = writeContext(context, caller.userId, now);
    const report = await context.database
      .transaction()
      .execute((transaction) => shiftToSlots(transaction, write, body.ids, dryRun));
    return answerShift(context, caller.userId, report, dryRun, locale);
  },

  publishNow: async (context, { params, caller, locale, now }) => {
    if (!context.settings.publishNowEnabled) {
      return refuse('FEATURE_OFF', 'Publishing at once is switched off on this server (PUBLISH_NOW_ENABLED).');
    }
    const write = writeContext(context, caller.userId, now);
    const result = await allOrNothing(context.database, (transaction) =>
      publishEntryNow(transaction, write, params.id),
    );
    if (!result.ok) return result;
    announceEntries(context, caller.userId, [params.id]);
    return answerEntry(context, caller.userId, params.id, locale, now);
  },
};

export function announceEntries(context: HttpContext, userId: string, ids: readonly string[]): void {
  context.announce(userId, [
    { kind: 'entries', ids: [...ids] },
    { kind: 'notifications', ids: [] },
  ]);
}

async function answerEntry(
  context: HttpContext,
  userId: string,
  id: string,
  locale: Locale,
  now: Temporal.Instant,
): Promise<Result<Entry>> {
  const [row] = await readEntries(context.database, { userId, ids: [id], withUndated: true, limit: 1 });
  return row === undefined
    ? refuse('NOT_FOUND', 'There is no such entry.')
    : { ok: true, value: presentEntry(context, row, locale, now) };
}

type KnownPayload = Pick<LockedEntry, 'channel' | 'payload'>;

/** Fields given replace those there are; `null` takes one out. The whole is checked against the channel's schema. */
function mergePayload(entry: KnownPayload, change: Record<string, unknown>): Result<Record<string, unknown>> {
  const merged = Object.fromEntries(
    Object.entries({ ...entry.payload, ...change }).filter(([, value]) => value !== null),
  );
  return parsePayload(entry.channel, merged, 'payload');
}

function answerShift(
  context: HttpContext,
  userId: string,
  report: ShiftReport,
  dryRun: boolean,
  locale: Locale,
): Result<ReturnType<typeof presentShift>> {
  const presented = presentShift(report, locale);
  if (dryRun) return { ok: true, value: presented };
  if (report.refused.length > 0) {
    return refuse('SHIFT_REFUSED', `${report.refused.length} of the entries cannot move, so none did.`, {
      ...presented,
      moved: [],
    });
  }
  announceEntries(
    context,
    userId,
    report.moved.map((move) => move.id),
  );
  return { ok: true, value: presented };
}

function presentShift(report: ShiftReport, locale: Locale) {
  return {
    moved: report.moved.map((move) => ({
      id: move.id,
      from: move.from.toString(),
      to: move.to.toString(),
      ...(move.note === null ? {} : { note: CLOCK_NOTES[locale][move.note] }),
    })),
    refused: report.refused,
    undo: presentUndo(report.undo),
  };
}

function positionOf({ scheduled_at: at, id }: EntryRow): ListPosition {
  return { at: at === null ? null : Temporal.Instant.from(isoOf(at)), id };
}

function instantOf(text: string | undefined): Temporal.Instant | undefined {
  return text === undefined ? undefined : Temporal.Instant.from(text);
}
