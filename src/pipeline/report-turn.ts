import type { Failure } from '../domain/outcome.ts';
import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import type { PipelineContext } from './context.ts';

/** One log line and the metrics of a turn (spec.md 5.7). Neither a token nor a caption is in reach here. */
export function reportTurn(
  context: PipelineContext,
  job: ClaimedJob,
  turn: { attempt: number; outcome: string; failure: Failure | null; beganAt?: Temporal.Instant },
): void {
  const now = context.clock.now();
  const latenessMs = now.epochMilliseconds - job.scheduledAt.epochMilliseconds;
  context.metrics.attempts.inc({
    channel: job.channel,
    outcome: turn.outcome,
    failure_class: turn.failure?.failureClass ?? 'none',
  });
  if (turn.beganAt !== undefined) {
    const { beganAt } = turn;
    context.metrics.turnSeconds.observe({ channel: job.channel }, now.since(beganAt).total('seconds'));
    // Late is what begins late: how long the platform takes then is its own matter.
    if (turn.attempt === 1 && job.statusBefore === 'scheduled') {
      context.metrics.lateness.observe({ channel: job.channel }, beganAt.since(job.scheduledAt).total('seconds'));
    }
  }
  context.log.info(
    {
      jobId: job.id,
      channel: job.channel,
      attempt: turn.attempt,
      outcome: turn.outcome,
      failureClass: turn.failure?.failureClass,
      errorCode: turn.failure?.platformCode,
      traceId: turn.failure?.traceId,
      latenessMs,
    },
    'publishing turn',
  );
}
