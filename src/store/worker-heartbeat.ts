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

/** When any worker was seen last. */
export async function lastBeat(database: Database): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{
    seen_at: Temporal.Instant | null;
  }>`SELECT max(seen_at) AS seen_at FROM worker_heartbeats`.execute(database);
  return rows[0]?.seen_at ?? null;
}

/** Prolongs the leases of jobs in hand. Those taken away meanwhile are not touched. */
export async function renewLeases(
  database: Database,
  lease: { workerId: string; jobIds: readonly string[]; until: Temporal.Instant },
): Promise<void> {
  await sql`
    UPDATE publish_jobs SET leased_until = ${lease.until}, due_at = ${lease.until}
    WHERE id = ANY(${lease.jobIds}::uuid[]) AND leased_by = ${lease.workerId} AND leased_until IS NOT NULL`.execute(
    database,
  );
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
