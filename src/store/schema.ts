import type { Generated } from 'kysely';
import type { AccountStatus, AppStanding, Capabilities } from '../contract/account.ts';
import type { AssetKind, Crop, VideoFacts } from '../contract/asset.ts';
import type { Channel } from '../contract/channel.ts';
import type { Readiness } from '../contract/issue.ts';
import type { FailureClass, JobStatus } from '../contract/job.ts';
import type { Locale } from '../contract/me.ts';
import type { Cover } from '../contract/post.ts';
import type { Attention } from '../domain/facts.ts';
import type { IssueDraft } from '../domain/issues.ts';
import type { FirstComment } from '../domain/outcome.ts';

type Instant = Temporal.Instant;
type Json = Readonly<Record<string, unknown>>;

/** What of an order beyond the post itself went out. */
export interface Sent {
  firstComment?: FirstComment;
}

/** The tables of sql/, as Kysely sees them. Instants are Temporal.Instant both ways (database.ts). */
export interface Schema {
  users: {
    id: Generated<string>;
    name: string;
    email: string;
    email_verified: boolean;
    image: string | null;
    created_at: Instant;
    updated_at: Instant;
  };
  sessions: {
    id: Generated<string>;
    user_id: string;
    token: string;
    expires_at: Instant;
    created_at: Instant;
    updated_at: Instant;
  };
  api_keys: {
    id: Generated<string>;
    user_id: string;
    name: string;
    prefix: string;
    secret_sha256: Buffer;
    last_used_at: Instant | null;
    created_at: Instant;
  };
  hashtag_groups: {
    id: Generated<string>;
    user_id: string;
    name: string;
    hashtags: string[];
    created_at: Instant;
    updated_at: Instant;
  };
  user_preferences: {
    user_id: string;
    locale: Locale | null;
    timezone: string | null;
    suggestions_enabled: Generated<boolean>;
  };
  calendars: { id: Generated<string>; user_id: string; created_at: Instant };
  channel_accounts: {
    id: Generated<string>;
    user_id: string;
    channel: Channel;
    external_account_id: string;
    alternative_account_id: string | null;
    username: string;
    display_name: string;
    avatar: string | null;
    timezone: string;
    access_token_encrypted: string | null;
    refresh_token_encrypted: string | null;
    obtained_at: Instant;
    expires_at: Instant | null;
    refresh_due_at: Instant | null;
    refresh_failures: Generated<number>;
    status: AccountStatus;
    scopes: string[];
    capabilities: Capabilities;
    standing: AppStanding;
    late_tolerance: Generated<number>;
    lost_because: 'unreadable_tokens' | null;
    posting_suspended_until: Instant | null;
    unlinked_at: Instant | null;
    created_at: Instant;
    updated_at: Instant;
  };
  oauth_states: {
    state_sha256: Buffer;
    user_id: string;
    session_id: string | null;
    channel: Channel;
    redirect_uri: string;
    code_verifier: string | null;
    timezone: string;
    replace: boolean;
    expires_at: Instant;
  };
  assets: {
    id: Generated<string>;
    user_id: string;
    kind: AssetKind;
    mime_type: string;
    filename: string;
    bytes: number;
    width: number;
    height: number;
    facts: { hasAlpha?: boolean; colourSpace?: string | null; video: VideoFacts | null };
    sha256: string;
    storage_key: string;
    thumbnail_key: string | null;
    crop: Crop | null;
    tags: string[];
    created_at: Instant;
    updated_at: Instant;
  };
  asset_renditions: { asset_id: string; plan_key: string; storage_key: string; facts: Json; created_at: Instant };
  media_grants: {
    nonce: string;
    asset_id: string;
    plan_key: string | null;
    expires_at: Instant;
    withdrawn_at: Instant | null;
    served: Generated<'nothing' | 'partly' | 'whole'>;
    created_at: Instant;
  };
  posts: {
    id: Generated<string>;
    user_id: string;
    title: string;
    brief: string;
    caption: string;
    hashtags: string[];
    tags: string[];
    cover: Cover | null;
    version: Generated<number>;
    created_at: Instant;
    updated_at: Instant;
  };
  post_assets: { post_id: string; position: number; asset_id: string };
  calendar_entries: {
    id: Generated<string>;
    post_id: string;
    run_id: string | null;
    calendar_id: string;
    user_id: string;
    plan_id: string | null;
    entry_key: string;
    payload: Json;
    readiness: Readiness;
    issues: IssueDraft[];
    assess_at: Instant | null;
    scheduled_at: Instant | null;
    channel: Channel;
    version: Generated<number>;
    created_at: Instant;
    updated_at: Instant;
  };
  publish_jobs: {
    id: Generated<string>;
    calendar_entry_id: string;
    user_id: string;
    channel: Channel;
    scheduled_at: Instant;
    status: JobStatus;
    attempt_count: Generated<number>;
    last_error: string | null;
    next_attempt_at: Instant | null;
    unknown_since: Instant | null;
    attention: Attention | null;
    due_at: Instant | null;
    leased_until: Instant | null;
    leased_by: string | null;
    still_since: Instant | null;
    lease_token: Generated<number>;
    lost_claims: Generated<number>;
    progress: Json;
    step: string | null;
    external_id: string | null;
    permalink: string | null;
    published_at: Instant | null;
    sent: Sent | null;
    created_at: Instant;
    updated_at: Instant;
  };
  publish_attempts: {
    id: Generated<string>;
    publish_job_id: string;
    number: number;
    /** When it was to begin; `null` in attempts from before this was kept. */
    due_at: Instant | null;
    started_at: Instant;
    finished_at: Instant | null;
    status: 'ok' | 'failed' | null;
    failure_class: FailureClass | null;
    error_code: string | null;
    error_message: string | null;
    response_meta: Json;
  };
  notifications: {
    id: Generated<string>;
    user_id: string;
    kind: string;
    group_key: string;
    channel: Channel | null;
    post_id: string | null;
    account_id: string | null;
    params: Json;
    count: Generated<number>;
    read_at: Instant | null;
    resolved_at: Instant | null;
    mailed_at: Instant | null;
    created_at: Instant;
    updated_at: Instant;
  };
  mail_digests: { user_id: string; due_at: Instant; failures: Generated<number> };
  media_reach: {
    only_row: Generated<boolean>;
    public_url: string;
    outcome: 'reachable' | 'unreachable' | 'unknown';
    problem: Json | null;
    failures: number;
    holds_up: boolean;
    tested_at: Instant;
  };
  assessed_environment: { only_row: Generated<boolean>; facts: Json };
  undo_handles: {
    id: Generated<string>;
    user_id: string;
    kind: string;
    payload: Json;
    expires_at: Instant;
    used_at: Instant | null;
  };
  post_events: { id: Generated<string>; post_id: string; user_id: string; kind: string; detail: Json; at: Instant };
  platform_calls: { account_id: string; endpoint: string; called_at: Instant };
  worker_heartbeats: { worker_id: string; seen_at: Instant };
}
