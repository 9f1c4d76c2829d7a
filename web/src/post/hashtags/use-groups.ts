import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call, keys } from '../../api/index.ts';

/** The creator's saved groups, and what can be done with them. Each answer is shown before the list is read again. */
export function useHashtagGroups() {
  const client = useQueryClient();
  const groups = useQuery({
    queryKey: keys.hashtagGroups,
    queryFn: ({ signal }) => call('listHashtagGroups', {}, { signal }),
  });
  const after = async <T>(done: Promise<T>): Promise<T> => {
    const value = await done;
    await client.invalidateQueries({ queryKey: keys.hashtagGroups });
    return value;
  };
  return {
    groups: groups.data,
    isFailed: groups.isError,
    create: (name: string, hashtags: readonly string[]) =>
      after(call('createHashtagGroup', { body: { name, hashtags: [...hashtags] } })),
    patch: (id: string, body: { name?: string; hashtags?: string[] }) =>
      after(call('patchHashtagGroup', { params: { id }, body })),
    remove: (id: string) => after(call('deleteHashtagGroup', { params: { id } })),
  };
}
