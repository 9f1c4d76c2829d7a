import type { Attention } from '../domain/facts.ts';
import { stateOf } from '../domain/publish-job.ts';
import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import { holdLease } from '../store/hold-lease.ts';
import { leaveFollowUp } from '../store/record-follow-up.ts';
import { setAside } from '../store/set-aside.ts';
import { announceJob } from './announce.ts';
import { confirmOne } from './confirm-one.ts';
import type { PipelineContext } from './context.ts';
import { followUpOne } from './follow-up-one.ts';
import { publishOne } from './publish-one.ts';
import { reportTurn } from './report-turn.ts';

/** A job whose claims end without a word this often is not tried again: it is what kills the worker. */
const MOST_LOST_CLAIMS = 5;

/** Does for a claimed job what its state asks for. */
export async function workOnJob(context: PipelineContext, job: ClaimedJob): Promise<void> {
  if (job.lostClaims > 0) context.metrics.takenOver.inc({ channel: job.channel });
  if (job.lostClaims >= MOST_LOST_CLAIMS) return setPoisonedJobAside(context, job);
  const state = stateOf({ status: job.statusBefore, unknownSince: job.unknownSince });
  switch (state) {
    case 'scheduled':
    case 'retrying':
    case 'sending':
      await publishOne(context, job);
      return;
    case 'confirming':
      await confirmOne(context, job);
      return;
    case 'published':
      await followUpOne(context, job);
      return;
    case 'needs_attention':
    case 'undecided':
      return;
  }
}

/**
 * Takes a job that keeps ending workers out of the way of all others. If it was being sent, it may be live: then a
 * person decides, as with any unknown outcome.
 */
async function setPoisonedJobAside(context: PipelineContext, job: ClaimedJob): Promise<void> {
  // What is live stays live: only what would still have been learnt of it is given up.
  if (job.statusBefore === 'published') {
    const how = { now: context.clock.now(), environment: context.environment() };
    return leaveFollowUp(context.database, job, true, how);
  }
  const mayBeLive = job.statusBefore === 'publishing' || job.unknownSince !== null;
  const attention: Attention = {
    reason: mayBeLive ? 'unknown_outcome' : 'worker_crashed',
    failureClass: mayBeLive ? 'unknown' : 'permanent',
    says: { word: 'punctual.stoppedWorker' },
    platformCode: null,
  };
  await context.database.transaction().execute(async (transaction) => {
    if ((await holdLease(transaction, job)) === null) return;
    await setAside(transaction, job, {
      attention,
      context: { now: context.clock.now(), environment: context.environment() },
    });
  });
  context.log.error(
    { jobId: job.id, channel: job.channel, lostClaims: job.lostClaims },
    'a job that keeps stopping the worker was set aside',
  );
  announceJob(context, job);
  reportTurn(context, job, {
    attempt: job.attemptCount,
    outcome: 'set_aside',
    failure: null,
    beganAt: context.clock.now(),
  });
}
