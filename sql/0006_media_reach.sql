-- Whether the platforms can fetch our media, as the last test found (one row). It holds up posts only when it is sure.
CREATE TABLE media_reach (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  public_url text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('reachable', 'unreachable', 'unknown')),
  problem jsonb,
  failures integer NOT NULL DEFAULT 0,
  holds_up boolean NOT NULL DEFAULT false,
  tested_at timestamptz NOT NULL
);
