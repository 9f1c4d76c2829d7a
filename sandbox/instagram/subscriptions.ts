/** `/{user}/subscribed_apps`: which webhook fields an account sends to the app (instagram.md 4.2). */
import { z } from 'zod';
import { graphError } from './errors.ts';
import { parameter, refuse, reply } from './graph.ts';
import type { Reply, Visit } from './graph.ts';

const KNOWN_FIELDS = ['comments', 'mentions', 'messages', 'live_comments', 'story_insights'];

function fieldsOf({ instagram, account }: Visit): string[] {
  return z
    .array(z.string())
    .catch([])
    .parse(instagram.core.database.readValue(`ig.subscription.${account.id}`));
}

export function readSubscriptions(visit: Visit): Reply {
  const fields = fieldsOf(visit);
  const { instagramAppId } = visit.instagram.core.credentials;
  return reply({ data: fields.length === 0 ? [] : [{ id: instagramAppId, subscribed_fields: fields }] });
}

export function subscribe(visit: Visit): Reply {
  const fields = (parameter(visit, 'subscribed_fields') ?? '').split(',').filter((field) => field !== '');
  const unknown = fields.find((field) => !KNOWN_FIELDS.includes(field));
  if (fields.length === 0 || unknown !== undefined) {
    return refuse(graphError(100, null, '(#100) Param subscribed_fields must name known fields'));
  }
  visit.instagram.core.database.writeValue(`ig.subscription.${visit.account.id}`, fields);
  return reply({ success: true });
}

export function unsubscribe(visit: Visit): Reply {
  visit.instagram.core.database.writeValue(`ig.subscription.${visit.account.id}`, []);
  return reply({ success: true });
}
