import { sql } from 'kysely';
import type { Database } from './database.ts';

/** How many jobs are due and in nobody's hands, and since when the first of them waits. */
export async function queueFigures(
  database: Database,
  now: Temporal.Instant,
): Promise<{ due: number; oldestDueAt: Temporal.Instant | null }> {
  const { rows } = await sql<{ due: number; oldest: Temporal.Instant | null }>`
    SELECT count(*)::int AS due, min(due_at) AS oldest FROM publish_jobs WHERE due_at <= ${now}`.execute(database);
  return { due: rows[0]?.due ?? 0, oldestDueAt: rows[0]?.oldest ?? null };
}
