-- Times are timestamptz and come from the application, which knows the clock; ids are UUIDv7.

-- Who may sign in (better-auth's tables under our names).
CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE TABLE sessions (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  token text NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE TABLE auth_accounts (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX auth_accounts_user ON auth_accounts (user_id);
CREATE TABLE verifications (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE TABLE api_keys (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  name text NOT NULL,
  prefix text NOT NULL,
  -- The key itself is shown once and not kept; it has 256 random bits, so a plain hash is enough.
  secret_sha256 bytea NOT NULL UNIQUE,
  last_used_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE TABLE user_preferences (
  user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  locale text CHECK (locale IN ('en', 'es')),
  timezone text,
  suggestions_enabled boolean NOT NULL DEFAULT true
);
CREATE TABLE calendars (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL UNIQUE REFERENCES users ON DELETE CASCADE,
  created_at timestamptz NOT NULL
);

-- Linked accounts: at most one a channel and user. An unlinked one keeps its row, so that linking it again is a relink.
CREATE TABLE channel_accounts (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  channel text NOT NULL CHECK (channel IN ('ig', 'tiktok')),
  external_account_id text NOT NULL,
  alternative_account_id text,
  username text NOT NULL,
  display_name text NOT NULL,
  avatar text,
  timezone text NOT NULL,
  access_token_encrypted text,
  refresh_token_encrypted text,
  obtained_at timestamptz NOT NULL,
  expires_at timestamptz,
  -- When the worker refreshes next; null when nothing is to be refreshed.
  refresh_due_at timestamptz,
  refresh_failures integer NOT NULL DEFAULT 0,
  status text NOT NULL CHECK (status IN ('ok', 'expired', 'revoked')),
  scopes text[] NOT NULL,
  capabilities jsonb NOT NULL DEFAULT '{}',
  standing text NOT NULL,
  -- Minutes.
  late_tolerance integer NOT NULL DEFAULT 60,
  unlinked_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX channel_accounts_linked ON channel_accounts (user_id, channel) WHERE unlinked_at IS NULL;
CREATE UNIQUE INDEX channel_accounts_external ON channel_accounts (user_id, channel, external_account_id);
CREATE INDEX channel_accounts_platform ON channel_accounts (channel, external_account_id);
CREATE INDEX channel_accounts_refresh ON channel_accounts (refresh_due_at) WHERE refresh_due_at IS NOT NULL;

-- One round of a platform's consent page. The state is kept as a hash: a leaked table opens nothing.
CREATE TABLE oauth_states (
  state_sha256 bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  -- The browser session that began it; null when an API key did.
  session_id uuid,
  channel text NOT NULL,
  redirect_uri text NOT NULL,
  code_verifier text,
  timezone text NOT NULL,
  replace boolean NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE TABLE assets (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('image', 'video')),
  mime_type text NOT NULL,
  filename text NOT NULL,
  bytes bigint NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  -- AssetFacts without what stands in the columns above: colour, and all of a video.
  facts jsonb NOT NULL,
  sha256 text NOT NULL,
  storage_key text NOT NULL UNIQUE,
  thumbnail_key text,
  crop jsonb,
  tags text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (user_id, sha256)
);
CREATE INDEX assets_newest ON assets (user_id, created_at DESC, id DESC);
CREATE TABLE asset_renditions (
  asset_id uuid NOT NULL REFERENCES assets ON DELETE CASCADE,
  plan_key text NOT NULL,
  storage_key text NOT NULL UNIQUE,
  facts jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (asset_id, plan_key)
);
-- One permission to fetch one file for one attempt, and what came of it (tiktok.md 10).
CREATE TABLE media_grants (
  nonce text PRIMARY KEY,
  asset_id uuid NOT NULL REFERENCES assets ON DELETE CASCADE,
  plan_key text,
  expires_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  served text NOT NULL DEFAULT 'nothing' CHECK (served IN ('nothing', 'partly', 'whole')),
  created_at timestamptz NOT NULL
);

CREATE TABLE posts (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  title text NOT NULL DEFAULT '',
  brief text NOT NULL DEFAULT '',
  caption text NOT NULL DEFAULT '',
  hashtags text[] NOT NULL DEFAULT '{}',
  tags text[] NOT NULL DEFAULT '{}',
  cover jsonb,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX posts_newest ON posts (user_id, created_at DESC, id DESC);
-- `asset_id` stands without a foreign key: a post says that a file it needs is gone.
CREATE TABLE post_assets (
  post_id uuid NOT NULL REFERENCES posts ON DELETE CASCADE,
  position integer NOT NULL,
  asset_id uuid NOT NULL,
  PRIMARY KEY (post_id, position)
);
CREATE INDEX post_assets_asset ON post_assets (asset_id);

CREATE TABLE calendar_runs (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  calendar_id uuid NOT NULL REFERENCES calendars ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  plan_id uuid,
  status text NOT NULL CHECK (status IN ('completed', 'timeout', 'failed')),
  started_at timestamptz NOT NULL,
  completed_at timestamptz,
  tokens integer,
  model text,
  latency_ms integer,
  piece_count integer NOT NULL DEFAULT 0,
  diff jsonb,
  cadence text,
  channels text[] NOT NULL DEFAULT '{}',
  start_date date,
  end_date date
);

CREATE TABLE calendar_entries (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  post_id uuid NOT NULL REFERENCES posts ON DELETE CASCADE,
  run_id uuid REFERENCES calendar_runs ON DELETE SET NULL,
  calendar_id uuid NOT NULL REFERENCES calendars ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  plan_id uuid,
  entry_key text NOT NULL,
  payload jsonb NOT NULL DEFAULT '{}',
  -- The answer of the one pure function, and its reasons as code and parameters; written with the fact that changed it.
  readiness text NOT NULL
    CHECK (readiness IN ('ready', 'missing_media', 'token_expired', 'failed_retry', 'published', 'needs_attention')),
  issues jsonb NOT NULL DEFAULT '[]',
  -- When time alone may change the answer next.
  assess_at timestamptz,
  scheduled_at timestamptz,
  channel text NOT NULL CHECK (channel IN ('ig', 'tiktok')),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (post_id, channel),
  UNIQUE (calendar_id, entry_key)
);
CREATE INDEX calendar_entries_window ON calendar_entries (user_id, scheduled_at, id);
CREATE INDEX calendar_entries_account ON calendar_entries (user_id, channel, scheduled_at);
CREATE INDEX calendar_entries_assess ON calendar_entries (assess_at) WHERE assess_at IS NOT NULL;

CREATE TABLE publish_jobs (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  calendar_entry_id uuid NOT NULL UNIQUE REFERENCES calendar_entries ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  channel text NOT NULL CHECK (channel IN ('ig', 'tiktok')),
  scheduled_at timestamptz NOT NULL,
  status text NOT NULL CHECK (status IN ('scheduled', 'publishing', 'published', 'failed', 'needs_attention')),
  attempt_count integer NOT NULL DEFAULT 0,
  last_error text,
  next_attempt_at timestamptz,
  -- Set as long as the post may have gone out and nobody knows (domain/publish-job).
  unknown_since timestamptz,
  -- Why a person is needed (domain/facts, Attention).
  attention jsonb,
  -- When the worker looks at this row next, for whatever reason; null when nothing is left to do.
  due_at timestamptz,
  leased_until timestamptz,
  leased_by text,
  -- The fencing token: grows with every claim; whoever holds an older one can write nothing.
  lease_token bigint NOT NULL DEFAULT 0,
  -- Claims that ended without any word from the worker; a job that keeps killing workers is set aside.
  lost_claims integer NOT NULL DEFAULT 0,
  -- The adapter's record of how far it got, and the step's name.
  progress jsonb NOT NULL DEFAULT '{}',
  step text,
  external_id text,
  permalink text,
  published_at timestamptz,
  -- What was sent, for the published post's page.
  sent jsonb,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX publish_jobs_due ON publish_jobs (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX publish_jobs_user ON publish_jobs (user_id, scheduled_at, id);

CREATE TABLE publish_attempts (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  publish_job_id uuid NOT NULL REFERENCES publish_jobs ON DELETE CASCADE,
  number integer NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  -- Null while it runs, and while its outcome is unknown.
  status text CHECK (status IN ('ok', 'failed')),
  failure_class text,
  error_code text,
  error_message text,
  response_meta jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX publish_attempts_job ON publish_attempts (publish_job_id, started_at);

CREATE TABLE notifications (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  kind text NOT NULL,
  -- What it is about: news of the same group joins the open alert instead of raising another.
  group_key text NOT NULL,
  channel text,
  post_id uuid,
  account_id uuid,
  params jsonb NOT NULL DEFAULT '{}',
  count integer NOT NULL DEFAULT 1,
  read_at timestamptz,
  resolved_at timestamptz,
  mailed_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX notifications_open ON notifications (user_id, group_key) WHERE resolved_at IS NULL;
CREATE INDEX notifications_newest ON notifications (user_id, created_at DESC, id DESC);

CREATE TABLE undo_handles (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  kind text NOT NULL,
  payload jsonb NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

-- Who changed what of a post, for its history.
CREATE TABLE post_events (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  post_id uuid NOT NULL,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  kind text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL
);
CREATE INDEX post_events_post ON post_events (post_id, at);

-- Calls to a platform that counts them in windows, per account; kept only as long as the longest window.
CREATE TABLE platform_calls (
  account_id uuid NOT NULL REFERENCES channel_accounts ON DELETE CASCADE,
  endpoint text NOT NULL,
  called_at timestamptz NOT NULL
);
CREATE INDEX platform_calls_window ON platform_calls (account_id, endpoint, called_at);

CREATE TABLE worker_heartbeats (
  worker_id text PRIMARY KEY,
  seen_at timestamptz NOT NULL
);
