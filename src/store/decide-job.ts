import { sql } from 'kysely';
import type { JobStatus } from '../contract/job.ts';
import { refuse, type Result } from '../contract/problem.ts';
import { isAfter } from '../domain/clock.ts';
import { refusalOf, stateOf, type JobState } from '../domain/publish-job.ts';
import { say, type Said } from '../domain/said.ts';
import { json, type DatabaseTransaction } from './database.ts';
import { REFUSALS } from './post-checks.ts';
import { recordEventForEntries } from './post-entries.ts';
import type { WriteContext } from './post-fields.ts';
import { reassess } from './reassess.ts';
import { reassessAround } from './reassess-around.ts';

interface JobForDecision {
  id: string;
  entryId: string;
  state: JobState;
  dueAt: Temporal.Instant | null;
}

async function lockJob(
  transaction: DatabaseTransaction,
  context: WriteContext,
  jobId: string,
): Promise<JobForDecision | null> {
  const entry = await sql<{ id: string }>`
    SELECT e.id FROM calendar_entries e JOIN publish_jobs j ON j.calendar_entry_id = e.id
    WHERE j.id = ${jobId} AND j.user_id = ${context.userId} FOR UPDATE OF e`.execute(transaction);
  const { rows } = await sql<{
    status: JobStatus;
    unknown_since: Temporal.Instant | null;
    due_at: Temporal.Instant | null;
  }>`
    SELECT status, unknown_since, due_at FROM publish_jobs WHERE id = ${jobId} AND user_id = ${context.userId} FOR UPDATE`.execute(
    transaction,
  );
  const row = rows[0];
  const entryId = entry.rows[0]?.id;
  if (row === undefined || entryId === undefined) return null;
  const state = stateOf({ status: row.status, unknownSince: row.unknown_since });
  return { id: jobId, entryId, state, dueAt: row.due_at };
}

/** Another try at once, with all its retries. The entry keeps its scheduled time. Asking twice is one wish. */
export async function retryJobNow(
  transaction: DatabaseTransaction,
  context: WriteContext,
  jobId: string,
): Promise<Result<{ entryId: string }>> {
  const job = await lockJob(transaction, context, jobId);
  if (job === null) return refuse('NOT_FOUND', 'There is no such job.');
  const isUnderWay = job.state === 'scheduled' && job.dueAt !== null && !isAfter(job.dueAt, context.now);
  if (isUnderWay) return { ok: true, value: { entryId: job.entryId } };
  const refusal = refusalOf(job.state, 'retriedNow');
  if (refusal !== null) return refuse(refusal, REFUSALS[refusal]);
  await startAfresh(transaction, context, job);
  await recordEventForEntries(transaction, context, [job.entryId], 'retried', {});
  return { ok: true, value: { entryId: job.entryId } };
}

const FOUND_NOTHING: Said = { word: 'punctual.foundNothing' };

/** The creator's word on a post whose outcome the platform could not tell (spec.md 5.4). */
export async function resolveUnknownOutcome(
  transaction: DatabaseTransaction,
  context: WriteContext,
  jobId: string,
  decision: { outcome: 'live' | 'post_again'; permalink?: string | undefined },
): Promise<Result<{ entryId: string }>> {
  const job = await lockJob(transaction, context, jobId);
  if (job === null) return refuse('NOT_FOUND', 'There is no such job.');
  if (job.state !== 'undecided') return refuse('NOT_WAITING_FOR_DECISION', 'Nothing about this post needs a decision.');
  if (decision.outcome === 'live') {
    await sql`
      UPDATE publish_jobs SET status = 'published', unknown_since = NULL, attention = NULL, last_error = NULL, due_at = NULL,
        next_attempt_at = NULL, permalink = coalesce(${decision.permalink ?? null}, permalink), published_at = ${context.now}, updated_at = ${context.now}
      WHERE id = ${job.id}`.execute(transaction);
    await sql`
      UPDATE publish_attempts SET status = 'ok', finished_at = ${context.now}, failure_class = NULL, error_code = NULL, error_message = NULL
      WHERE publish_job_id = ${job.id} AND finished_at IS NULL`.execute(transaction);
    await reassess(transaction, { entryIds: [job.entryId] }, context.environment, context.now);
  } else {
    await sql`
      UPDATE publish_attempts SET status = 'failed', finished_at = ${context.now}, error_message = ${say(FOUND_NOTHING, 'en')},
        response_meta = response_meta || ${json({ says: FOUND_NOTHING })}
      WHERE publish_job_id = ${job.id} AND finished_at IS NULL`.execute(transaction);
    await startAfresh(transaction, context, job);
  }
  await recordEventForEntries(
    transaction,
    context,
    [job.entryId],
    decision.outcome === 'live' ? 'declared_live' : 'declared_not_live',
    {},
  );
  return { ok: true, value: { entryId: job.entryId } };
}

async function startAfresh(
  transaction: DatabaseTransaction,
  context: WriteContext,
  job: JobForDecision,
): Promise<void> {
  await sql`
    UPDATE publish_jobs SET status = 'scheduled', unknown_since = NULL, attention = NULL, last_error = NULL, attempt_count = 0, step = NULL,
      progress = '{}', lost_claims = 0, next_attempt_at = ${context.now}, due_at = ${context.now}, leased_until = NULL, leased_by = NULL,
      lease_token = lease_token + 1, updated_at = ${context.now}
    WHERE id = ${job.id}`.execute(transaction);
  await reassessAround(transaction, { entryIds: [job.entryId] }, context.environment, context.now);
}
