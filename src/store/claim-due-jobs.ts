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
  /** Since when nothing has come of it: when it was due, or the last checkpoint of a worker that died since. */
  stillSince: Temporal.Instant;
}

/**
 * A job whose claim was lost this often is suspected of killing its worker. A worker has one such job in hand at most:
 * else the innocent that were in hand beside it would be lost with it as often, and be taken for guilty too.
 */
export const SUSPECT_AFTER = 2;

/**
 * How many of the longest due rows are looked at first: enough, unless accounts with full hands have them all. Ordering
 * a backlog of thousands for every claim would cost more than the work itself.
 */
const FIRST_LOOK = 200;

export interface Claim {
  now: Temporal.Instant;
  leaseMs: number;
  workerId: string;
  limit: number;
  perAccount: number;
  suspects?: 0 | 1;
}

/**
 * Takes up to `limit` jobs that are due, at most `perAccount` of one account at a time (those in hand counted), so
 * that one account's backlog never keeps another waiting, and at most `suspects` suspected ones. Each gets a lease and
 * a new fencing token; rows another worker is taking are passed over. A lease that ran out makes its job due again:
 * `lost_claims` counts those.
 *
 * The job is not yet `publishing`: that is said by `beginAttempt`, when preflight has passed.
 */
export async function claimDueJobs(database: Database, claim: Claim): Promise<ClaimedJob[]> {
  const first = await take(database, claim, FIRST_LOOK);
  const left = claim.limit - first.jobs.length;
  if (left === 0 || first.looked < FIRST_LOOK) return first.jobs;
  const suspects = first.jobs.some((job) => job.lostClaims >= SUSPECT_AFTER) ? 0 : (claim.suspects ?? 1);
  const rest = await take(database, { ...claim, limit: left, suspects }, null);
  return [...first.jobs, ...rest.jobs];
}

/**
 * @param among how many of the longest due rows to choose from; `null`: all of them
 * @returns the claimed, and how many rows there were to choose from
 */
async function take(
  database: Database,
  claim: Claim,
  among: number | null,
): Promise<{ jobs: ClaimedJob[]; looked: number }> {
  const leasedUntil = claim.now.add({ milliseconds: claim.leaseMs });
  // A leased row is due when its lease ends, so the index on due_at finds what is in hand as well.
  const lastLeaseEnd = claim.now.add({ milliseconds: 2 * claim.leaseMs });
  const { rows } = await sql<ClaimedRow | (Record<Exclude<keyof ClaimedRow, 'looked'>, null> & { looked: number })>`
    WITH in_hand AS (
      SELECT user_id, channel, count(*) AS held FROM publish_jobs
      WHERE due_at > ${claim.now} AND due_at <= ${lastLeaseEnd} AND leased_until > ${claim.now} GROUP BY user_id, channel
    ), longest_due AS (
      SELECT id, user_id, channel, due_at, lost_claims >= ${SUSPECT_AFTER} AS suspect FROM publish_jobs
      WHERE due_at <= ${claim.now} ORDER BY due_at, id LIMIT ${among}::int
    ), due AS (
      SELECT j.id, j.due_at, j.suspect,
        row_number() OVER (PARTITION BY j.user_id, j.channel ORDER BY j.due_at, j.id) + coalesce(h.held, 0) AS place,
        row_number() OVER (PARTITION BY j.suspect ORDER BY j.due_at, j.id) AS nth
      FROM longest_due j LEFT JOIN in_hand h ON h.user_id = j.user_id AND h.channel = j.channel
    ), chosen AS (
      SELECT j.id, j.due_at, j.leased_until FROM publish_jobs j
      WHERE j.id IN (SELECT id FROM due WHERE place <= ${claim.perAccount} AND (NOT suspect OR nth <= ${claim.suspects ?? 1})
          ORDER BY due_at, id LIMIT ${claim.limit})
        AND j.due_at <= ${claim.now}
      FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE publish_jobs j SET leased_until = ${leasedUntil}, leased_by = ${claim.workerId}, lease_token = j.lease_token + 1,
        due_at = ${leasedUntil}, lost_claims = CASE WHEN chosen.leased_until IS NULL THEN j.lost_claims ELSE j.lost_claims + 1 END,
        still_since = CASE WHEN chosen.leased_until IS NULL THEN chosen.due_at ELSE coalesce(j.still_since, chosen.due_at) END
      FROM chosen WHERE j.id = chosen.id
      RETURNING j.id, j.calendar_entry_id, j.user_id, j.channel, j.scheduled_at, j.status, j.attempt_count, j.unknown_since,
        j.progress, j.lease_token, j.lost_claims, j.still_since
    )
    SELECT seen.looked, claimed.* FROM (SELECT count(*)::int AS looked FROM longest_due) seen LEFT JOIN claimed ON true`.execute(
    database,
  );
  // One row at least, with nothing but the number where nothing was claimed.
  const jobs = rows.flatMap((row) => (row.id === null ? [] : [jobOf(row)]));
  return { jobs, looked: rows[0]?.looked ?? 0 };
}

function jobOf(row: ClaimedRow): ClaimedJob {
  return {
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
    stillSince: row.still_since,
  };
}

interface ClaimedRow {
  looked: number;
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
  still_since: Temporal.Instant;
}

/** When the next row falls due, or `null` when none is waiting. */
export async function nextDueAt(database: Database): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ due_at: Temporal.Instant | null }>`
    SELECT min(due_at) AS due_at FROM publish_jobs WHERE due_at IS NOT NULL`.execute(database);
  return rows[0]?.due_at ?? null;
}
