/** `GET /v2/user/info/?fields=` (tiktok.md 2.4). */
import { apiError } from './errors.ts';
import { refuse, reply } from './endpoint.ts';
import type { Reply, Visit } from './endpoint.ts';
import { avatarUrl, profileUrl } from './links.ts';
import type { Scope } from './scopes.ts';

interface Field {
  readonly scope: Scope;
  readonly value: (visit: Visit) => unknown;
}

const FIELDS: Readonly<Record<string, Field>> = {
  open_id: { scope: 'user.info.basic', value: ({ account }) => account.id },
  union_id: { scope: 'user.info.basic', value: ({ account }) => account.extra['unionId'] },
  avatar_url: { scope: 'user.info.basic', value: ({ tiktok, account }) => avatarUrl(tiktok.core, account) },
  avatar_url_100: { scope: 'user.info.basic', value: ({ tiktok, account }) => avatarUrl(tiktok.core, account) },
  avatar_large_url: { scope: 'user.info.basic', value: ({ tiktok, account }) => avatarUrl(tiktok.core, account) },
  display_name: { scope: 'user.info.basic', value: ({ account }) => account.displayName },
  username: { scope: 'user.info.profile', value: ({ account }) => account.username },
  profile_deep_link: { scope: 'user.info.profile', value: ({ tiktok, account }) => profileUrl(tiktok.core, account) },
  bio_description: { scope: 'user.info.profile', value: ({ account }) => account.extra['biography'] ?? '' },
  is_verified: { scope: 'user.info.profile', value: () => false },
  follower_count: { scope: 'user.info.stats', value: ({ account }) => account.extra['followers'] ?? 1_280 },
  following_count: { scope: 'user.info.stats', value: () => 96 },
  likes_count: { scope: 'user.info.stats', value: () => 20_400 },
  video_count: {
    scope: 'user.info.stats',
    value: ({ tiktok, account, nowMs }) => tiktok.state.posts.count({ owner: account.id, until: nowMs }),
  },
};

/** A field without its scope is refused rather than left out: whether TikTok does is unknown, refusing is stricter. */
export function readUser(visit: Visit): Reply {
  const names = (visit.request.url.searchParams.get('fields') ?? '').split(',').filter((name) => name !== '');
  if (names.length === 0) return refuse(apiError('invalid_params', 'The fields query parameter is required.'));
  const user: Record<string, unknown> = {};
  for (const name of names) {
    const field = FIELDS[name];
    if (field === undefined) return refuse(apiError('invalid_params', `Unknown field: ${name}`));
    if (!visit.scopes.includes(field.scope)) {
      return refuse(apiError('scope_not_authorized', `The field ${name} needs the scope ${field.scope}.`));
    }
    user[name] = field.value(visit);
  }
  return reply({ user });
}
