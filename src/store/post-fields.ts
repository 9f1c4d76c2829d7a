import type { Channel } from '../contract/channel.ts';
import type { Cover } from '../contract/post.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';

/** What may be written of a post. `undefined` leaves a field as it is. */
export interface PostFields {
  title?: string | undefined;
  brief?: string | undefined;
  caption?: string | undefined;
  hashtags?: readonly string[] | undefined;
  tags?: readonly string[] | undefined;
  assetIds?: readonly string[] | undefined;
  cover?: Cover | null | undefined;
}

export interface EntryFields {
  channel: Channel;
  scheduledAt: Temporal.Instant | null;
  /** Validated against the channel's schema. */
  payload: Readonly<Record<string, unknown>>;
}

export interface WriteContext {
  userId: string;
  now: Temporal.Instant;
  environment: EnvironmentFacts;
}

/** `keep`: jobs stay as they are, but follow a changed time. */
export type WriteIntent = 'draft' | 'schedule' | 'publish_now' | 'keep';
