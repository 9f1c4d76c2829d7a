import type { ChannelAdapter } from '../channels/adapter.ts';
import type { PublishOutcome } from '../domain/outcome.ts';
import { sayIssue } from '../domain/issue-messages.ts';
import { beginAttempt } from '../store/begin-attempt.ts';
import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import { recordCheckpoint } from '../store/record-checkpoint.ts';
import { recordPublishOutcome, type Recorded } from '../store/record-outcome.ts';
import { announceJob } from './announce.ts';
import { buildRequest } from './build-request.ts';
import type { PipelineContext } from './context.ts';
import { hasRoomNow } from './has-room-now.ts';
import { looksAfresh } from './look-afresh.ts';
import { reportTurn } from './report-turn.ts';

/**
 * One turn of publishing a due job: preflight → record the attempt → take the adapter's steps, each written down
 * before the next → record the outcome. Dying between any two lines leaves a row that says how far it got, and that
 * falls due again when its lease ends.
 */
export async function publishOne(context: PipelineContext, job: ClaimedJob): Promise<Recorded | 'heldUp' | 'missed'> {
  const adapter = context.channels[job.channel];
  const isNewAttempt = job.statusBefore !== 'publishing';
  if (isNewAttempt && adapter !== null) {
    if (!(await hasRoomNow(context, adapter, job))) return 'waiting';
    await looksAfresh(context, adapter, job);
  }

  const start = await beginAttempt(context.database, job, {
    now: context.clock.now(),
    environment: context.environment(),
    describe: (issue) => sayIssue(issue, 'en').message,
  });
  if (start.kind !== 'go') {
    announceJob(context, job);
    reportTurn(context, job, { attempt: job.attemptCount, outcome: start.kind, failure: null });
    return start.kind;
  }
  announceJob(context, job);

  const outcome = adapter === null ? notConfigured() : await takeSteps(context, adapter, job, start.attempt);
  if (outcome === 'lost') {
    context.metrics.lostLeases.inc({ channel: job.channel });
    return 'lost';
  }
  const recorded = await recordPublishOutcome(context.database, job, outcome, {
    now: context.clock.now(),
    environment: context.environment(),
  });
  announceJob(context, job);
  reportTurn(context, job, {
    attempt: start.attempt,
    outcome: recorded,
    failure: 'failure' in outcome ? outcome.failure : null,
  });
  return recorded;
}

/**
 * Runs the adapter's steps. Each checkpoint is committed before the adapter goes on; when that cannot be done because
 * somebody else holds the job now, the adapter is stopped where it stands and not a further call is made.
 */
async function takeSteps(
  context: PipelineContext,
  adapter: ChannelAdapter,
  job: ClaimedJob,
  attempt: number,
): Promise<PublishOutcome | 'lost'> {
  const request = await buildRequest(context, job, attempt);
  if (!request.ok) return { kind: 'needsPerson', failure: request.failure };
  const steps = adapter.publisher.publish(request.value, job.progress);
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
    const { progress, step: name, evidence } = step.value;
    const held = await recordCheckpoint(context.database, job, {
      progress,
      step: name,
      evidence,
      now: context.clock.now(),
      leaseMs: context.settings.leaseMs,
    });
    if (!held) return 'lost';
    announceJob(context, job);
  }
}

function notConfigured(): PublishOutcome {
  return {
    kind: 'needsPerson',
    failure: {
      failureClass: 'permanent',
      message: 'This server has no app for the channel any more. Configure it, then retry.',
      platformCode: null,
      traceId: null,
      httpStatus: null,
    },
  };
}
