import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import type { PipelineContext } from './context.ts';

/** Tells open calendars that something about this job changed. */
export function announceJob(context: PipelineContext, job: Pick<ClaimedJob, 'id' | 'entryId' | 'userId'>): void {
  context.announce(job.userId, [
    { kind: 'entries', ids: [job.entryId] },
    { kind: 'jobs', ids: [job.id] },
    { kind: 'notifications', ids: [] },
  ]);
}
