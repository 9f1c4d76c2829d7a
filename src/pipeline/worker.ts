import { isBefore } from '../domain/clock.ts';
import { claimDueJobs, nextDueAt, SUSPECT_AFTER, type ClaimedJob } from '../store/claim-due-jobs.ts';
import { nextAssessmentDue } from '../store/assess-due-entries.ts';
import { releaseClaim } from '../store/record-follow-up.ts';
import { beat, releaseUnbegun, renewLeases, stopBeating } from '../store/worker-heartbeat.ts';
import { assessDueEntries, noteSetUp } from './assess-due-entries.ts';
import { checkReach } from './check-reach.ts';
import { checkTokens } from './check-tokens.ts';
import type { PipelineContext } from './context.ts';
import { keepHouse } from './keep-house.ts';
import { mailDueDigests } from './mail-digest.ts';
import { readDueInsights } from './read-due-insights.ts';
import { refreshDueTokens } from './refresh-tokens.ts';
import { takeFigures } from './take-figures.ts';
import { workOnJob } from './work-on-job.ts';

/** The longest sleep: what a missed hint costs (stack.md, "Due work"). */
const LONGEST_SLEEP_MS = 5_000;
/** What is due and cannot be taken (its account has full hands, another worker holds it) must not make this spin. */
const PAUSE_BEFORE_THE_UNTAKEABLE_MS = 250;
const HEARTBEAT_MS = 5_000;
const HOUSEKEEPING_MINUTES = 60;
/** How long a stopping worker waits for what is in flight before it lets go (spec.md: SIGTERM within 10 s). */
const STOP_PATIENCE_MS = 8_000;

export interface Worker {
  /** Something may have become due sooner than known; looks at once. */
  wake(): void;
  /** Finishes what is in flight within 8 seconds; else releases what is not begun, leaves the rest to its lease, and stops. */
  stop(): Promise<void>;
}

/**
 * The worker: looks for due rows, works on as many at once as it may, sleeps until the next one. Everything that must
 * happen later is a row with a due time, so a worker holds nothing that its death could lose.
 */
export function startWorker(context: PipelineContext): Worker {
  const stopping = new AbortController();
  let waking = new AbortController();
  let houseDueAt = context.clock.now();
  const inHand = new Map<string, { job: ClaimedJob; work: Promise<void> }>();

  const wake = (): void => waking.abort();
  stopping.signal.addEventListener('abort', wake);

  const takeUp = (job: ClaimedJob): void => {
    const work = workOnJob(context, job)
      .catch((error: unknown) => {
        // A bug, or the database gone in mid-attempt. The row says how far it got; its lease brings it back.
        context.log.error({ jobId: job.id, err: error }, 'work on a job failed unexpectedly');
      })
      .finally(() => {
        inHand.delete(job.id);
        context.metrics.inHand.set(inHand.size);
        wake();
      });
    inHand.set(job.id, { job, work });
    context.metrics.inHand.set(inHand.size);
  };

  const round = async (now: Temporal.Instant): Promise<void> => {
    const free = context.settings.concurrency - inHand.size;
    if (free <= 0) return;
    const { leaseMs, perAccount } = context.settings;
    const claimed = await claimDueJobs(context.database, {
      now,
      leaseMs,
      workerId: context.workerId,
      limit: free,
      perAccount,
      suspects: [...inHand.values()].some(({ job }) => job.lostClaims >= SUSPECT_AFTER) ? 0 : 1,
    });
    for (const job of claimed) {
      if (!stopping.signal.aborted) takeUp(job);
      // Told to stop while it was being claimed: whoever is left begins it.
      else await releaseClaim(context.database, job, now);
    }
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      waking = new AbortController();
      const lookedAt = context.clock.now();
      try {
        await round(lookedAt);
      } catch (error) {
        context.log.error({ err: error }, 'the worker could not look for due work; it tries again');
      }
      if (stopping.signal.aborted) break;
      await context.clock.waitUntil(await nextLook(context, inHand.size, lookedAt), waking.signal);
    }
  };

  // Beside the loop above, not in it: a caretaker may wait for a platform or a mail server, and no post may wait for that.
  const tending = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const lookedAt = context.clock.now();
      const isHouseDue = !isBefore(lookedAt, houseDueAt);
      if (isHouseDue) houseDueAt = lookedAt.add({ minutes: HOUSEKEEPING_MINUTES });
      await tend(context, isHouseDue);
      await context.clock.waitUntil(await nextTending(context, lookedAt), stopping.signal);
    }
  };

  const heart = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const now = context.clock.now();
        await beat(context.database, context.workerId, now);
        const until = now.add({ milliseconds: context.settings.leaseMs });
        await renewLeases(context.database, { workerId: context.workerId, jobIds: [...inHand.keys()], until });
      } catch (error) {
        context.log.error({ err: error }, 'the worker could not give a sign of life');
      }
      await context.clock.waitUntil(context.clock.now().add({ milliseconds: HEARTBEAT_MS }), stopping.signal);
    }
  };

  const running = Promise.all([loop(), heart(), tending()]);
  return {
    wake,
    stop: async () => {
      stopping.abort();
      const landed = running.then(() => Promise.all([...inHand.values()].map((flight) => flight.work)));
      const patience = context.clock.waitUntil(context.clock.now().add({ milliseconds: STOP_PATIENCE_MS }));
      await Promise.race([landed, patience]);
      // What is being sent is not released: its call may yet work. Its lease runs out, and then the platform is asked.
      await releaseUnbegun(context.database, {
        workerId: context.workerId,
        jobIds: [...inHand.keys()],
        at: context.clock.now(),
      });
      await stopBeating(context.database, context.workerId, context.clock.now());
    },
  };
}

