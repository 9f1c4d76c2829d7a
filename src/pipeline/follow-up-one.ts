import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import { recordCheckpoint } from '../store/record-checkpoint.ts';
import { leaveFollowUp, recordFollowUp } from '../store/record-follow-up.ts';
import { announceJob } from './announce.ts';
import { buildRequest } from './build-request.ts';
import type { PipelineContext } from './context.ts';

/** Best-effort work on a post that is live: its permalink, a first comment. Whatever comes of it, the post stays published. */
export async function followUpOne(context: PipelineContext, job: ClaimedJob): Promise<void> {
  const askedAt = context.clock.now();
  const adapter = context.channels[job.channel];
  const request = adapter === null ? null : await buildRequest(context, job, job.attemptCount);
  if (adapter === null || request === null || !request.ok) {
    await leaveFollowUp(
      context.database,
      job,
      request !== null && !request.ok && request.failure.failureClass === 'media',
      {
        now: context.clock.now(),
        environment: context.environment(),
      },
    );
    announceJob(context, job);
    return;
  }
  let progress: object = job.progress;
  const steps = adapter.publisher.followUp(request.value, job.progress);
  for (;;) {
    const step = await steps.next();
    if (step.done === true) {
      await recordFollowUp(
        context.database,
        job,
        { ...step.value, progress, askedAt },
        {
          now: context.clock.now(),
          environment: context.environment(),
        },
      );
      announceJob(context, job);
      return;
    }
    ({ progress } = step.value);
    const held = await recordCheckpoint(context.database, job, {
      progress,
      step: step.value.step,
      evidence: step.value.evidence,
      now: context.clock.now(),
      leaseMs: context.settings.leaseMs,
    });
    if (!held) return;
  }
}
