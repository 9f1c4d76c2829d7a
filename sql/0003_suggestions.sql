-- What a creator corrected by hand of how they write; everything else is learnt from their captions.
ALTER TABLE user_preferences ADD COLUMN voice jsonb NOT NULL DEFAULT '{}';
-- What asking models cost; no word of what was asked or answered.
CREATE TABLE model_usage (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  provider text NOT NULL,
  model text NOT NULL,
  calls integer NOT NULL,
  input_tokens integer NOT NULL,
  output_tokens integer NOT NULL,
  cost_usd double precision,
  latency_ms integer NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX model_usage_user ON model_usage (user_id, at);
