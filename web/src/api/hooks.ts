import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Asset, ListAssetsQuery } from '../../../src/contract/asset.ts';
import type { z } from 'zod';
import { call, callWithMeta } from './call.ts';
import { fetchSetup } from './auth.ts';
import { fetchEntries, keepEqualEntries, type EntryWindow } from './entries.ts';
import { keys } from './keys.ts';
import { queryClient } from './query-client.ts';

/** Who is signed in, their preferences, and what this server offers. */
export function useMe() {
  return useQuery({ queryKey: keys.me, queryFn: ({ signal }) => call('getMe', {}, { signal }), staleTime: 300_000 });
}

export function useSetup(enabled: boolean) {
  return useQuery({ queryKey: keys.setup, queryFn: fetchSetup, enabled, staleTime: 0 });
}

const accountsQuery = queryOptions({
  queryKey: keys.accounts,
  queryFn: ({ signal }) => call('listAccounts', {}, { signal }),
});

export function useAccounts() {
  return useQuery(accountsQuery);
}

/** Reads the accounts ahead of their being shown. */
export function prefetchAccounts(): void {
  void queryClient.prefetchQuery(accountsQuery);
}

/** Every entry between two instants, and the drafts without a time. The last window stays while the next one loads. */
export function useEntries(window: EntryWindow) {
  return useQuery({ ...windowQuery(window), placeholderData: keepPreviousData });
}

/** Reads a window ahead of its being shown. */
export function prefetchEntries(window: EntryWindow): void {
  void queryClient.prefetchQuery(windowQuery(window));
}

function windowQuery(window: EntryWindow) {
  return queryOptions({
    queryKey: keys.entries.window(window.from, window.to),
    queryFn: ({ signal }) => fetchEntries(window, signal),
    structuralSharing: keepEqualEntries,
  });
}

export function usePost(id: string | null) {
  return useQuery({
    queryKey: keys.posts.one(id ?? ''),
    queryFn: ({ signal }) => call('getPost', { params: { id: id ?? '' } }, { signal }),
    enabled: id !== null,
  });
}

/** The media library, page by page: `data.pages.flatMap((page) => page.assets)`. */
export function useAssets(query: Omit<z.input<typeof ListAssetsQuery>, 'cursor'> = {}) {
  return useInfiniteQuery({
    queryKey: keys.assets.list(query),
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }): Promise<{ assets: Asset[]; next: string | undefined }> => {
      const cursor = pageParam === undefined ? {} : { cursor: pageParam };
      const { data, meta } = await callWithMeta(
        'listAssets',
        { query: { limit: 60, ...query, ...cursor } },
        { signal },
      );
      return { assets: data, next: meta.nextCursor ?? undefined };
    },
    getNextPageParam: (page) => page.next,
  });
}

export function useNotifications() {
  return useQuery({
    queryKey: keys.notifications,
    queryFn: ({ signal }) => call('listNotifications', { query: { limit: 50 } }, { signal }),
  });
}

export function useApiKeys() {
  return useQuery({ queryKey: keys.apiKeys, queryFn: ({ signal }) => call('listApiKeys', {}, { signal }) });
}
