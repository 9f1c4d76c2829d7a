import { z } from 'zod';
import { CreateHashtagGroup, HashtagGroup, PatchHashtagGroup } from '../hashtag-group.ts';
import type { Route } from '../route.ts';
import { byId, Done } from './shared.ts';

export const hashtagGroupRoutes = {
  listHashtagGroups: {
    method: 'GET',
    path: '/v1/hashtag-groups',
    tag: 'posts',
    summary: 'Saved groups of hashtags, by name',
    reply: z.array(HashtagGroup),
  },
  createHashtagGroup: {
    method: 'POST',
    path: '/v1/hashtag-groups',
    tag: 'posts',
    summary: 'Save hashtags as a group',
    body: CreateHashtagGroup,
    reply: HashtagGroup,
    status: 201,
    problems: ['NAME_TAKEN', 'TOO_MANY'],
  },
  patchHashtagGroup: {
    method: 'PATCH',
    path: '/v1/hashtag-groups/{id}',
    tag: 'posts',
    summary: 'Rename a group, or change its hashtags; posts it was put into stay as they are',
    params: byId,
    body: PatchHashtagGroup,
    reply: HashtagGroup,
    problems: ['NOT_FOUND', 'NAME_TAKEN'],
  },
  deleteHashtagGroup: {
    method: 'DELETE',
    path: '/v1/hashtag-groups/{id}',
    tag: 'posts',
    summary: 'Delete a group; posts keep their hashtags',
    params: byId,
    reply: Done,
    problems: ['NOT_FOUND'],
  },
} as const satisfies Record<string, Route>;
