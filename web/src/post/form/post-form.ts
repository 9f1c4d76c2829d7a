import type { Channel } from '../../../../src/contract/channel.ts';
import type { InstagramPayload, TiktokPayload } from '../../../../src/contract/payload.ts';
import type { Cover, Post } from '../../../../src/contract/post.ts';

/** One channel's part of the form. A channel switched off keeps its fields, so that switching it on again loses nothing. */
export interface EntryForm<P> {
  on: boolean;
  /** ISO-8601 in UTC, to the second. */
  scheduledAt: string | null;
  payload: P;
}

/** A post as the modal edits it. */
export interface PostForm {
  title: string;
  brief: string;
  caption: string;
  hashtags: readonly string[];
  tags: readonly string[];
  assetIds: readonly string[];
  cover: Cover | null;
  ig: EntryForm<InstagramPayload>;
  tiktok: EntryForm<TiktokPayload>;
}

export const CHANNEL_ORDER = ['ig', 'tiktok'] as const satisfies readonly Channel[];

/** Nothing is allowed, disclosed, confirmed or chosen until the creator does (tiktok.md 11: U7, U8, U11, U12). */
export const EMPTY_TIKTOK: TiktokPayload = {
  mode: 'direct',
  allowComment: false,
  allowDuet: false,
  allowStitch: false,
  commercialDisclosure: false,
  brandOrganic: false,
  brandContent: false,
  aiGenerated: false,
  musicConfirmed: false,
};

export const EMPTY_FORM: PostForm = {
  title: '',
  brief: '',
  caption: '',
  hashtags: [],
  tags: [],
  assetIds: [],
  cover: null,
  ig: { on: false, scheduledAt: null, payload: {} },
  tiktok: { on: false, scheduledAt: null, payload: EMPTY_TIKTOK },
};

/** A new post on these channels, all at one time. */
export function newForm(channels: readonly Channel[], at: string | null, assetIds: readonly string[]): PostForm {
  const scheduledAt = at === null ? null : plainInstant(at);
  return {
    ...EMPTY_FORM,
    assetIds,
    ig: { ...EMPTY_FORM.ig, on: channels.includes('ig'), scheduledAt },
    tiktok: { ...EMPTY_FORM.tiktok, on: channels.includes('tiktok'), scheduledAt },
  };
}

/** The server's post as a form. */
export function formOf(post: Post): PostForm {
  const ig = post.entries.find((entry) => entry.channel === 'ig');
  const tiktok = post.entries.find((entry) => entry.channel === 'tiktok');
  return {
    title: post.title,
    brief: post.brief,
    caption: post.caption,
    hashtags: post.hashtags,
    tags: post.tags,
    assetIds: post.assetIds,
    cover: post.cover,
    ig: {
      on: ig !== undefined,
      scheduledAt: plainInstant(ig?.scheduledAt ?? null),
      payload: ig?.payload ?? {},
    },
    tiktok: {
      on: tiktok !== undefined,
      scheduledAt: plainInstant(tiktok?.scheduledAt ?? null),
      payload: { ...EMPTY_TIKTOK, ...(tiktok?.payload as Partial<TiktokPayload> | undefined) },
    },
  };
}

export function channelsOf(form: PostForm): Channel[] {
  return CHANNEL_ORDER.filter((channel) => form[channel].on);
}

/** Whether there is anything in it that a creator would miss. */
export function isBlank(form: PostForm): boolean {
  return (
    form.title === '' &&
    form.brief === '' &&
    form.caption.trim() === '' &&
    form.hashtags.length === 0 &&
    form.tags.length === 0 &&
    form.assetIds.length === 0
  );
}

/** Sets one of a payload's fields; `undefined` takes it out. */
export function withField<P extends object, K extends keyof P>(payload: P, key: K, value: P[K] | undefined): P {
  const next = { ...payload };
  if (value === undefined) delete next[key];
  else next[key] = value;
  return next;
}

/** Instants are compared as texts, so each is written one way. */
function plainInstant(text: string | null): string | null {
  return text === null ? null : Temporal.Instant.from(text).toString();
}
