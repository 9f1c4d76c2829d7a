import type { AppStanding, Capabilities } from '../contract/account.ts';
import type { AssetKind } from '../contract/asset.ts';
import type { Channel } from '../contract/channel.ts';
import type { InstagramPayload, TiktokPayload } from '../contract/payload.ts';
import type { OnlineFollowersDay } from '../domain/best-time-followers.ts';
import type { Clock } from '../domain/clock.ts';
import type { ConfirmOutcome, Failure, FirstComment, PublishOutcome } from '../domain/outcome.ts';

/**
 * What a network must be able to do for Punctual. Adapters know their platform and nothing of ours: no database,
 * no configuration beyond what they were made with, no time but the clock's. They never sleep: where the platform
 * needs a while they answer `waiting`, and are called again.
 */
export interface ChannelAdapter {
  readonly channel: Channel;
  readonly connect: Connector;
  readonly publisher: Publisher;
  readonly insights: InsightsReader;
}

/** Linking, tokens and what the platform says of the creator. */
export interface Connector {
  /** Scopes without which publishing is impossible; what the account misses is shown and holds its entries up. */
  readonly neededScopes: readonly string[];
  /** Whether and how a token can be prolonged without the creator. */
  readonly refreshable: 'with_refresh_token' | 'while_valid';

  /** The platform's consent page. `pkce` is what must be kept until the callback; absent where the platform wants none. */
  authorize(request: { state: string; redirectUri: string; chooseAccount: boolean }): {
    url: string;
    codeVerifier: string | null;
  };
  /** Turns the callback's code into a linked account: tokens, granted scopes, who it is. */
  exchange(request: { code: string; redirectUri: string; codeVerifier: string | null }): Promise<Answer<LinkedAccount>>;
  /**
   * Prolongs the tokens. The caller holds the account's row lock and stores what comes back before using it
   * (tiktok.md 2.2). `failureClass: 'token'` means that only the creator can help.
   */
  refresh(tokens: Tokens): Promise<Answer<RefreshedTokens>>;
  /** When the worker should refresh next, or `null` when the token is never refreshed. */
  refreshAt(tokens: { obtainedAt: Temporal.Instant; expiresAt: Temporal.Instant | null }): Temporal.Instant | null;
  /** Withdraws the grant at the platform where it can be. Best effort. */
  revoke(tokens: Tokens): Promise<Answer<'revoked' | 'not_possible'>>;
  /** What the platform allows this creator, now. */
  readCapabilities(
    credentials: Credentials,
  ): Promise<Answer<{ capabilities: Capabilities; standing: AppStanding | null }>>;
  /** Reads a signed message of the platform (webhook, deauthorisation). `null`: the signature does not hold. */
  readCallback(message: CallbackMessage): CallbackNews[] | null;
}

/** What the platform tells of how the account's posts did. Changes nothing there, and nothing depends on it. */
export interface InsightsReader {
  /** Without it the platform says nothing, and is not asked. */
  readonly neededScope: string;
  read(credentials: Credentials, wish: InsightsWish): Promise<Answer<AccountInsights>>;
}

export interface InsightsWish {
  /** Posts published later have not had their time yet. */
  until: Temporal.Instant;
  /** External ids of posts that are known already. */
  known: ReadonlySet<string>;
  /** At most so many questions about single posts. */
  mostPosts: number;
}

export interface PostInsight {
  externalId: string;
  publishedAt: Temporal.Instant;
  /** `reel`, `image`, `carousel_album`, `video`: what explains reach besides the hour. */
  format: string;
  /** `null`: the platform does not say. */
  views: number | null;
}

export interface AccountInsights {
  posts: PostInsight[];
  /** `null` where the platform does not say. */
  followersOnline: OnlineFollowersDay[] | null;
  /** There are posts left that were not asked about. */
  isMore: boolean;
}

/** Getting a post out, and finding out whether it went. */
export interface Publisher {
  /**
   * Takes the post as far as it can go now. Yields a checkpoint before every call that changes something at the
   * platform and after every answer; the caller commits each before it asks for the next step, so whatever has been
   * yielded survives a crash, and what has not been yielded has not been done. Given the last committed progress,
   * any process can go on.
   *
   * Progress that tells of a publishing call without its answer makes this return `unknown` without calling anything.
   */
  publish(request: PublishRequest, progress: Progress): AsyncGenerator<Checkpoint, PublishOutcome, void>;
  /** Asks the platform what became of an unclear publish. Changes nothing there. */
  confirm(request: PublishRequest, progress: Progress): Promise<Confirmation>;
  /**
   * Best-effort work after publication: permalink, first comment, the public post id. Never changes that the post is
   * live. `againAt`: there is more to do then. It must bear being called sooner: an account linked again calls it at once.
   */
  followUp(request: PublishRequest, progress: Progress): AsyncGenerator<Checkpoint, FollowUpOutcome, void>;
}

/**
 * The answer and the progress that goes with it, stored in one transaction: after `notLive` it is what allows the next
 * `publish` to send again, and whether with the same container.
 */
