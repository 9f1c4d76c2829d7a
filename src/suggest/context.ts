import type { Channel } from '../contract/channel.ts';
import type { AssetKind } from '../contract/asset.ts';
import type { Locale } from '../contract/me.ts';
import type { FrameMeasure, SuggestableField, VoiceCard } from '../contract/suggestion.ts';
import type { PastPost } from '../domain/best-time-observations.ts';
import type { QuietHours } from '../domain/slots.ts';

/** A caption the account has published, for learning its voice. Newest first. */
export interface PastCaption {
  text: string;
  hashtags: readonly string[];
}

export interface MediaOfPost {
  id: string;
  kind: AssetKind;
  width: number;
  height: number;
  durationMs: number | null;
  tags: readonly string[];
}

/** What choosing a time for one channel takes. Everything wall-clock is of `timeZone`, the account's. */
export interface ChannelTimes {
  timeZone: string;
  /** Instants of the account's other posts, published or planned. */
  booked: readonly Temporal.Instant[];
  pastPosts: readonly PastPost[];
  /** Followers online by local hour 0..23 (`followersByLocalHour`), `null` where the platform does not say. */
  followersByHour: readonly number[] | null;
  quietHours?: QuietHours | undefined;
}

/** All a suggestion may rest on. Nothing is looked up behind it. */
export interface PostContext {
  fields: readonly SuggestableField[];
  channels: readonly Channel[];
  /** The language reasons and notes are written in; the post keeps the language of its brief. */
  locale: Locale;
  title: string;
  brief: string;
  /** What the creator has typed so far. It stands in for a brief where there is none, and is never overwritten here. */
  caption: string;
  media: readonly MediaOfPost[];
  frames: readonly FrameMeasure[];
  voice: VoiceCard;
  /** How many captions the voice was learnt from. */
  learntFrom: number;
  times: Partial<Record<Channel, ChannelTimes>>;
  now: Temporal.Instant;
}
