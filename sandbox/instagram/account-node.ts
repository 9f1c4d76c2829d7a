/** `GET /me` and `GET /{user}` (instagram.md 2.5). */
import { parameter, reply, selectFields } from './graph.ts';
import type { Reply, Visit } from './graph.ts';

export function readAccount(visit: Visit): Reply {
  const { account, settings, instagram, nowMs } = visit;
  const node = {
    // The app-scoped id; paths and webhooks use `user_id`.
    id: account.extra['appScopedId'],
    user_id: account.id,
    ig_id: account.id,
    username: account.username,
    name: account.displayName,
    account_type: settings.accountType,
    profile_picture_url: `${instagram.core.publicUrl}/_sandbox/avatar/${encodeURIComponent(account.username)}.svg`,
    followers_count: account.extra['followers'] ?? 0,
    follows_count: 180,
    media_count: instagram.state.posts.count({ owner: account.id, until: nowMs }),
    biography: account.extra['biography'] ?? '',
    website: '',
  };
  const selected = selectFields(node, parameter(visit, 'fields'), ['id'], 'IGUser');
  return selected.ok && settings.meShape === 'wrapped' ? reply({ data: [selected.value] }) : selected;
}
