import { sql } from 'kysely';
import type { ClaimedJob } from './claim-due-jobs.ts';
import { json, type Database } from './database.ts';

/**
 * Writes down how far an attempt got, and renews the lease. Committed before the platform is called again, so that
 * whoever takes over knows of everything that may have happened. `false`: another worker holds the job now, and the
 * caller must not take another step.
 */
export async function recordCheckpoint(
  database: Database,
  job: Pick<ClaimedJob, 'id' | 'leaseToken'>,
  checkpoint: { progress: object; step: string; evidence?: object | undefined; now: Temporal.Instant; leaseMs: number },
): Promise<boolean> {
  const leasedUntil = checkpoint.now.add({ milliseconds: checkpoint.leaseMs });
  const evidence = { ...checkpoint.evidence, lastStep: checkpoint.step };
  const { rows } = await sql`
    WITH held AS (
      UPDATE publish_jobs SET progress = ${json(checkpoint.progress)}, step = ${checkpoint.step},
        leased_until = ${leasedUntil}, due_at = ${leasedUntil}, still_since = ${checkpoint.now}, updated_at = ${checkpoint.now}
      WHERE id = ${job.id} AND lease_token = ${job.leaseToken} AND leased_until IS NOT NULL
      RETURNING id, attempt_count
    ), noted AS (
      UPDATE publish_attempts a SET response_meta = a.response_meta || ${json(evidence)}
      FROM held WHERE a.publish_job_id = held.id AND a.number = held.attempt_count AND a.finished_at IS NULL
    )
    SELECT id FROM held`.execute(database);
  return rows.length === 1;
}
