import type { AdapterTools, CallbackMessage, CallbackNews, ChannelAdapter } from '../../src/channels/adapter.ts';
import type { Channel } from '../../src/contract/channel.ts';
import type { FailureClass } from '../../src/contract/job.ts';
import type { ChannelPayload } from '../../src/contract/payload.ts';
import type { ConfirmOutcome, PublishOutcome } from '../../src/domain/outcome.ts';

/**
 * What a channel fills in so that `suite.ts` can put its adapter through everything an adapter must stand. Data, and
 * the one function that makes the adapter: no test is written for a channel.
 */
export interface ConformanceSubject {
  /** The test's title. */
  name: string;
  channel: Channel;
  /** The adapter under test, all its base URLs pointing at the sandbox. */
  createAdapter(sandboxUrl: string, tools: AdapterTools): ChannelAdapter;
  /** Username of the sandbox account that is linked; one that is seeded. */
  account: string;
  redirectUri: string;
  /** The channel's part of `POST /_sandbox/settings`, applied before each story. */
  sandboxSettings: Readonly<Record<string, unknown>>;
  /** One of each kind of post, in all its variants that take another path through the platform. */
  samples: readonly Sample[];
  /** Each is struck by `drop_before` and by `drop_after`; both must end with exactly one post, or a person asked. */
  lostAnswers: readonly LostAnswer[];
  failures: readonly FailureCase[];
  /** Endpoints at which a bad day strikes: some faults, and a crash, drawn by lot. Absent: no bad days. */
  badDays?: { sample: string; endpoints: readonly string[]; seeds: number };
  token: {
    /** How long after linking a refresh is allowed and sensible. */
    refreshAfter: Temporal.DurationLike;
    /** What `revoke` comes to. */
    revoked: 'revoked' | 'not_possible';
    /** A needed scope that is left out at linking, to see that the account says so. */
    withheldScope: string;
  };
  callbacks: readonly CallbackCase[];
}

export interface Sample {
  /** Names the sample in the other lists and in the test's title. */
  name: string;
  /** `kind` as `GET /_sandbox/posts` names it. */
  kind: string;
  media: readonly MediaWish[];
  cover?: MediaWish;
  coverTimeMs?: number;
  caption: string;
  choices: ChannelPayload;
  /** Must be found in the post as `GET /_sandbox/posts` shows it. */
  shows: Readonly<Record<string, unknown>>;
  /** `true`: the platform keeps no public post of it (a draft in the creator's inbox); the end is still `published`. */
  leavesNoPost?: boolean;
  /** `true`: one whole crash story a checkpoint is told of it, twice. Leave it out where another sample walks the same path. */
  crashes?: boolean;
}

export type MediaWish =
  | { kind: 'image'; width: number; height: number; altText?: string }
  | { kind: 'video'; width: number; height: number; seconds: number };

export interface LostAnswer {
  sample: string;
  /** The sandbox's name of an endpoint that changes something. */
  endpoint: string;
  /** What the story may end with; by default `published` only. */
  ends?: readonly JourneyEnd[];
  /** Faults that lie there as well, until the end: bodies of `POST /_sandbox/faults` without the channel. */
  also?: readonly Readonly<Record<string, unknown>>[];
}

export interface FailureCase {
  name: string;
  sample: string;
  /** Body of `POST /_sandbox/faults` without the channel. */
  fault: Readonly<Record<string, unknown>> & { endpoint: string; kind: string };
  failureClass: FailureClass;
  /** The first thing that `publish` answers but `waiting`. */
  outcome: Exclude<PublishOutcome['kind'], 'waiting'>;
  end: JourneyEnd;
}

/** How the story of one job ends. */
export type JourneyEnd =
  'published' | 'needsPerson' | 'retriesUsedUp' | Extract<ConfirmOutcome['kind'], 'personDecides'>;

export interface CallbackCase {
  name: string;
  /** Body of `POST /_sandbox/webhooks` without the channel. */
  send: Readonly<Record<string, unknown>>;
  kind: CallbackMessage['kind'];
  /** The kind of news a true message brings; `null`: it is genuine and says nothing that matters here. */
  news: CallbackNews['kind'] | null;
}
