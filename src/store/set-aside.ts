import { sql } from 'kysely';
import type { Attention, EnvironmentFacts } from '../domain/facts.ts';
import { sayReason } from '../domain/last-error.ts';
import type { ClaimedJob } from './claim-due-jobs.ts';
import { json, type DatabaseTransaction } from './database.ts';
import { reassessAround } from './reassess-around.ts';

/** Leaves a job to a person, with the reason. The caller holds the lease (hold-lease.ts). */
export async function setAside(
  transaction: DatabaseTransaction,
  job: Pick<ClaimedJob, 'id' | 'entryId'>,
  how: { attention: Attention; context: { now: Temporal.Instant; environment: EnvironmentFacts } },
): Promise<void> {
  const { now, environment } = how.context;
  await sql`
    UPDATE publish_jobs SET status = 'needs_attention', attention = ${json(how.attention)}, last_error = ${sayReason(how.attention, 'en')},
      unknown_since = CASE WHEN ${how.attention.reason === 'unknown_outcome'}::boolean THEN coalesce(unknown_since, ${now}) END,
      next_attempt_at = NULL, due_at = NULL, leased_until = NULL, leased_by = NULL, lost_claims = 0, updated_at = ${now}
    WHERE id = ${job.id}`.execute(transaction);
  // An order that has stopped gives its place in the day back.
  await reassessAround(transaction, { entryIds: [job.entryId] }, environment, now, [], 'always');
}
