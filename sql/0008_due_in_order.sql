-- Claims take the longest due first, by (due_at, id). Thousands of posts fall due at the very same minute; an index that
-- ends with the instant left all of them to be sorted for every claim.
DROP INDEX publish_jobs_due;
CREATE INDEX publish_jobs_due ON publish_jobs (due_at, id) WHERE due_at IS NOT NULL;
