/** What the imitated Instagram remembers. */
import { z } from 'zod';
import type { Collection } from '../core/database.ts';
import { keptMediaSchema } from '../core/media-store.ts';
import type { Core } from '../platform.ts';

const codeSchema = z.object({
  code: z.string(),
  accountId: z.string(),
  redirectUri: z.string(),
  scopes: z.array(z.string()),
  expiresAtMs: z.number(),
  used: z.boolean(),
});
export type Code = z.infer<typeof codeSchema>;

const tokenSchema = z.object({
  token: z.string(),
  accountId: z.string(),
  scopes: z.array(z.string()),
  kind: z.enum(['short', 'long']),
  issuedAtMs: z.number(),
  expiresAtMs: z.number(),
  /** Null while good; otherwise the subcode of the 190 it is answered with (0: none). */
  deadSubcode: z.int().nullable(),
});
export type Token = z.infer<typeof tokenSchema>;

const userTagSchema = z.object({ username: z.string(), x: z.number().nullable(), y: z.number().nullable() });

/** What the caller asked of a post, checked. */
const wishesSchema = z.object({
  caption: z.string(),
  altText: z.string().nullable(),
  userTags: z.array(userTagSchema),
  collaborators: z.array(z.string()),
  locationId: z.string().nullable(),
  isAiGenerated: z.boolean(),
  shareToFeed: z.boolean().nullable(),
  thumbOffsetMs: z.number().nullable(),
  audioName: z.string().nullable(),
  trial: z.string().nullable(),
});
export type Wishes = z.infer<typeof wishesSchema>;

const failureSchema = z.object({
  /** The number after "error code" in `status`; null: text only. */
  subcode: z.int().nullable(),
  text: z.string(),
});

const containerSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  kind: z.enum(['image', 'reel', 'carousel']),
  /** A carousel's part; cannot be published alone. */
  isCarouselItem: z.boolean(),
  mediaKind: z.enum(['image', 'video']).nullable(),
  media: keptMediaSchema.nullable(),
  cover: keptMediaSchema.nullable(),
  children: z.array(z.string()),
  wishes: wishesSchema,
  createdAtMs: z.number(),
  /** When processing ends, well or badly; null while bytes are still to be uploaded. */
  readyAtMs: z.number().nullable(),
  failure: failureSchema.nullable(),
  /** Waiting for bytes on the upload host. */
  uploadSizeBytes: z.number().nullable(),
  /** The post this container became, from the moment publishing began. */
  mediaId: z.string().nullable(),
});
export type Container = z.infer<typeof containerSchema>;

const postSchema = z.object({
  id: z.string(),
  containerId: z.string(),
  accountId: z.string(),
  kind: z.enum(['image', 'reel', 'carousel']),
  shortcode: z.string(),
  /** In the future while publishing is still running. */
  publishedAtMs: z.number(),
  media: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['image', 'video']),
      kept: keptMediaSchema,
      altText: z.string().nullable(),
    }),
  ),
  cover: keptMediaSchema.nullable(),
  wishes: wishesSchema,
  commentsEnabled: z.boolean(),
});
export type Post = z.infer<typeof postSchema>;

const commentSchema = z.object({
  id: z.string(),
  mediaId: z.string(),
  username: z.string(),
  text: z.string(),
  atMs: z.number(),
});
export type Comment = z.infer<typeof commentSchema>;

export interface InstagramState {
  readonly codes: Collection<Code>;
  readonly tokens: Collection<Token>;
  readonly containers: Collection<Container>;
  readonly posts: Collection<Post>;
  readonly comments: Collection<Comment>;
}

export function instagramState(core: Core): InstagramState {
  const { database } = core;
  return {
    codes: database.collection('ig.code', codeSchema),
    tokens: database.collection('ig.token', tokenSchema),
    containers: database.collection('ig.container', containerSchema),
    posts: database.collection('ig.post', postSchema),
    comments: database.collection('ig.comment', commentSchema),
  };
}

/** Core and state together: what every endpoint of this platform is given. */
export interface Instagram {
  readonly core: Core;
  readonly state: InstagramState;
}
