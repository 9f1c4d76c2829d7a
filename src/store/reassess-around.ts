import { sql } from 'kysely';
import type { EnvironmentFacts } from '../domain/facts.ts';
import type { DatabaseTransaction } from './database.ts';
import { reassess, type Reach, type Reassessed } from './reassess.ts';

/**
 * Like `reassess`, for changes of time: an entry's place in the day counts towards the quota of the ones in the 24
 * hours after it, so those are assessed as well. `vacated` are the instants that entries have left.
 */
export async function reassessAround(
  transaction: DatabaseTransaction,
  reach: Reach,
  environment: EnvironmentFacts,
  now: Temporal.Instant,
  vacated: readonly { userId: string; channel: string; at: Temporal.Instant }[] = [],
): Promise<Reassessed[]> {
  const reached = await reassess(transaction, reach, environment, now);
  const places = [
    ...vacated.map((place) => ({ userId: place.userId, channel: place.channel, at: place.at.toString() })),
    ...reached.flatMap((entry) =>
      entry.scheduledAt === null
        ? []
        : [{ userId: entry.userId, channel: entry.channel, at: entry.scheduledAt.toString() }],
    ),
  ];
  if (places.length === 0) return reached;
  const known = reached.map((entry) => entry.id);
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT e.id FROM calendar_entries e
    JOIN jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS c("userId" uuid, channel text, at timestamptz)
      ON e.user_id = c."userId" AND e.channel = c.channel AND e.scheduled_at >= c.at AND e.scheduled_at < c.at + interval '24 hours'
    WHERE e.id <> ALL(${known}::uuid[]) AND e.readiness <> 'published'`.execute(transaction);
  if (rows.length === 0) return reached;
  const neighbours = await reassess(transaction, { entryIds: rows.map((row) => row.id) }, environment, now);
  return [...reached, ...neighbours];
}
