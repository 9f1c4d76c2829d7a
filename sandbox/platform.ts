/**
 * What a platform brings to the sandbox, and what the core gives it. The one file to read before adding a platform.
 */
import type { z } from 'zod';
import type { Accounts, Account, AccountInput } from './core/accounts.ts';
import type { Clock } from './core/clock.ts';
import type { Database } from './core/database.ts';
import type { Fault, FaultInput } from './core/faults.ts';
import type { Html } from './core/html.ts';
import type { KeptMedia, MediaStore } from './core/media-store.ts';
import type { Chance } from './core/chance.ts';
import type { Settings } from './core/settings.ts';
import type { Webhooks } from './core/webhooks.ts';

export type Channel = 'ig' | 'tiktok';

/** What the core offers to a platform. All of it is persisted before the answer that depends on it leaves. */
export interface Core {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly database: Database;
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly media: MediaStore;
  readonly webhooks: Webhooks;
  /** Where people and clients reach the sandbox, without a slash at the end; for permalinks and upload urls. */
  readonly publicUrl: string;
  /** Where the app under test listens, without a slash at the end; null when nobody said. */
  readonly appUrl: string | null;
  readonly credentials: Credentials;
  /** True when publishing and the like really take their (scaled) time; false in tests, where answers come at once. */
  readonly unhurried: boolean;
}

export interface Credentials {
  readonly instagramAppId: string;
  readonly instagramAppSecret: string;
  readonly tiktokClientKey: string;
  readonly tiktokClientSecret: string;
}

/** One request as it arrived. `url` is absolute; repeated slashes in its path are collapsed, as Graph does. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  /** Path and query exactly as sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The named groups of the matching route. */
  readonly params: Readonly<Record<string, string>>;
}

/** What goes back. An object as `json` may hold bigints: they are written as bare integers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A platform call being answered. */
export interface Call {
  readonly request: WireRequest;
  /** The account the caller's token belongs to, when it could be told. */
  readonly account: Account | null;
  /** A fault of one of the platform's own kinds that struck this call; the core handles the general kinds itself. */
  readonly fault: Fault | null;
  /** True when this answer will never reach the caller as it is (drop_after, or an error laid over finished work). */
  readonly answerLost: boolean;
}

/** A call of the platform's API: logged, and faults can strike it. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** URLPattern pathname, e.g. `/:version(v\\d+\\.\\d+)/:id/media`. */
  readonly path: string;
  /** The name that faults and the request log use; a function where one path serves several (a Graph node id). */
  readonly name: string | ((request: WireRequest) => string);
  /** The body is raw media: the log keeps its length and SHA-256 instead of the bytes. */
  readonly rawBody?: boolean;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

/** A page for people (consent, permalink): neither logged nor struck by faults. */
export interface Page {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly handle: (request: WireRequest) => Answer | Promise<Answer>;
}

/** One post that is, or will be, out. `GET /_sandbox/posts` lists them all, both channels, oldest first. */
export interface PublishedPost {
  /** A bigint is written unquoted (TikTok's 19 digits). */
  readonly id: string | bigint;
  readonly channel: Channel;
  /** The account's username. */
  readonly account: string;
  readonly kind: string;
  readonly caption: string;
  readonly publishedAtMs: number;
  readonly visibility: string;
  /** In order; the first one's hash is the post's `mediaHash`. */
  readonly media: readonly KeptMedia[];
  readonly permalink: string;
  /** Anything else worth asserting on; merged into the object of `GET /_sandbox/posts`. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** What a control asks a platform to do; answered as JSON by the control. */
export type ControlResult = { ok: true; value: unknown } | { ok: false; message: string };

export interface Platform {
  readonly channel: Channel;
  readonly title: string;
  /** Strict zod object whose every field has a default. */
  readonly settingsSchema: z.ZodType<object>;
  readonly endpoints: readonly Endpoint[];
  readonly pages: readonly Page[];
  /** Every endpoint name that faults may name. */
  readonly endpointNames: readonly string[];
  /** The platform's own fault kinds and the endpoints on which each means something. */
  readonly faultKinds: Readonly<Record<string, readonly string[]>>;
  /** Faults worth a button of their own on `/`. */
  readonly presets: readonly {
    readonly label: string;
    readonly fault: Pick<FaultInput, 'channel' | 'endpoint' | 'kind'> & Partial<FaultInput>;
  }[];
  /** The account of the caller, from token, code or upload url; null when unknown. */
  accountOf(request: WireRequest): Account | null;
  /** The platform's own error shape for a fault of kind `error` at this endpoint. */
  errorAnswer(endpoint: string, fault: Fault, request: WireRequest): Answer;
  /** Answers a path under this platform's prefix that no endpoint has; null when the path is not its own. */
  unknownPath(request: WireRequest): Answer | null;
  /** Headers laid on every answer of an endpoint (usage headers, trace ids). */
  answerHeaders(endpoint: string, account: Account | null): Readonly<Record<string, string>>;
  /** Called on the first start and after a reset. */
  seed(): void;
  /** The external id and platform-specific fields of a new account. */
  newAccount(input: AccountInput): { id: string; extra: Record<string, unknown> };
  /** Everything published up to now, any order. */
  posts(): PublishedPost[];
  /** The inside of the phone on `/`: newest first, each post an element with `data-key`. */
  renderFeed(): Html;
  /** CSS for what renderFeed emits; selectors begin with `.phone-<channel>`. */
  readonly feedStyle: string;
  /** Breaks the account's tokens. `subcode` where the platform has one. */
  revoke(account: Account, subcode: number | null): void;
  /** `POST /_sandbox/webhooks` with everything but `channel`. */
  webhook(input: Readonly<Record<string, unknown>>): Promise<ControlResult>;
  /** Platform-specific controls under `POST /_sandbox/<channel>/<name>`. */
  readonly controls: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => Promise<ControlResult>>>;
  /** Called about once a second of real time and after each clock change: send webhooks that have become due. */
  onTime(): Promise<void>;
}

export type PlatformFactory = (core: Core) => Platform;
