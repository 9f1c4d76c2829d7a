-- Why an account is lost, where a cure other than linking again exists: no key of the ring opens its tokens.
ALTER TABLE channel_accounts ADD COLUMN lost_because text CHECK (lost_because IN ('unreadable_tokens'));
-- Until then the platform takes no more posts of this creator, as far as it has said.
ALTER TABLE channel_accounts ADD COLUMN posting_suspended_until timestamptz;

-- One mail a user, some minutes after the first alert that it will tell of.
CREATE TABLE mail_digests (
  user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  due_at timestamptz NOT NULL,
  failures integer NOT NULL DEFAULT 0
);
CREATE INDEX mail_digests_due ON mail_digests (due_at);

-- What of the server's set-up the stored readiness was assessed with; one row.
CREATE TABLE assessed_environment (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  facts jsonb NOT NULL
);

-- Whose cover a file is: its deletion concerns them.
CREATE INDEX posts_cover ON posts ((cover ->> 'assetId')) WHERE cover ->> 'assetId' IS NOT NULL;
CREATE INDEX calendar_entries_cover ON calendar_entries ((payload ->> 'coverAssetId'))
  WHERE payload ->> 'coverAssetId' IS NOT NULL;
