import { z } from 'zod';
import { ApiKey, ApiKeyCreated, CreateApiKey, Me, PatchMe } from '../me.ts';
import type { Route } from '../route.ts';
import { byId, Done } from './shared.ts';

export const meRoutes = {
  getMe: {
    method: 'GET',
    path: '/v1/me',
    tag: 'me',
    summary: 'Who is signed in, with preferences and what this server offers',
    reply: Me,
  },
  patchMe: {
    method: 'PATCH',
    path: '/v1/me',
    tag: 'me',
    summary: 'Change preferences',
    body: PatchMe,
    reply: Me,
    problems: ['UNKNOWN_TIME_ZONE'],
  },
  exportMe: {
    method: 'GET',
    path: '/v1/me/export',
    tag: 'me',
    summary: 'All data of the user, without secrets',
    reply: z.record(z.string(), z.unknown()),
  },
  deleteMe: {
    method: 'DELETE',
    path: '/v1/me',
    tag: 'me',
    summary: 'Delete the user with all posts, files and accounts; cannot be undone',
    body: z.strictObject({ confirmEmail: z.string() }),
    reply: Done,
    problems: ['JOB_IN_FLIGHT', 'FORBIDDEN'],
  },
  listApiKeys: {
    method: 'GET',
    path: '/v1/api-keys',
    tag: 'me',
    summary: 'API keys, without their secrets',
    reply: z.array(ApiKey),
  },
  createApiKey: {
    method: 'POST',
    path: '/v1/api-keys',
    tag: 'me',
    summary: 'Make an API key; its secret is shown this once',
    body: CreateApiKey,
    reply: ApiKeyCreated,
    status: 201,
  },
  deleteApiKey: {
    method: 'DELETE',
    path: '/v1/api-keys/{id}',
    tag: 'me',
    summary: 'Withdraw an API key',
    params: byId,
    reply: Done,
  },
} as const satisfies Record<string, Route>;