/** The caretakers, each a due query and one named function; one that fails does not keep the others from theirs. */
async function tend(context: PipelineContext, isHouseDue: boolean): Promise<void> {
  const caretakers: Record<string, () => Promise<unknown>> = {
    ...(isHouseDue ? { checkTokens: () => checkTokens(context), noteSetUp: () => noteSetUp(context) } : {}),
    checkReach: () => checkReach(context),
    assessDueEntries: () => assessDueEntries(context),
    refreshDueTokens: () => refreshDueTokens(context),
    mailDueDigests: () => mailDueDigests(context),
    readDueInsights: () => readDueInsights(context),
    takeFigures: () => takeFigures(context),
    ...(isHouseDue ? { keepHouse: () => keepHouse(context) } : {}),
  };
  for (const [caretaker, work] of Object.entries(caretakers)) {
    try {
      await work();
    } catch (error) {
      context.metrics.caretakerFailures.inc({ caretaker });
      context.log.error({ caretaker, err: error }, 'a caretaker failed; it comes round again');
    }
  }
}

async function nextLook(
  context: PipelineContext,
  inHand: number,
  lookedAt: Temporal.Instant,
): Promise<Temporal.Instant> {
  // With full hands the next look comes when one is free.
  const isFull = inHand >= context.settings.concurrency;
  return soon(context, lookedAt, () => (isFull ? Promise.resolve(null) : nextDueAt(context.database)));
}

function nextTending(context: PipelineContext, lookedAt: Temporal.Instant): Promise<Temporal.Instant> {
  return soon(context, lookedAt, () => nextAssessmentDue(context.database));
}

/** When it is worth looking again: at the due instant; later where that was seen and could not be taken; now and then. */
async function soon(
  { clock }: PipelineContext,
  lookedAt: Temporal.Instant,
  readDue: () => Promise<Temporal.Instant | null>,
): Promise<Temporal.Instant> {
  const latest = clock.now().add({ milliseconds: LONGEST_SLEEP_MS });
  try {
    const due = await readDue();
    if (due === null || !isBefore(due, latest)) return latest;
    return isBefore(lookedAt, due) ? due : clock.now().add({ milliseconds: PAUSE_BEFORE_THE_UNTAKEABLE_MS });
  } catch {
    // The database is away; the next round says so.
    return latest;
  }
}
