import type { EntryState } from '../contract/entry.ts';
import type { JobStatus } from '../contract/job.ts';

/** What a tile says of progress. An entry without a job is a draft (spec.md 2). */
export function entryState(jobStatus: JobStatus | null): EntryState {
  switch (jobStatus) {
    case null:
      return 'draft';
    case 'failed':
      return 'retrying';
    case 'scheduled':
    case 'publishing':
    case 'published':
    case 'needs_attention':
      return jobStatus;
  }
}
