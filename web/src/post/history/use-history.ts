import { useQuery } from '@tanstack/react-query';
import { call, keys } from '../../api/index.ts';

/** All that happened to a post, oldest first; read only while it is looked at, and again whenever the post changes. */
export function usePostHistory(postId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.posts.one(postId), 'history'],
    queryFn: ({ signal }) => call('getPostHistory', { params: { id: postId } }, { signal }),
    enabled,
  });
}
