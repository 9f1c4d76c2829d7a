import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Post } from '../../../../src/contract/post.ts';
import { call, keys } from '../../api/index.ts';

/** The mention that is being typed at `caret`: where it begins and what of the name stands there. */
export function mentionAt(text: string, caret: number): { start: number; typed: string } | null {
  const found = /(^|[^\p{L}\p{N}_.@])@([A-Za-z0-9._]{0,30})$/u.exec(text.slice(0, caret));
  if (found === null) return null;
  const typed = found[2] ?? '';
  return { start: caret - typed.length - 1, typed };
}

/** Whom earlier posts named, tagged or posted with, those met most first. */
export function usedPeople(posts: readonly Pick<Post, 'caption' | 'entries'>[]): string[] {
  const counts = new Map<string, number>();
  for (const name of posts.flatMap(peopleOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted((one, other) => other[1] - one[1]).map(([name]) => name);
}

function peopleOf({ caption, entries }: Pick<Post, 'caption' | 'entries'>): string[] {
  const named = [...caption.matchAll(/(?:^|[^\p{L}\p{N}_.@])@([A-Za-z0-9._]{1,30})/gu)].map((match) =>
    // A full stop behind a name ends the sentence.
    (match[1] ?? '').replace(/\.+$/, ''),
  );
  const tagged = entries.flatMap(({ payload }) => [
    ...('userTags' in payload ? (payload.userTags ?? []).map(({ username }) => username) : []),
    ...('collaborators' in payload ? (payload.collaborators ?? []) : []),
  ]);
  return [...new Set([...named, ...tagged].map((name) => name.toLowerCase()).filter((name) => name !== ''))];
}

/** While they are not known, or none, nobody is offered. */
export function useUsedPeople(): readonly string[] {
  const posts = useQuery({
    queryKey: [...keys.posts.all, 'recent'],
    queryFn: ({ signal }) => call('listPosts', { query: { limit: 60 } }, { signal }),
    staleTime: 300_000,
  });
  return useMemo(() => usedPeople(posts.data ?? []), [posts.data]);
}
