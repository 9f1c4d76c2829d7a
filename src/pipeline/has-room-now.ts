import type { ChannelAdapter } from '../channels/adapter.ts';
import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import { releaseClaim } from '../store/record-follow-up.ts';
import { reserveAttempt } from '../store/reserve-attempt.ts';
import type { PipelineContext } from './context.ts';

/**
 * Whether the platform lets another attempt of this account begin now. If not, the job is given back until there is
 * room: posts of one minute are spread only as far as the platform's own window asks (spec.md 5; tiktok.md 5.1).
 */
export async function hasRoomNow(context: PipelineContext, adapter: ChannelAdapter, job: ClaimedJob): Promise<boolean> {
  const window = adapter.publisher.attemptsWindow;
  if (window === null) return true;
  const now = context.clock.now();
  const freeAt = await reserveAttempt(context.database, { userId: job.userId, channel: job.channel }, window, now);
  if (freeAt === null) return true;
  await releaseClaim(context.database, job, freeAt);
  context.log.info(
    { jobId: job.id, channel: job.channel, until: freeAt.toString() },
    'no room in the platform’s window yet',
  );
  return false;
}
