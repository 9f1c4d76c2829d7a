import { z } from 'zod';
import { Asset } from './asset.ts';
import { Entry } from './entry.ts';
import { Channel } from './channel.ts';
import { Hashtag, Id, InstantText, PageQuery, Tag } from './primitives.ts';

export const Cover = z.strictObject({ assetId: Id.optional(), timeMs: z.number().int().min(0).optional() });
export type Cover = z.infer<typeof Cover>;

/** Long enough for any channel's limit to be overrun and said so by readiness, short enough to store. */
const Caption = z.string().max(10_000);

export const PostEntryInput = z.strictObject({
  channel: Channel,
  scheduledAt: InstantText.nullable(),
  payload: z.record(z.string(), z.unknown()).default({}),
});

const sharedFields = {
  title: z.string().max(200).optional(),
  brief: z.string().max(20_000).optional(),
  caption: Caption,
  hashtags: z.array(Hashtag).max(100),
  tags: z.array(Tag).max(30),
  assetIds: z.array(Id).max(35),
  cover: Cover.nullable().optional(),
};

export const Intent = z.enum(['draft', 'schedule', 'publish_now']);

export const CreatePost = z.strictObject({
  ...sharedFields,
  caption: Caption.default(''),
  hashtags: sharedFields.hashtags.default([]),
  tags: sharedFields.tags.default([]),
  assetIds: sharedFields.assetIds.default([]),
  entries: z
    .array(PostEntryInput)
    .max(2)
    .refine(
      (entries) => new Set(entries.map((entry) => entry.channel)).size === entries.length,
      'each channel once at most',
    )
    .default([]),
  intent: Intent.default('draft'),
});
export type CreatePost = z.infer<typeof CreatePost>;

/** Any of the post's fields; those left out stay. `entries`, when given, is the whole list: a channel not in it is removed. */
export const PatchPost = z.strictObject({
  version: z.number().int().min(0).optional(),
  title: sharedFields.title,
  brief: sharedFields.brief,
  caption: Caption.optional(),
  hashtags: sharedFields.hashtags.optional(),
  tags: sharedFields.tags.optional(),
  assetIds: sharedFields.assetIds.optional(),
  cover: sharedFields.cover,
  entries: z.array(PostEntryInput).max(2).optional(),
  intent: Intent.optional(),
});
export type PatchPost = z.infer<typeof PatchPost>;

export const Post = z.object({
  id: Id,
  title: z.string(),
  brief: z.string(),
  caption: z.string(),
  hashtags: z.array(z.string()),
  tags: z.array(z.string()),
  assetIds: z.array(Id),
  assets: z.array(Asset),
  cover: Cover.nullable(),
  entries: z.array(Entry),
  version: z.number().int(),
  createdAt: InstantText,
  updatedAt: InstantText,
});
export type Post = z.infer<typeof Post>;

export const ListPostsQuery = PageQuery.extend({ search: z.string().max(200).optional(), tag: Tag.optional() });
