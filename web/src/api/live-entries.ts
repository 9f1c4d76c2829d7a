import type { QueryClient } from '@tanstack/react-query';
import type { Entry } from '../../../src/contract/entry.ts';
import { call } from './call.ts';
import type { ChangeSaid } from './change.ts';
import { keys } from './keys.ts';
import { isApiProblem } from './problem.ts';

/** Above this many, reading the window again is cheaper than asking for each entry. */
const FEW = 8;

/** One deed of the worker is told as several changes (entry, job, post); they are gathered before anything is read. */
const GATHER_MS = 60;

let gathered: Set<string> | 'everything' = new Set();
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Brings the calendar's windows up to date. A month may hold thousands of entries and the worker speaks of one at a
 * time, so a few named entries are read alone and put in place; anything else reads the windows again.
 */
export function applyEntryChange(client: QueryClient, change: ChangeSaid): void {
  const ids = entryIdsOf(client, change);
  if (ids === null) gathered = 'everything';
  else if (gathered !== 'everything') for (const id of ids) gathered.add(id);
  timer ??= setTimeout(() => void flush(client), GATHER_MS);
}

async function flush(client: QueryClient): Promise<void> {
  const due = gathered;
  gathered = new Set();
  timer = undefined;
  if (due === 'everything' || due.size > FEW) await client.invalidateQueries({ queryKey: keys.entries.all });
  else await Promise.all(Array.from(due, (id) => refreshEntry(client, id)));
}

async function refreshEntry(client: QueryClient, id: string): Promise<void> {
  try {
    putEntry(client, await call('getEntry', { params: { id } }));
  } catch (error) {
    if (isApiProblem(error, 'NOT_FOUND')) removeEntries(client, (entry) => entry.id === id);
    else await client.invalidateQueries({ queryKey: keys.entries.all });
  }
}

/** The entries a change is about, or `null` when only reading everything again can tell. */
function entryIdsOf(client: QueryClient, change: ChangeSaid): string[] | null {
  if (change.ids.length === 0) return null;
  switch (change.kind) {
    case 'entries':
      return change.ids;
    case 'jobs':
      return entriesOfJobs(client, change.ids);
    case 'posts':
    case 'accounts':
    case 'assets':
    case 'notifications':
      // A post may have gained an entry we have never seen, which only a list shows.
      return null;
  }
}

function entriesOfJobs(client: QueryClient, jobIds: readonly string[]): string[] | null {
  const known = cachedEntries(client);
  const found = jobIds.map((jobId) => known.find((entry) => entry.job?.id === jobId)?.id);
  return found.every((id) => id !== undefined) ? found : null;
}

export function cachedEntries(client: QueryClient): Entry[] {
  return client.getQueriesData<Entry[]>({ queryKey: keys.entries.windows }).flatMap(([, entries]) => entries ?? []);
}

/** Puts `entry` into every cached window it belongs to, and takes it out of the others. */
export function putEntry(client: QueryClient, entry: Entry): void {
  // Answers may overtake each other; an older reading never replaces a newer one.
  const updatedAt = Date.parse(entry.updatedAt);
  if (cachedEntries(client).some((known) => known.id === entry.id && Date.parse(known.updatedAt) > updatedAt)) return;
  for (const [key, entries] of client.getQueriesData<Entry[]>({ queryKey: keys.entries.windows })) {
    if (entries === undefined) continue;
    const belongs = inWindow(entry, String(key[2]), String(key[3]));
    // In its place: the cache compares what stands behind a gap one by one, which at thousands is felt.
    const place = entries.findIndex((other) => other.id === entry.id);
    if (belongs) client.setQueryData(key, place === -1 ? [...entries, entry] : entries.with(place, entry));
    else if (place !== -1) client.setQueryData(key, entries.toSpliced(place, 1));
  }
}

export function removeEntries(client: QueryClient, doomed: (entry: Entry) => boolean): void {
  client.setQueriesData<Entry[]>({ queryKey: keys.entries.windows }, (entries) =>
    entries?.filter((entry) => !doomed(entry)),
  );
}

/** Whether a window from `from` to `to` shows the entry; one without a time shows in each window's drafts. */
export function inWindow(entry: Pick<Entry, 'scheduledAt'>, from: string, to: string): boolean {
  if (entry.scheduledAt === null) return true;
  const at = Date.parse(entry.scheduledAt);
  return at >= Date.parse(from) && at < Date.parse(to);
}
