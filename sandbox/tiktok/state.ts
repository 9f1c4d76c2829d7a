/** What the imitated TikTok remembers. */
import { z } from 'zod';
import type { Collection } from '../core/database.ts';
import { keptMediaSchema } from '../core/media-store.ts';
import type { Core } from '../platform.ts';

const codeSchema = z.object({
  code: z.string(),
  accountId: z.string(),
  redirectUri: z.string(),
  scopes: z.array(z.string()),
  /** Null: the client sent none, and no verifier is asked for. */
  challenge: z.string().nullable(),
  expiresAtMs: z.number(),
  used: z.boolean(),
});
export type Code = z.infer<typeof codeSchema>;

const tokenSchema = z.object({
  token: z.string(),
  accountId: z.string(),
  scopes: z.array(z.string()),
  /** Good before this instant: expiry, the end of a rotated token's grace, or the moment of a revocation. */
  endsAtMs: z.number(),
});
export type Token = z.infer<typeof tokenSchema>;

/** What the caller asked of a post, checked. For a draft most of it is null: the creator decides in the app. */
const wishesSchema = z.object({
  /** A video's caption, a photo post's headline. */
  title: z.string(),
  /** A photo post's caption. */
  description: z.string(),
  privacyLevel: z.string().nullable(),
  disableComment: z.boolean().nullable(),
  disableDuet: z.boolean().nullable(),
  disableStitch: z.boolean().nullable(),
  brandContent: z.boolean().nullable(),
  brandOrganic: z.boolean().nullable(),
  isAigc: z.boolean().nullable(),
  coverTimestampMs: z.number().nullable(),
  autoAddMusic: z.boolean().nullable(),
  photoCoverIndex: z.int().nullable(),
});
export type Wishes = z.infer<typeof wishesSchema>;

const uploadSchema = z.object({
  id: z.string(),
  token: z.string(),
  publishId: z.string(),
  sizeBytes: z.int(),
  chunkBytes: z.int(),
  chunkCount: z.int(),
  receivedBytes: z.int(),
  expiresAtMs: z.number(),
});
export type Upload = z.infer<typeof uploadSchema>;

const publishSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  kind: z.enum(['video', 'photo']),
  mode: z.enum(['direct', 'inbox']),
  wishes: wishesSchema,
  createdAtMs: z.number(),
  /** FILE_UPLOAD. */
  uploadId: z.string().nullable(),
  /** PULL_FROM_URL; `nextAtMs` null: no further request. */
  pull: z.object({ urls: z.array(z.string()), nextAtMs: z.number().nullable(), requests: z.int() }).nullable(),
  media: z.array(keptMediaSchema),
  /** When the last byte was in. */
  allInAtMs: z.number().nullable(),
  /** The bytes have been looked at and `outcome` is final but for cancellation, revocation and faults. */
  settled: z.boolean(),
  /** What becomes true at that instant; null: processing does not end. */
  outcome: z.object({ atMs: z.number(), failReason: z.string().nullable() }).nullable(),
  /** A fault decided in advance. */
  plannedFailReason: z.string().nullable(),
  /** A fault: the post id of this one never arrives. */
  withoutPostId: z.boolean(),
  /** What the creator did with a draft. */
  draft: z.enum(['waiting', 'published', 'discarded']).nullable(),
  /** A fault: a second id under which the status call lists the post. */
  secondId: z.string().nullable(),
  postIds: z.array(z.string()),
});
export type Publish = z.infer<typeof publishSchema>;

const postSchema = z.object({
  /** 19 digits. */
  id: z.string(),
  publishId: z.string(),
  accountId: z.string(),
  kind: z.enum(['video', 'photo']),
  mode: z.enum(['direct', 'inbox']),
  privacyLevel: z.string(),
  /** In the future while processing runs. */
  publishedAtMs: z.number(),
  /** When moderation lets it be seen and its id be known; null: never. */
  availableAtMs: z.number().nullable(),
  media: z.array(keptMediaSchema),
  durationSeconds: z.number(),
  wishes: wishesSchema,
});
export type Post = z.infer<typeof postSchema>;

const eventSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  publishId: z.string().nullable(),
  event: z.string(),
  /** The JSON text that goes into the body's `content`. */
  content: z.string(),
  /** When it happened; what `create_time` says. */
  atMs: z.number(),
  dueAtMs: z.number(),
  attempts: z.int(),
});
export type TiktokEvent = z.infer<typeof eventSchema>;

const windowSchema = z.object({ calledAtMs: z.array(z.number()) });
const workSchema = z.object({ publishId: z.string() });

export interface TiktokState {
  readonly codes: Collection<Code>;
  readonly accessTokens: Collection<Token>;
  readonly refreshTokens: Collection<Token>;
  readonly uploads: Collection<Upload>;
  readonly publishes: Collection<Publish>;
  readonly posts: Collection<Post>;
  readonly events: Collection<TiktokEvent>;
  readonly windows: Collection<z.infer<typeof windowSchema>>;
  /** Publishes that go on by themselves: pulls under way, and bytes that are in but were not looked at yet. */
  readonly work: Collection<z.infer<typeof workSchema>>;
}

export function tiktokState({ database }: Core): TiktokState {
  return {
    codes: database.collection('tiktok.code', codeSchema),
    accessTokens: database.collection('tiktok.access', tokenSchema),
    refreshTokens: database.collection('tiktok.refresh', tokenSchema),
    uploads: database.collection('tiktok.upload', uploadSchema),
    publishes: database.collection('tiktok.publish', publishSchema),
    posts: database.collection('tiktok.post', postSchema),
    events: database.collection('tiktok.event', eventSchema),
    windows: database.collection('tiktok.window', windowSchema),
    work: database.collection('tiktok.work', workSchema),
  };
}

/** Core and state together: what every endpoint of this platform is given. */
export interface Tiktok {
  readonly core: Core;
  readonly state: TiktokState;
  /** Work that must not run twice at once (a pull, the sending of webhooks), by name. */
  readonly running: Map<string, Promise<void>>;
}

/** Joins the run of that name, or starts it. */
export function once({ running }: Tiktok, name: string, work: () => Promise<void>): Promise<void> {
  const underWay = running.get(name);
  if (underWay !== undefined) return underWay;
  const run = work().finally(() => running.delete(name));
  running.set(name, run);
  return run;
}

export function savePublish({ state }: Pick<Tiktok, 'state'>, publish: Publish): void {
  state.publishes.put(publish.id, publish, { owner: publish.accountId, at: publish.createdAtMs });
}
