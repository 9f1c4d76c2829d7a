import type { AccountStatus, AppStanding, Capabilities } from '../contract/account.ts';
import type { AssetKind } from '../contract/asset.ts';
import type { Channel } from '../contract/channel.ts';
import type { FailureClass, JobStatus } from '../contract/job.ts';
import type { InstagramPayload, TiktokPayload } from '../contract/payload.ts';
import type { Cover } from '../contract/post.ts';
import type { IssueDraft } from './issues.ts';
import type { MediaItem } from './media-rules.ts';
import type { FirstComment } from './outcome.ts';
import type { Said } from './said.ts';

/** Everything readiness depends on. What is not in here cannot change it. */
export interface ReadinessFacts {
  now: Temporal.Instant;
  entry: EntryFacts;
  post: PostFacts;
  /** In order. `null` where the post names a file that is gone. */
  assets: readonly (AssetOfEntry | null)[];
  /** What became of the image chosen as the cover; absent where none was chosen, or nobody has looked. */
  coverAsset?: CoverAsset;
  account: AccountFacts | null;
  job: JobFacts | null;
  environment: EnvironmentFacts;
}

export type EntryFacts = { scheduledAt: Temporal.Instant | null } & (
  { channel: 'ig'; payload: InstagramPayload } | { channel: 'tiktok'; payload: TiktokPayload }
);

export interface PostFacts {
  caption: string;
  hashtags: readonly string[];
  cover: Cover | null;
}

export interface AssetOfEntry extends MediaItem {
  id: string;
}

export type CoverAsset = AssetKind | 'gone';

export interface AccountFacts {
  status: AccountStatus;
  expiresAt: Temporal.Instant | null;
  /** The worker can prolong the token before it ends: TikTok with a refresh token, Instagram with a living token. */
  refreshable: boolean;
  scopes: readonly string[];
  capabilities: Capabilities;
  standing: AppStanding;
  /**
   * How many other entries of this account go out in the 24 h before this one. For a draft for TikTok's inbox: how many
   * other drafts, those not counted of which the creator is known to have posted them.
   */
  bookedInWindow: number;
  /** Until then the platform takes no more posts of this creator, as far as it has said (tiktok.md 11, U3; instagram.md 11). */
  suspendedUntil?: Temporal.Instant | null;
}

export interface JobFacts {
  status: JobStatus;
  /** Since when nobody knows whether the post went out. */
  unknownSince: Temporal.Instant | null;
  /** When it is tried again; absent or `null` where no retry is planned. */
  nextAttemptAt?: Temporal.Instant | null;
  /** Why a person is needed; `null` unless status is `needs_attention`. */
  attention: Attention | null;
  /** What became of the first comment; absent where none was wanted, or nothing is known yet. */
  firstComment?: FirstComment;
}

/** Why a job waits for a person, and what the platform said. Stored with the job as it is. */
export interface Attention {
  reason: 'retries_used_up' | 'refused' | 'preflight' | 'missed' | 'unknown_outcome' | 'worker_crashed';
  failureClass: FailureClass | null;
  /** What went wrong; `null` where the reason or the obstacles say it. */
  says: Said | null;
  /** What held it up at its hour, when that is the reason. */
  obstacles?: readonly IssueDraft[];
  platformCode: string | null;
}

export interface EnvironmentFacts {
  /** Whether the platforms can fetch our media from outside, as far as can be told (spec.md 8, "Reach test"). */
  mediaReach: 'reachable' | 'unreachable';
  /** Whether this server publishes to the channel at all: it has an app for it, and `CHANNEL_PUBLISH_ENABLED` says so. */
  channelEnabled: Record<Channel, boolean>;
  /** How far the operator says that the app may go; absent where the platform is asked instead. */
  appStanding?: Partial<Record<Channel, AppStanding>>;
}
