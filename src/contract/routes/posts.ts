import { z } from 'zod';
import { UndoHandle } from '../entry.ts';
import { CreatePost, ListPostsQuery, PatchPost, Post } from '../post.ts';
import { PostHistory } from '../history.ts';
import type { Route } from '../route.ts';
import { byId, CONFLICTS } from './shared.ts';

export const postRoutes = {
  createPost: {
    method: 'POST',
    path: '/v1/posts',
    tag: 'posts',
    summary: 'Write a post',
    body: CreatePost,
    reply: Post,
    status: 201,
    problems: ['UNKNOWN_ASSET', 'TIME_IN_PAST', 'TIME_REQUIRED', 'FEATURE_OFF'],
  },
  listPosts: {
    method: 'GET',
    path: '/v1/posts',
    tag: 'posts',
    summary: 'Posts, newest first',
    query: ListPostsQuery,
    reply: z.array(Post),
    paged: true,
  },
  getPost: {
    method: 'GET',
    path: '/v1/posts/{id}',
    tag: 'posts',
    summary: 'A post with its entries, as the modal edits it',
    params: byId,
    reply: Post,
  },
  patchPost: {
    method: 'PATCH',
    path: '/v1/posts/{id}',
    tag: 'posts',
    summary: 'Edit a post; entries, when given, are the whole list',
    params: byId,
    body: PatchPost,
    reply: Post,
    problems: ['VERSION_CONFLICT', 'UNKNOWN_ASSET', 'TIME_IN_PAST', 'TIME_REQUIRED', 'FEATURE_OFF', ...CONFLICTS],
  },
  deletePost: {
    method: 'DELETE',
    path: '/v1/posts/{id}',
    tag: 'posts',
    summary: 'Delete a post; can be undone for a while',
    params: byId,
    reply: z.object({ undo: UndoHandle.nullable() }),
    problems: ['JOB_IN_FLIGHT', 'OUTCOME_UNKNOWN'],
  },
  getPostHistory: {
    method: 'GET',
    path: '/v1/posts/{id}/history',
    tag: 'posts',
    summary: 'Who changed what, and every attempt with what the platform said',
    params: byId,
    reply: PostHistory,
  },
  duplicatePost: {
    method: 'POST',
    path: '/v1/posts/{id}:duplicate',
    tag: 'posts',
    summary: 'A draft with the same content',
    params: byId,
    reply: Post,
    status: 201,
  },
} as const satisfies Record<string, Route>;
