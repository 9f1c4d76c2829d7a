import type { Failure } from '../domain/outcome.ts';
import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import type { PipelineContext } from './context.ts';

/** One log line and the metrics of a turn (spec.md 5.7). Neither a token nor a caption is in reach here. */
export function reportTurn(
  context: PipelineContext,
  job: ClaimedJob,
  turn: { attempt: number; outcome: string; failure: Failure | null },
): void {
  const now = context.clock.now();
  const latenessMs = now.epochMilliseconds - job.scheduledAt.epochMilliseconds;
  context.metrics.attempts.inc({
    channel: job.channel,
    outcome: turn.outcome,
    failure_class: turn.failure?.failureClass ?? 'none',
  });
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
