import type { FailureClass } from '../../contract/job.ts';
import { later } from '../../domain/clock.ts';
import type { AdapterTools } from '../adapter.ts';
import type { Pause } from './error-catalogue.ts';
import { afterAMinute } from './errors.ts';
import { nextPollAt } from './poll-times.ts';

/** When to ask again after a question that was not answered: as planned, or later where TikTok or a token needs time. */
export function laterOf(
  tools: Pick<AdapterTools, 'clock' | 'random'>,
  since: string,
  failureClass: FailureClass,
  pause: Pause,
): Temporal.Instant {
  const planned = nextPollAt(Temporal.Instant.from(since), tools.clock.now());
  if (pause === 'minute') return later(planned, afterAMinute(tools));
  // Time for the worker to refresh the token, or for the creator to link again.
  return failureClass === 'token' ? later(planned, tools.clock.now().add({ minutes: 5 })) : planned;
}
