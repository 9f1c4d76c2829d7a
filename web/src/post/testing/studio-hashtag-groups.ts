import type { HashtagGroup } from '../../../../src/contract/hashtag-group.ts';
import { ok, refuse, type StudioAnswer } from './studio-answer.ts';
import { idOf } from './studio-data.ts';

interface Groups {
  hashtagGroups: HashtagGroup[];
  nowMs: number;
}

export function answerHashtagGroups(studio: Groups, method: string, id: string, body: unknown): StudioAnswer {
  const wish = body as Partial<Pick<HashtagGroup, 'name' | 'hashtags'>> | null;
  const known = studio.hashtagGroups.find((group) => group.id === id);
  if (method === 'GET') return ok(studio.hashtagGroups);
  if (method === 'DELETE') {
    studio.hashtagGroups = studio.hashtagGroups.filter((group) => group !== known);
    return ok({ done: true });
  }
  const isTaken = studio.hashtagGroups.some(
    (group) => group !== known && group.name.toLowerCase() === wish?.name?.toLowerCase(),
  );
  if (isTaken) return refuse(409, 'NAME_TAKEN', `name: you have a group called "${wish?.name ?? ''}" already.`);
  if (known !== undefined) return ok(Object.assign(known, wish));
  const made: HashtagGroup = {
    id: idOf(7, studio.hashtagGroups.length + 1),
    name: wish?.name ?? '',
    hashtags: [...(wish?.hashtags ?? [])],
    updatedAt: new Date(studio.nowMs).toISOString(),
  };
  studio.hashtagGroups.push(made);
  return ok(made, 201);
}
