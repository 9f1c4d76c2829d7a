import type { HashtagGroup } from '../../contract/hashtag-group.ts';
import { MOST_HASHTAG_GROUPS } from '../../contract/hashtag-group.ts';
import { refuse, type Result } from '../../contract/problem.ts';
import {
  createHashtagGroup,
  deleteHashtagGroup,
  listHashtagGroups,
  patchHashtagGroup,
  type HashtagGroupRow,
} from '../../store/hashtag-groups.ts';
import type { Handlers } from '../handler.ts';

export const hashtagGroupHandlers: Handlers<
  'listHashtagGroups' | 'createHashtagGroup' | 'patchHashtagGroup' | 'deleteHashtagGroup'
> = {
  listHashtagGroups: async (context, { caller }) => ({
    ok: true,
    value: (await listHashtagGroups(context.database, caller.userId)).map(present),
  }),

  createHashtagGroup: async (context, { body, caller, now }) =>
    answer(await createHashtagGroup(context.database, caller.userId, body, now), body.name),

  patchHashtagGroup: async (context, { params, body, caller, now }) =>
    answer(await patchHashtagGroup(context.database, caller.userId, params.id, body, now), body.name ?? ''),

  deleteHashtagGroup: async (context, { params, caller }) =>
    (await deleteHashtagGroup(context.database, caller.userId, params.id))
      ? { ok: true, value: { done: true } }
      : refuse('NOT_FOUND', GONE),
};

const GONE = 'There is no such hashtag group.';

function answer(written: Awaited<ReturnType<typeof createHashtagGroup>>, name: string): Result<HashtagGroup> {
  if (written.ok) return { ok: true, value: present(written.row) };
  switch (written.reason) {
    case 'name_taken':
      return refuse('NAME_TAKEN', `name: you have a group called "${name}" already; choose another name.`);
    case 'too_many':
      return refuse('TOO_MANY', `You have ${MOST_HASHTAG_GROUPS} groups, the most there can be; delete one first.`);
    case 'not_found':
      return refuse('NOT_FOUND', GONE);
  }
}

function present(row: HashtagGroupRow): HashtagGroup {
  return { id: row.id, name: row.name, hashtags: row.hashtags, updatedAt: row.updated_at.toString() };
}
