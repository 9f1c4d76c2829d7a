import { isAfter } from '../domain/clock.ts';
import type { ConfirmOutcome, Failure } from '../domain/outcome.ts';
import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import { recordConfirmOutcome, type Recorded } from '../store/record-outcome.ts';
import { releaseClaim } from '../store/record-follow-up.ts';
import { announceJob } from './announce.ts';
import { buildRequest } from './build-request.ts';
import { learnFromSuccess } from './look-afresh.ts';
import type { PipelineContext } from './context.ts';
import { reportTurn } from './report-turn.ts';

/** Until then the question cannot be asked: no account, no app. Relinking makes it possible again. */
const ASK_AGAIN_MINUTES = 10;

/** Asks the platform what became of an unclear publish, and writes down the answer. Sends nothing (spec.md 5.4). */
export async function confirmOne(context: PipelineContext, job: ClaimedJob): Promise<Recorded> {
  const askedAt = context.clock.now();
  const report = (outcome: string, failure: Failure | null): void =>
    reportTurn(context, job, { attempt: job.attemptCount, outcome, failure, beganAt: askedAt });
  const adapter = context.channels[job.channel];
  const request = adapter === null ? null : await buildRequest(context, job, job.attemptCount);
  if (adapter === null || request === null || !request.ok) {
    if (isAskedForTooLong(context, job)) return leaveToPerson(context, job, report);
    await releaseClaim(context.database, job, context.clock.now().add({ minutes: ASK_AGAIN_MINUTES }));
    report('confirm_postponed', null);
    return 'confirming';
  }
  const { outcome, progress } = await adapter.publisher.confirm(request.value, job.progress);
  const recorded = await recordConfirmOutcome(context.database, job, outcome, progress, {
    now: context.clock.now(),
    environment: context.environment(),
    askedAt,
  });
  announceJob(context, job);
  if (recorded === 'published') await learnFromSuccess(context, job);
  report(turnOf(recorded, outcome), ('failure' in outcome ? outcome.failure : null) ?? null);
  return recorded;
}

/** What the answer came to; where the post then ends with a person it counts among all that do. */
function turnOf(recorded: Recorded, answer: ConfirmOutcome): string {
  const isOver = recorded === 'needs_attention' && answer.kind === 'notLive';
  return recorded === 'lost' || recorded === 'missed' || isOver ? recorded : `confirm_${answer.kind}`;
}

/** After this long without a way to ask, a person who can look at the platform knows more than we ever will. */
const LONGEST_QUESTION_HOURS = 24;

function isAskedForTooLong(context: PipelineContext, job: ClaimedJob): boolean {
  return (
    job.unknownSince !== null && isAfter(context.clock.now(), job.unknownSince.add({ hours: LONGEST_QUESTION_HOURS }))
  );
}

async function leaveToPerson(
  context: PipelineContext,
  job: ClaimedJob,
  report: (outcome: string, failure: Failure | null) => void,
): Promise<Recorded> {
  const failure: Failure = {
    failureClass: 'unknown',
    says: { word: 'punctual.askedForADay' },
    platformCode: null,
    traceId: null,
    httpStatus: null,
  };
  const outcome = { kind: 'personDecides' as const, failure, candidates: [] };
  const recorded = await recordConfirmOutcome(context.database, job, outcome, job.progress, {
    now: context.clock.now(),
    environment: context.environment(),
  });
  announceJob(context, job);
  report(turnOf(recorded, outcome), failure);
  return recorded;
}
