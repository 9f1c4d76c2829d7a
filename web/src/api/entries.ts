import { replaceEqualDeep } from '@tanstack/react-query';
import type { Entry } from '../../../src/contract/entry.ts';
import { callWithMeta } from './call.ts';
import { beginReading } from './written-entries.ts';

/** The most the API hands out at once (contract/primitives, PageQuery). */
const PAGE = 1000;

export interface EntryWindow {
  from: string;
  to: string;
}

/** All entries from `from` (inclusive) to `to` (exclusive), with the drafts that have no time, page after page. */
export async function fetchEntries(window: EntryWindow, signal: AbortSignal): Promise<Entry[]> {
  const reading = beginReading();
  try {
    const entries: Entry[] = [];
    let cursor: string | undefined;
    do {
      const query = { ...window, drafts: 'true' as const, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
      const { data, meta } = await callWithMeta('listEntries', { query }, { signal });
      entries.push(...data);
      cursor = meta.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return reading.complete(entries, (entry) => inWindow(entry, window.from, window.to));
  } finally {
    reading.end();
  }
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
  const known = new Map(before.map((entry) => [entry.id, entry]));
  let same = before.length === after.length;
  const kept = after.map((entry, place) => {
    const old = known.get(entry.id);
    const best = old === undefined || old === entry ? entry : replaceEqualDeep(old, entry);
    same &&= best === before[place];
    return best;
  });
  return same ? before : kept;
}

function isEntries(value: unknown): value is readonly Entry[] {
  return Array.isArray(value);
}
