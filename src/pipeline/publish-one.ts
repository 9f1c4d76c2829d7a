import type { ChannelAdapter } from '../channels/adapter.ts';
import type { Failure, PublishOutcome } from '../domain/outcome.ts';
import { checkReachBefore } from './check-reach.ts';
import { isBefore } from '../domain/clock.ts';
import { beginAttempt, type AttemptStart } from '../store/begin-attempt.ts';
import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import { recordCheckpoint } from '../store/record-checkpoint.ts';
import { recordPublishOutcome, type Recorded } from '../store/record-outcome.ts';
import { announceJob } from './announce.ts';
import { buildRequest } from './build-request.ts';
import type { PipelineContext } from './context.ts';
import { learnFromSuccess, looksAfresh } from './look-afresh.ts';
import { reportTurn } from './report-turn.ts';

/**
 * One turn of publishing a due job: preflight → record the attempt → take the adapter's steps, each written down
 * before the next → record the outcome. Dying between any two lines leaves a row that says how far it got, and that
 * falls due again when its lease ends.
 */
export async function publishOne(context: PipelineContext, job: ClaimedJob): Promise<Recorded | 'heldUp'> {
  const beganAt = context.clock.now();
  const adapter = context.channels[job.channel];
  const isNewAttempt = job.statusBefore !== 'publishing';
  if (isNewAttempt && adapter !== null) {
    await checkReachBefore(context);
    await looksAfresh(context, adapter, job);
  }

  const lookedAt = context.clock.now();
  const start = await beginAttempt(context.database, job, {
    now: lookedAt,
    environment: context.environment(),
  });
  if (start.kind !== 'go' && start.kind !== 'overdue') {
    announceJob(context, job);
    reportTurn(context, job, { attempt: job.attemptCount, outcome: start.kind, failure: null, beganAt });
    return start.kind;
  }
  // Late is what begins late: how long the platform takes then is its own matter.
  if (start.kind === 'go' && start.isScheduledOne) {
    context.metrics.lateness.observe({ channel: job.channel }, lookedAt.since(job.scheduledAt).total('seconds'));
  }
  announceJob(context, job);

  const outcome = await attemptOf(context, adapter, job, start, lookedAt);
  if (outcome === 'lost') {
    reportTurn(context, job, { attempt: start.attempt, outcome, failure: null, beganAt });
    return outcome;
  }
  const recorded = await recordPublishOutcome(context.database, job, outcome, {
    now: context.clock.now(),
    environment: context.environment(),
  });
  announceJob(context, job);
  if (recorded === 'published') await learnFromSuccess(context, job);
  reportTurn(context, job, {
    attempt: start.attempt,
    outcome: recorded,
    failure: 'failure' in outcome ? outcome.failure : null,
    beganAt,
  });
  return recorded;
}

async function attemptOf(
  context: PipelineContext,
  adapter: ChannelAdapter | null,
  job: ClaimedJob,
  start: Extract<AttemptStart, { kind: 'go' | 'overdue' }>,
  lookedAt: Temporal.Instant,
): Promise<PublishOutcome | 'lost'> {
  if (start.kind === 'overdue') return { kind: 'unknown', failure: STOPPED_MIDWAY, askAt: context.clock.now() };
  if (adapter === null) return blocked(context, job, NOT_CONFIGURED);
  return takeSteps(context, adapter, job, { ...start, lookedAt });
}

/**
 * Runs the adapter's steps. Each checkpoint is committed before the adapter goes on; when that cannot be done because
 * somebody else holds the job now, the adapter is stopped where it stands and not a further call is made. So it is when
 * the machine has slept between two looks at the clock for longer than a post may be late: whoever takes the job up next
 * finds the standstill in the row, since nothing is written over it here.
 */
async function takeSteps(
  context: PipelineContext,
  adapter: ChannelAdapter,
  job: ClaimedJob,
  { attempt, toleranceMinutes, lookedAt }: { attempt: number; toleranceMinutes: number; lookedAt: Temporal.Instant },
): Promise<PublishOutcome | 'lost'> {
  const request = await buildRequest(context, job, attempt);
  if (!request.ok) return blocked(context, job, request.failure);
  const steps = adapter.publisher.publish(request.value, job.progress);
  let lastLook = lookedAt;
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
    const { leaseMs } = context.settings;
    const now = context.clock.now();
    if (isBefore(lastLook.add({ minutes: toleranceMinutes }), now)) return 'lost';
    lastLook = now;
    const { progress, step: name, evidence } = step.value;
    const held = await recordCheckpoint(context.database, job, { progress, step: name, evidence, now, leaseMs });
    if (!held || hasSleptThroughLease(context, now)) return 'lost';
    announceJob(context, job);
  }
}

/** The machine froze while it committed: by now another worker may hold the job, and have drawn its conclusions. */
function hasSleptThroughLease({ clock, settings }: PipelineContext, since: Temporal.Instant): boolean {
  return !isBefore(clock.now(), since.add({ milliseconds: settings.leaseMs }));
}

/** When to ask again what became of an attempt that cannot be taken up right now. */
const ASK_AGAIN_MINUTES = 1;

/**
 * The adapter cannot even be asked: no app, no account, no file. For a new attempt nothing has gone out. One that was
 * left in the middle may have: it waits until the platform can be asked (spec.md 5.4).
 */
function blocked(context: PipelineContext, job: ClaimedJob, failure: Failure): PublishOutcome {
  if (job.statusBefore !== 'publishing') return { kind: 'needsPerson', failure };
  return { kind: 'unknown', failure, askAt: context.clock.now().add({ minutes: ASK_AGAIN_MINUTES }) };
}

const STOPPED_MIDWAY: Failure = {
  failureClass: 'unknown',
  says: { word: 'punctual.stoppedMidway' },
  platformCode: null,
  traceId: null,
  httpStatus: null,
};

const NOT_CONFIGURED: Failure = {
  failureClass: 'permanent',
  says: { word: 'punctual.notConfigured' },
  platformCode: null,
  traceId: null,
  httpStatus: null,
};
