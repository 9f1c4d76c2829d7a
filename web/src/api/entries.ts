import type { Entry } from '../../../src/contract/entry.ts';
import { callWithMeta } from './call.ts';

/** The most the API hands out at once (contract/primitives, PageQuery). */
const PAGE = 1000;

/** All entries from `from` (inclusive) to `to` (exclusive), with the drafts that have no time, page after page. */
export async function fetchEntries(window: { from: string; to: string }, signal: AbortSignal): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...window, drafts: 'true' as const, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const { data, meta } = await callWithMeta('listEntries', { query }, { signal });
    entries.push(...data);
    cursor = meta.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return entries;
}
