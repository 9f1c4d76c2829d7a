import { replaceEqualDeep } from '@tanstack/react-query';
import type { Entry } from '../../../src/contract/entry.ts';
import { callWithMeta } from './call.ts';
import { placesReplaced, replaceAt } from './replaced.ts';
import { beginReading } from './written-entries.ts';

/** The most the API hands out at once (contract/primitives, PageQuery). */
const PAGE = 1000;

export interface EntryWindow {
  from: string;
  to: string;
}

/** Into how many parts what a first page leaves over is cut, to be read side by side. */
const PARTS = 4;

/**
 * All entries from `from` (inclusive) to `to` (exclusive), with the drafts that have no time. What does not fit on the
 * first page is cut by time and read side by side: a cursor comes only with the page before it, and five pages one
 * after the other are felt.
 */
export async function fetchEntries(window: EntryWindow, signal: AbortSignal): Promise<Entry[]> {
  const reading = beginReading();
  try {
    const first = await readPage({ ...window, drafts: 'true' }, signal);
    const rest = first.cursor === undefined ? [] : await readRest(window, first, signal);
    // What moved between two answers may be in both; the later one knows better.
    const entries = [...new Map([...first.entries, ...rest].map((entry) => [entry.id, entry])).values()];
    return reading.complete(entries, (entry) => inWindow(entry, window.from, window.to));
  } finally {
    reading.end();
  }
}

interface Page {
  entries: Entry[];
  /** Absent: the last one. */
  cursor: string | undefined;
}

type PageQuery = EntryWindow & { drafts?: 'true'; cursor?: string };

async function readPage(query: PageQuery, signal: AbortSignal): Promise<Page> {
  const { data, meta } = await callWithMeta('listEntries', { query: { ...query, limit: PAGE } }, { signal });
  return { entries: data, cursor: meta.nextCursor ?? undefined };
}

async function readOn(query: PageQuery, signal: AbortSignal): Promise<Entry[]> {
  const { entries, cursor } = await readPage(query, signal);
  return cursor === undefined ? entries : [...entries, ...(await readOn({ ...query, cursor }, signal))];
}

/** Everything from the last entry of the first page on. Drafts without a time come last, so the last part has them. */
async function readRest(window: EntryWindow, { entries, cursor }: Page, signal: AbortSignal): Promise<Entry[]> {
  const last = entries.at(-1)?.scheduledAt ?? null;
  if (last === null) return readOn({ ...window, drafts: 'true', ...(cursor === undefined ? {} : { cursor }) }, signal);
  const parts = await Promise.all(
    cut(Date.parse(last), Date.parse(window.to)).map((part, index) =>
      readOn(index === PARTS - 1 ? { ...part, drafts: 'true' } : part, signal),
    ),
  );
  return parts.flat();
}

function cut(from: number, to: number): EntryWindow[] {
  const at = (part: number) => new Date(from + ((to - from) * part) / PARTS).toISOString();
  return Array.from({ length: PARTS }, (_, part) => ({ from: at(part), to: at(part + 1) }));
}

/** Whether a window from `from` to `to` shows the entry; one without a time shows in each window's drafts. */
export function inWindow(entry: Pick<Entry, 'scheduledAt'>, from: string, to: string): boolean {
  if (entry.scheduledAt === null) return true;
  const at = Date.parse(entry.scheduledAt);
  return at >= Date.parse(from) && at < Date.parse(to);
}

/**
 * The new answer made of the old one's entries wherever they say the same, so that what did not change is not drawn
 * again. By id: place by place, as the cache does by itself, one entry more at the front makes all of them new.
 */
export function keepEqualEntries(before: unknown, after: unknown): unknown {
  if (before === after || !isEntries(before) || !isEntries(after)) return after;
  const few = placesReplaced(before, after);
  return few === null ? keepById(before, after) : keepInPlace(before, after, few);
}

function keepInPlace(before: readonly Entry[], after: readonly Entry[], places: readonly number[]): readonly Entry[] {
  let kept = before;
  for (const place of places) {
    const [old, entry] = [before[place], after[place]];
    const best = entry === undefined ? entry : replaceEqualDeep(old, entry);
    if (best !== undefined && best !== old) kept = replaceAt(kept, place, best);
  }
  return kept;
}

function keepById(before: readonly Entry[], after: readonly Entry[]): readonly Entry[] {
  const known = new Map(before.map((entry) => [entry.id, entry]));
  const kept = after.map((entry) => {
    const old = known.get(entry.id);
    return old === undefined || old === entry ? entry : replaceEqualDeep(old, entry);
  });
  const isSame = kept.length === before.length && kept.every((entry, place) => entry === before[place]);
  return isSame ? before : kept;
}

function isEntries(value: unknown): value is readonly Entry[] {
  return Array.isArray(value);
}
