-- Since when nothing has come of a job: when it was due, or the last checkpoint of a worker that died since. A worker that
-- dies before it has written a word must not make an old standstill look like a new one.
ALTER TABLE publish_jobs ADD COLUMN still_since timestamptz;
