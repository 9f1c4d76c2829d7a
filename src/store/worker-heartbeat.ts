import { sql } from 'kysely';
import type { Database } from './database.ts';
import { takes } from './job-guard.ts';

/** Says that this worker is alive. */
export async function beat(database: Database, workerId: string, now: Temporal.Instant): Promise<void> {
  await sql`
    INSERT INTO worker_heartbeats (worker_id, seen_at) VALUES (${workerId}, ${now})
    ON CONFLICT (worker_id) DO UPDATE SET seen_at = excluded.seen_at`.execute(database);
}

/** Takes back the heartbeats of this worker and of those long gone. */
export async function stopBeating(database: Database, workerId: string, now: Temporal.Instant): Promise<void> {
  await sql`DELETE FROM worker_heartbeats WHERE worker_id = ${workerId} OR seen_at < ${now.subtract({ hours: 24 })}`.execute(
    database,
  );
}

/**
 * Whether any worker gave a sign of life within so many seconds of now. A sign from further ahead is from before the clock
 * was put back, by a worker that may have died since: those alive go by the clock as it is.
 */
export async function isAnyWorkerAlive(database: Database, now: Temporal.Instant, seconds: number): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM worker_heartbeats
    WHERE seen_at > ${now.subtract({ seconds })} AND seen_at < ${now.add({ seconds })} LIMIT 1`.execute(database);
  return rows.length > 0;
}

/**
 * Prolongs the leases of jobs in hand. Those taken away meanwhile are not touched, and a row that somebody holds is passed
 * over: the sign of life, and all other leases, must not wait for whoever froze in the middle of a transaction.
 */
export async function renewLeases(
  database: Database,
  lease: { workerId: string; jobIds: readonly string[]; until: Temporal.Instant },
): Promise<void> {
  await sql`
    UPDATE publish_jobs SET leased_until = ${lease.until}, due_at = ${lease.until} WHERE id IN (
      SELECT id FROM publish_jobs
      WHERE id = ANY(${lease.jobIds}::uuid[]) AND leased_by = ${lease.workerId} AND leased_until IS NOT NULL
      FOR UPDATE SKIP LOCKED)`.execute(database);
}

/** Lets go of those jobs in hand of which no attempt has begun, so that another worker need not wait for their leases. */
export async function releaseUnbegun(
  database: Database,
  claims: { workerId: string; jobIds: readonly string[]; at: Temporal.Instant },
): Promise<void> {
  await sql`
    UPDATE publish_jobs SET due_at = ${claims.at}, leased_until = NULL, leased_by = NULL
    WHERE id = ANY(${claims.jobIds}::uuid[]) AND leased_by = ${claims.workerId} AND leased_until IS NOT NULL AND ${takes('claimed')}`.execute(
    database,
  );
}
