import type { CreatePost, PatchPost } from '../../../../src/contract/post.ts';
import { changedFields } from './fields.ts';
import { channelsOf, type PostForm } from './post-form.ts';

export type Intent = CreatePost['intent'];

/** What `POST /v1/posts` is sent: exactly what was typed, nothing added (tiktok.md 11, U20). */
export function createBody(form: PostForm, intent: Intent): CreatePost {
  return {
    title: form.title,
    brief: form.brief,
    caption: form.caption,
    hashtags: [...form.hashtags],
    tags: [...form.tags],
    assetIds: [...form.assetIds],
    ...(form.cover === null ? {} : { cover: form.cover }),
    entries: entriesOf(form),
    intent,
  };
}

/**
 * What `PATCH /v1/posts/{id}` is sent: only what changed since `base`, against `version`. The entries travel as a
 * whole list when any of them changed, or when the post is given an order (`intent`).
 */
export function patchBody(base: PostForm, form: PostForm, version: number, intent: Intent | null): PatchPost {
  const changed = changedFields(base, form);
  const has = (name: string) => changed.includes(name);
  const entriesChanged = changed.some((path) => path.startsWith('ig.') || path.startsWith('tiktok.'));
  return {
    version,
    ...(has('title') ? { title: form.title } : {}),
    ...(has('brief') ? { brief: form.brief } : {}),
    ...(has('caption') ? { caption: form.caption } : {}),
    ...(has('hashtags') ? { hashtags: [...form.hashtags] } : {}),
    ...(has('tags') ? { tags: [...form.tags] } : {}),
    ...(has('assetIds') ? { assetIds: [...form.assetIds] } : {}),
    ...(has('cover') ? { cover: form.cover } : {}),
    ...(entriesChanged || intent !== null ? { entries: entriesOf(form) } : {}),
    ...(intent === null ? {} : { intent }),
  };
}

function entriesOf(form: PostForm): CreatePost['entries'] {
  return channelsOf(form).map((channel) => ({
    channel,
    scheduledAt: form[channel].scheduledAt,
    payload: { ...form[channel].payload },
  }));
}
