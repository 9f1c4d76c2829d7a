import { sql } from 'kysely';
import type { EnvironmentFacts } from '../domain/facts.ts';
import type { Database } from './database.ts';
import { reassess, type Reassessed } from './reassess.ts';

/**
 * Assesses the entries whose `assess_at` has come, and plans their next look. An entry that is still not ready at a
 * checkpoint is told of again.
 */
export async function assessDueEntries(
  database: Database,
  round: { now: Temporal.Instant; environment: EnvironmentFacts; limit: number },
): Promise<Reassessed[]> {
  return database.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM calendar_entries WHERE assess_at <= ${round.now} ORDER BY assess_at LIMIT ${round.limit} FOR UPDATE SKIP LOCKED`.execute(
      transaction,
    );
    if (rows.length === 0) return [];
    return reassess(transaction, { entryIds: rows.map((row) => row.id) }, round.environment, round.now, 'checkpoint');
  });
}

/** When the next entry wants a look. */
export async function nextAssessmentDue(database: Database): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ at: Temporal.Instant | null }>`
    SELECT min(assess_at) AS at FROM calendar_entries WHERE assess_at IS NOT NULL`.execute(database);
  return rows[0]?.at ?? null;
}