export interface Confirmation {
  outcome: ConfirmOutcome;
  progress: Progress;
}

/** The adapter's own record of how far it got; JSON, stored with the job, opaque to everybody else. */
export type Progress = Readonly<Record<string, unknown>>;

export interface Checkpoint {
  progress: Progress;
  /** The step reached, for people and logs: `container`, `publishing`, `uploading 3/7`. Never a token or a caption. */
  step: string;
  /** What the platform said to this step that support might ask for: ids, trace ids, status. Never a token. */
  evidence?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface FollowUpOutcome {
  permalink: string | null;
  externalId: string | null;
  againAt: Temporal.Instant | null;
  /** What there is to say of the first comment; absent while it is simply being tried, and where none was wanted. */
  firstComment?: FirstComment;
  /** Why the platform could not be asked, where that says something of the account. */
  failure?: Failure;
}

/** One order to publish. The same for every attempt of a job, but for `attempt` and the media's URLs. */
export interface PublishRequest {
  jobId: string;
  /** 1 to 4. */
  attempt: number;
  credentials: Credentials;
  /** A new access token where the platform refuses the one in `credentials` before its time (tiktok.md 9). */
  renewToken?: () => Promise<RenewedToken>;
  /** The platform's ids of what the account's other posts are known to have become: none of them is this one. */
  otherPostIds?: () => Promise<ReadonlySet<string>>;
  /**
   * Whether another post of the account with the same words may be out as well without anybody knowing its id: then a
   * post that is found by its words may be either.
   */
  mayHaveTwin?: () => Promise<boolean>;
  capabilities: Capabilities;
  /** Caption and hashtags as they are to be sent (domain/caption). */
  caption: string;
  media: readonly PublishMedia[];
  coverTimeMs: number | null;
  coverImage: PublishMedia | null;
  choices: { channel: 'ig'; payload: InstagramPayload } | { channel: 'tiktok'; payload: TiktokPayload };
}

export interface PublishMedia {
  assetId: string;
  kind: AssetKind;
  /** Of the rendition that is sent, not of the original. */
  mimeType: string;
  sizeBytes: number;
  width: number;
  height: number;
  durationMs: number | null;
  altText: string | null;
  /** A URL of its own for this attempt, public, direct and expiring (spec.md 8). */
  url(): Promise<string>;
  /** How much was ever served from this attempt's URL: what decides whether a lost pull can have worked (tiktok.md 10). */
  served(): Promise<'nothing' | 'partly' | 'whole'>;
  /** Makes this attempt's URL answer 410 from now on. */
  withdraw(): Promise<void>;
  /** The bytes from `start` (inclusive) to `end` (exclusive). */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}

export interface Credentials {
  externalAccountId: string;
  username: string;
  accessToken: string;
  /**
   * Takes a place in one of the platform's windows for this account, shared by all workers. Answers `null`, or when a
   * place falls free if there is none. Absent where nobody counts.
   */
  takePlace?: (window: CallWindow) => Promise<Temporal.Instant | null>;
}

/** Our own code for a call that was not made because its window is full. */
export const NO_ROOM = 'no_room';

/** How many calls of one endpoint the platform takes from an account in a sliding window. */
export interface CallWindow {
  endpoint: string;
  calls: number;
  seconds: number;
}

/** `not_now`: the platform did not answer, ask again later. `lost`: only the creator can help, and is told so already. */
export type RenewedToken = { kind: 'renewed'; accessToken: string } | { kind: 'not_now' } | { kind: 'lost' };

export interface Tokens {
  accessToken: string;
  refreshToken: string | null;
  obtainedAt: Temporal.Instant;
  expiresAt: Temporal.Instant | null;
}

export interface RefreshedTokens extends Tokens {
  scopes: readonly string[] | null;
}

export interface LinkedAccount {
  externalAccountId: string;
  /** The same account under another id of the platform's, where it has two (instagram.md 2.5). */
  alternativeAccountId: string | null;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  tokens: Tokens;
  scopes: readonly string[];
  capabilities: Capabilities;
  standing: AppStanding | null;
}

export interface CallbackMessage {
  kind: 'webhook' | 'deauthorize' | 'data_deletion';
  headers: Readonly<Record<string, string | undefined>>;
  /** As received: signatures cover bytes, and re-serialising breaks them (instagram.md 4.2). */
  rawBody: Uint8Array;
}

/** When the platform said so, in whole seconds by its clock; `null`: it did not name a time. Messages repeat for days. */
export type SaidAt = Temporal.Instant | null;

/** What a verified message says. A hint: whatever matters is read from the platform again before acting on it. */
export type CallbackNews =
  | { kind: 'revoked' | 'deletion_requested'; externalAccountId: string; saidAt: SaidAt }
  | { kind: 'publish_progress'; publishId: string; externalAccountId: string };

/** A value, or why there is none. */
export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** What every adapter is made with. */
export interface AdapterTools {
  clock: Clock;
  fetch: typeof fetch;
  /** 0 ≤ x < 1; for jitter only. */
  random: () => number;
}
