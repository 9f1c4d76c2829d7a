import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ProposalDiff, ProposedCalendar } from '../../../src/contract/proposal.ts';
import { call, keys, useMe } from '../api/index.ts';

export type ProposedEntry = ProposedCalendar['entries'][number];
export type LastRun = ProposedCalendar['runs'][number];

/** A proposed post that waits for the creator's word. */
export interface Pending {
  postId: string;
  title: string;
  entries: readonly [ProposedEntry, ...ProposedEntry[]];
}
export type PendingChange =
  { kind: 'added' | 'unchanged' } | { kind: 'changed'; what: ProposalDiff['changed'][number]['what'] };

/** What waits, and the run that ended last; read again whenever a proposed entry changes. */
export function useProposal() {
  const calendarId = useMe().data?.calendarId;
  const query = useQuery({
    queryKey: [...keys.entries.proposal, calendarId ?? ''],
    queryFn: ({ signal }) =>
      call('getCalendar', { params: { calendarId: calendarId ?? '' }, query: { open: 'true' } }, { signal }),
    enabled: calendarId !== undefined,
  });
  const { data } = query;
  return useMemo(
    () => ({
      pending: data === undefined ? [] : pendingOf(data),
      lastRun: data?.runs[0] ?? null,
      failed: query.isError,
      retry: () => void query.refetch(),
    }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the query is a new object each time; `refetch` is not
    [data, query.isError, query.refetch],
  );
}

/** Entries by post, in the order of time. */
export function pendingOf({ entries }: ProposedCalendar): Pending[] {
  const posts = new Map<string, [ProposedEntry, ...ProposedEntry[]]>();
  for (const entry of entries) {
    const known = posts.get(entry.postId);
    if (known === undefined) posts.set(entry.postId, [entry]);
    else known.push(entry);
  }
  return Array.from(posts, ([postId, own]) => ({ postId, title: own[0].title, entries: own }));
}

/** What a run did with a post; `null` when an earlier one put it there. */
export function changeIn(diff: ProposalDiff | null, entry: ProposedEntry): PendingChange | null {
  if (diff === null) return null;
  const key = entry.entryKey.slice(0, -(entry.channel.length + 1));
  const changed = diff.changed.find(({ entryKey }) => entryKey === key);
  if (changed !== undefined) return { kind: 'changed', what: changed.what };
  if (diff.added.some(({ entryKey }) => entryKey === key)) return { kind: 'added' };
  return diff.unchanged.some(({ entryKey }) => entryKey === key) ? { kind: 'unchanged' } : null;
}
