-- What the platforms say of how an account's posts did: what good hours are learnt from.
CREATE TABLE account_insights (
  account_id uuid PRIMARY KEY REFERENCES channel_accounts ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  -- When they are to be read next.
  due_at timestamptz NOT NULL,
  -- The account's scopes at the last reading: a relink with others makes it due at once.
  scopes text[] NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('reading', 'read', 'not_granted', 'failed')),
  failures integer NOT NULL DEFAULT 0,
  read_at timestamptz,
  -- Instagram's online_followers as it came, a day each; null where the platform does not say.
  followers_online jsonb
);
CREATE INDEX account_insights_due ON account_insights (due_at);
-- One row a published post, written once, when it has had three days; views null where the platform will not say.
CREATE TABLE post_insights (
  account_id uuid NOT NULL REFERENCES channel_accounts ON DELETE CASCADE,
  external_id text NOT NULL,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  published_at timestamptz NOT NULL,
  format text NOT NULL,
  views bigint CHECK (views >= 0),
  measured_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, external_id)
);
CREATE INDEX post_insights_user ON post_insights (user_id);
CREATE INDEX account_insights_user ON account_insights (user_id);
