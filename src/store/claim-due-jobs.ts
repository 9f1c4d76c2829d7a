import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { JobStatus } from '../contract/job.ts';
import type { Database } from './database.ts';

/** A job that this worker alone may work on until `leasedUntil`, as long as it shows `leaseToken`. */
export interface ClaimedJob {
  id: string;
  entryId: string;
  userId: string;
  channel: Channel;
  scheduledAt: Temporal.Instant;
  /** As it was before the claim; `scheduled` and `failed` have become `publishing`. */
  statusBefore: JobStatus;
  attemptCount: number;
  unknownSince: Temporal.Instant | null;
  progress: Record<string, unknown>;
  leaseToken: number;
  lostClaims: number;
  dueAt: Temporal.Instant;
}

/**
 * A job whose claim was lost this often is suspected of killing its worker. A worker has one such job in hand at most:
 * else the innocent that were in hand beside it would be lost with it as often, and be taken for guilty too.
 */
export const SUSPECT_AFTER = 2;

/**
 * Takes up to `limit` jobs that are due, at most `perAccount` of one account at a time (those in hand counted), so
 * that one account's backlog never keeps another waiting, and at most `suspects` suspected ones. Each gets a lease and a new fencing token; rows another
 * worker is taking are passed over. A lease that ran out makes its job due again: `lost_claims` counts those.
 *
 * The job is not yet `publishing`: that is said by `beginAttempt`, when preflight has passed.
 */
export async function claimDueJobs(
  database: Database,
  claim: {
    now: Temporal.Instant;
    leaseMs: number;
    workerId: string;
    limit: number;
    perAccount: number;
    suspects?: 0 | 1;
  },
): Promise<ClaimedJob[]> {
  const leasedUntil = claim.now.add({ milliseconds: claim.leaseMs });
  const { rows } = await sql<ClaimedRow>`
    WITH in_hand AS (
      SELECT user_id, channel, count(*) AS held FROM publish_jobs WHERE leased_until > ${claim.now} GROUP BY user_id, channel
    ), due AS (
      SELECT j.id, j.due_at, row_number() OVER (PARTITION BY j.user_id, j.channel ORDER BY j.due_at, j.id) + coalesce(h.held, 0) AS place,
        j.lost_claims >= ${SUSPECT_AFTER} AS suspect, row_number() OVER (PARTITION BY j.lost_claims >= ${SUSPECT_AFTER} ORDER BY j.due_at, j.id) AS nth
      FROM publish_jobs j LEFT JOIN in_hand h ON h.user_id = j.user_id AND h.channel = j.channel
      WHERE j.due_at <= ${claim.now}
    ), chosen AS (
      SELECT j.id, j.due_at, j.leased_until FROM publish_jobs j
      WHERE j.id IN (SELECT id FROM due WHERE place <= ${claim.perAccount} AND (NOT suspect OR nth <= ${claim.suspects ?? 1})
          ORDER BY due_at, id LIMIT ${claim.limit})
        AND j.due_at <= ${claim.now}
      FOR UPDATE SKIP LOCKED
    )
    UPDATE publish_jobs j SET leased_until = ${leasedUntil}, leased_by = ${claim.workerId}, lease_token = j.lease_token + 1,
      due_at = ${leasedUntil}, lost_claims = CASE WHEN chosen.leased_until IS NULL THEN j.lost_claims ELSE j.lost_claims + 1 END
    FROM chosen WHERE j.id = chosen.id
    RETURNING j.id, j.calendar_entry_id, j.user_id, j.channel, j.scheduled_at, j.status, j.attempt_count, j.unknown_since,
      j.progress, j.lease_token, j.lost_claims, chosen.due_at`.execute(database);
  return rows.map((row) => ({
    id: row.id,
    entryId: row.calendar_entry_id,
    userId: row.user_id,
    channel: row.channel,
    scheduledAt: row.scheduled_at,
    statusBefore: row.status,
    attemptCount: row.attempt_count,
    unknownSince: row.unknown_since,
    progress: row.progress,
    leaseToken: row.lease_token,
    lostClaims: row.lost_claims,
    dueAt: row.due_at,
  }));
}

interface ClaimedRow {
  id: string;
  calendar_entry_id: string;
  user_id: string;
  channel: Channel;
  scheduled_at: Temporal.Instant;
  status: JobStatus;
  attempt_count: number;
  unknown_since: Temporal.Instant | null;
  progress: Record<string, unknown>;
  lease_token: number;
  lost_claims: number;
  due_at: Temporal.Instant;
}

/** When the next row falls due, or `null` when none is waiting. */
export async function nextDueAt(database: Database): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ due_at: Temporal.Instant | null }>`
    SELECT min(due_at) AS due_at FROM publish_jobs WHERE due_at IS NOT NULL`.execute(database);
  return rows[0]?.due_at ?? null;
}
