import { z } from 'zod';
import { Account, LinkAccount, LinkStarted, PatchAccount } from '../account.ts';
import { Channel } from '../channel.ts';
import type { Route } from '../route.ts';
import { byId, Done } from './shared.ts';

export const accountRoutes = {
  linkAccount: {
    method: 'POST',
    path: '/v1/accounts/{channel}/link',
    tag: 'accounts',
    summary: 'Begin linking or relinking: answers the page of the platform to send the browser to',
    params: z.strictObject({ channel: Channel }),
    body: LinkAccount,
    reply: LinkStarted,
    problems: ['UNKNOWN_TIME_ZONE'],
  },
  listAccounts: {
    method: 'GET',
    path: '/v1/accounts',
    tag: 'accounts',
    summary: 'Linked accounts',
    reply: z.array(Account),
  },
  patchAccount: {
    method: 'PATCH',
    path: '/v1/accounts/{id}',
    tag: 'accounts',
    summary: 'Change time zone or late tolerance',
    params: byId,
    body: PatchAccount,
    reply: Account,
    problems: ['UNKNOWN_TIME_ZONE'],
  },
  refreshAccount: {
    method: 'POST',
    path: '/v1/accounts/{id}:refresh',
    tag: 'accounts',
    summary: 'Ask the platform afresh what it allows this creator (TikTok wants that whenever the composer shows)',
    params: byId,
    reply: Account,
    problems: ['CANNOT_REACH_PLATFORM'],
  },
  deleteAccount: {
    method: 'DELETE',
    path: '/v1/accounts/{id}',
    tag: 'accounts',
    summary: 'Unlink: revoke at the platform where it can be, erase the tokens',
    params: byId,
    reply: Done,
  },
} as const satisfies Record<string, Route>;
