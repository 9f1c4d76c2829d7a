import type { Channel } from '../../../../src/contract/channel.ts';
import type { Post } from '../../../../src/contract/post.ts';
import { beginNew, beginWith, receive, type Editor } from './editor.ts';
import type { KeptWork } from './kept-work.ts';
import { newForm, type PostForm } from './post-form.ts';
import { nextQuarterHour } from './times.ts';

export interface NewPost {
  /** The instant the calendar was asked at. */
  at: string | null;
  assetIds: readonly string[];
  /** Those with a linked account; none: both, as a draft may be prepared all the same. */
  linked: readonly Channel[];
  nowMs: number;
}

/** A new post, or what was left of one; the day asked for and the files brought along are put in either. */
export function beginNewPost(wish: NewPost, kept: KeptWork | null): Editor {
  const channels = wish.linked.length > 0 ? wish.linked : (['ig', 'tiktok'] as const);
  const blank = newForm(channels, wish.at ?? nextQuarterHour(wish.nowMs), wish.assetIds);
  if (kept === null) return beginNew(blank, blank);
  return beginNew(withWish(kept.form, wish), blank);
}

/** An existing post, with the changes that were not saved the last time brought together with it. */
export function beginOldPost(post: Post, kept: KeptWork | null): Editor {
  if (kept === null) return beginWith(post);
  return receive({ base: kept.base, form: kept.form, post: null, conflicts: [] }, post);
}

function withWish(form: PostForm, { at, assetIds, nowMs }: NewPost): PostForm {
  const wished = at === null ? null : Temporal.Instant.from(at).toString();
  // A time proposed yesterday is no proposal any more.
  const timeOf = (known: string | null) =>
    wished ?? (known !== null && Date.parse(known) < nowMs ? nextQuarterHour(nowMs) : known);
  return {
    ...form,
    assetIds: [...new Set([...form.assetIds, ...assetIds])],
    ig: { ...form.ig, scheduledAt: timeOf(form.ig.scheduledAt) },
    tiktok: { ...form.tiktok, scheduledAt: timeOf(form.tiktok.scheduledAt) },
  };
}
