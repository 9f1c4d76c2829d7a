import type { Failure } from '../domain/outcome.ts';
import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import type { PipelineContext } from './context.ts';

/** One log line and the metrics of a turn (spec.md 5.7). Neither a token nor a caption is in reach here. */
export function reportTurn(
  context: PipelineContext,
  job: ClaimedJob,
  turn: { attempt: number; outcome: string; failure: Failure | null; beganAt: Temporal.Instant },
): void {
  const { channel } = job;
  const now = context.clock.now();
  const took = now.since(turn.beganAt);
  const failureClass = turn.failure?.failureClass;
  context.metrics.attempts.inc({ channel, outcome: turn.outcome, failure_class: failureClass ?? 'none' });
  context.metrics.turnSeconds.observe({ channel }, took.total('seconds'));
  if (turn.outcome === 'lost') context.metrics.lostLeases.inc({ channel });
  context.log.info(
    {
      jobId: job.id,
      channel,
      attempt: turn.attempt,
      outcome: turn.outcome,
      failureClass,
      errorCode: turn.failure?.platformCode,
      traceId: turn.failure?.traceId,
      latencyMs: took.total('milliseconds'),
      latenessMs: now.epochMilliseconds - job.scheduledAt.epochMilliseconds,
    },
    'publishing turn',
  );
}
