-- When an attempt was to begin: what a stop makes later than this by more than the account tolerates is not sent any more.
ALTER TABLE publish_attempts ADD COLUMN due_at timestamptz;
