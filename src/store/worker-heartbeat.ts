import { sql } from 'kysely';
import type { Database } from './database.ts';

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
