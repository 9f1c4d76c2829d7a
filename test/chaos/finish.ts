import { sql } from 'kysely';
import { Registry } from 'prom-client';
import { join } from 'node:path';
import type { controlsOf } from '../../sandbox/testing/temporary-sandbox.ts';
import type { JobStatus } from '../../src/contract/job.ts';
import { readConfig } from '../../src/main/config.ts';
import { layFoundation, type Foundation } from '../../src/main/foundation.ts';
import { DEFAULT_WORKER_SETTINGS, type PipelineContext } from '../../src/pipeline/context.ts';
import { createPipelineMetrics } from '../../src/pipeline/metrics.ts';
import { workOnJob } from '../../src/pipeline/work-on-job.ts';
import { claimDueJobs } from '../../src/store/claim-due-jobs.ts';
import { later } from '../../src/domain/clock.ts';
import { VirtualClock } from '../support/clock.ts';

/** How one post ended, by its caption. */
export interface Ending {
  status: JobStatus;
  unknown: boolean;
  reason: string | null;
  lastError: string | null;
}

const LONGEST_HOURS = 30;

/**
 * Does what a worker would do in the hours to come, with both clocks moved on: finding out what became of an unclear
 * post takes minutes, a retry five more. Nothing is killed any more; what is tested lies behind.
 */
export async function finishInHaste(
  environment: Readonly<Record<string, string>>,
  sandbox: ReturnType<typeof controlsOf>,
): Promise<Map<string, Ending>> {
  const config = readConfig({ ...environment, LOG_LEVEL: 'silent' });
  if (!config.ok) throw new Error(config.problems.join('\n'));
  const clock = new VirtualClock(Temporal.Now.instant());
  const foundation = await layFoundation(config.config, { migrate: false, clock });
  try {
    const context = contextOf(foundation);
    const last = clock.now().add({ hours: LONGEST_HOURS });
    for (;;) {
      await workOnAllDue(context);
      const next = await nextUnfinished(foundation);
      if (next === null || Temporal.Instant.compare(next, last) > 0) break;
      // What is due and was not taken belongs to an account whose hands are full, of a worker that is gone: its lease runs out.
      const instant = later(next, clock.now().add({ seconds: 1 }));
      await sandbox.advance(instant.since(clock.now()).toString());
      await clock.advanceTo(instant);
    }
    return await endingsOf(foundation);
  } finally {
    await foundation.close();
  }
}

async function workOnAllDue(context: PipelineContext): Promise<void> {
  for (;;) {
    const { leaseMs, perAccount, concurrency } = context.settings;
    const claim = { now: context.clock.now(), leaseMs, workerId: context.workerId, limit: concurrency, perAccount };
    const jobs = await claimDueJobs(context.database, claim);
    if (jobs.length === 0) return;
    await Promise.all(jobs.map((job) => workOnJob(context, job)));
  }
}

async function nextUnfinished({ database }: Foundation): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ due: Temporal.Instant | null }>`
    SELECT min(due_at) AS due FROM publish_jobs WHERE due_at IS NOT NULL AND status <> 'published'`.execute(database);
  return rows[0]?.due ?? null;
}

async function endingsOf({ database }: Foundation): Promise<Map<string, Ending>> {
  const { rows } = await sql<Ending & { caption: string }>`
    SELECT p.caption, j.status, j.unknown_since IS NOT NULL AS unknown, j.attention ->> 'reason' AS reason, j.last_error AS "lastError"
    FROM posts p JOIN calendar_entries e ON e.post_id = p.id JOIN publish_jobs j ON j.calendar_entry_id = e.id`.execute(
    database,
  );
  return new Map(rows.map(({ caption, ...ending }) => [caption, ending]));
}

function contextOf(foundation: Foundation): PipelineContext {
  const { database, clock, log, channels, environment, keyRing, mediaStore, mediaUrlKey, publicUrl } = foundation;
  return {
    database,
    clock,
    log,
    channels,
    environment,
    keyRing,
    mediaStore,
    mediaUrlKey,
    publicUrl,
    testReach: foundation.testReach,
    uploadsFolder: join(foundation.dataDirectory, 'uploads'),
    announce: () => undefined,
    metrics: createPipelineMetrics(new Registry()),
    random: () => 0.5,
    workerId: 'chaos',
    settings: DEFAULT_WORKER_SETTINGS,
  };
}
