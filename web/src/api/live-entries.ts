import type { QueryClient } from '@tanstack/react-query';
import { MOST_IDS_ASKED, type Entry } from '../../../src/contract/entry.ts';
import { call } from './call.ts';
import type { ChangeSaid } from './change.ts';
import { inWindow } from './entries.ts';
import { keys } from './keys.ts';
import { replaceAt } from './replaced.ts';
import { asWished, beginReading, isNewer, noteWritten, unwish, wish } from './written-entries.ts';

/** One deed of the worker is told as several changes (entry, job, post); they are gathered before anything is read. */
const GATHER_MS = 60;

/** Entries by their own ids, or all of a post's. */
export interface NamedEntries {
  entries?: Iterable<string>;
  posts?: Iterable<string>;
}

interface Gathered {
  entries: Set<string>;
  posts: Set<string>;
  everything: boolean;
}

let gathered: Gathered = nothing();
let timer: ReturnType<typeof setTimeout> | undefined;

function nothing(): Gathered {
  return { entries: new Set(), posts: new Set(), everything: false };
}

/**
 * Brings the calendar's windows up to date. A month may hold thousands of entries and the worker speaks of one at a
 * time, so the entries named are read alone and put in place; only a change that names none reads the windows again.
 */
export function applyEntryChange(client: QueryClient, change: ChangeSaid): void {
  if (change.ids.length === 0) gathered.everything = true;
  const into = change.kind === 'posts' ? gathered.posts : gathered.entries;
  // Who announces a job announces its entry too; a job not in view is none of ours.
  for (const id of change.kind === 'jobs' ? entriesOfJobs(client, change.ids) : change.ids) into.add(id);
  timer ??= setTimeout(() => void flush(client), GATHER_MS);
}

async function flush(client: QueryClient): Promise<void> {
  const due = gathered;
  gathered = nothing();
  timer = undefined;
  if (due.everything) await client.invalidateQueries({ queryKey: keys.entries.all });
  else await refreshEntries(client, due);
}

/** Reads these entries again; very many of them, or in vain, and the windows are read again instead. */
export async function refreshEntries(client: QueryClient, { entries = [], posts = [] }: NamedEntries): Promise<void> {
  const named = { entries: new Set(entries), posts: new Set(posts) };
  const count = named.entries.size + named.posts.size;
  if (count === 0 || (count <= MOST_IDS_ASKED && (await readNamed(client, named)))) return;
  await client.invalidateQueries({ queryKey: keys.entries.all });
}

/** Reads the entries named, and those of the posts named; what is not there any more goes. `false`: no answer came. */
async function readNamed(
  client: QueryClient,
  { entries, posts }: { entries: Set<string>; posts: ReadonlySet<string> },
): Promise<boolean> {
  const reading = beginReading();
  try {
    const byPost = posts.size === 0 ? [] : await listed({ posts: [...posts].join(',') });
    for (const { id } of byPost) entries.delete(id);
    const byId = entries.size === 0 ? [] : await listed({ ids: [...entries].join(',') });
    const asked = (entry: Entry) => entries.has(entry.id) || posts.has(entry.postId);
    const found = reading.complete([...byPost, ...byId], asked).filter(asked);
    const there = new Set(found.map(({ id }) => id));
    const touchesProposal = [...found, ...cachedEntries(client).filter(asked)].some(({ proposed }) => proposed);
    removeEntries(client, (entry) => asked(entry) && !there.has(entry.id));
    for (const entry of found) putEntry(client, entry);
    if (touchesProposal) void client.invalidateQueries({ queryKey: keys.entries.proposal });
    return true;
  } catch {
    // The windows are read again instead; if that fails too, the calendar says so.
    return false;
  } finally {
    reading.end();
  }
}

function listed(query: { ids: string } | { posts: string }): Promise<Entry[]> {
  return call('listEntries', { query });
}

function entriesOfJobs(client: QueryClient, jobIds: readonly string[]): string[] {
  const known = cachedEntries(client);
  return jobIds.flatMap((jobId) => known.find((entry) => entry.job?.id === jobId)?.id ?? []);
}

export function cachedEntries(client: QueryClient): Entry[] {
  return client.getQueriesData<Entry[]>({ queryKey: keys.entries.windows }).flatMap(([, entries]) => entries ?? []);
}

/**
 * Shows an entry as the person wishes it, before the server has said anything. Until `settle` is called with what
 * became of it, no reading takes that back; a later wish for the same entry outlives it.
 */
export function wishEntry(client: QueryClient, wished: Entry): (settled: Entry) => void {
  const token = wish(wished);
  putEntry(client, wished);
  return (settled) => {
    unwish(wished.id, token);
    putEntry(client, settled);
  };
}

/** Puts `entry` into every cached window it belongs to, and takes it out of the others. */
export function putEntry(client: QueryClient, given: Entry): void {
  const windows = client.getQueriesData<Entry[]>({ queryKey: keys.entries.windows }).map(([key, entries]) => ({
    key,
    entries,
    // In its place: at another, the calendar would have to sort again and the cache to compare what follows.
    place: entries?.findIndex((other) => other.id === given.id) ?? -1,
  }));
  if (windows.some(({ entries, place }) => isOlder(given, entries?.[place]))) return;
  const entry = asWished(given);
  noteWritten(entry.id, entry);
  for (const { key, entries, place } of windows) {
    if (entries === undefined) continue;
    const belongs = inWindow(entry, String(key[2]), String(key[3]));
    if (belongs) client.setQueryData(key, place === -1 ? [...entries, entry] : replaceAt(entries, place, entry));
    else if (place !== -1) client.setQueryData(key, entries.toSpliced(place, 1));
  }
}

function isOlder(entry: Entry, known: Entry | undefined): boolean {
  return known !== undefined && isNewer(known, entry);
}

export function removeEntries(client: QueryClient, doomed: (entry: Entry) => boolean): void {
  for (const [key, entries] of client.getQueriesData<Entry[]>({ queryKey: keys.entries.windows })) {
    const gone = entries?.filter(doomed) ?? [];
    for (const { id } of gone) noteWritten(id, null);
    if (gone.length > 0)
      client.setQueryData<Entry[]>(
        key,
        entries?.filter((entry) => !doomed(entry)),
      );
  }
}
