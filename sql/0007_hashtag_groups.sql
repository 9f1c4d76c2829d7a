-- Hashtags that a creator uses together, under a name.
CREATE TABLE hashtag_groups (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  name text NOT NULL,
  hashtags text[] NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
-- Also the way to a user's own.
CREATE UNIQUE INDEX hashtag_groups_name ON hashtag_groups (user_id, lower(name));
