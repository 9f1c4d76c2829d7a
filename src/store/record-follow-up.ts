import { sql } from 'kysely';
import type { ClaimedJob } from './claim-due-jobs.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';
import { json, type Database } from './database.ts';
import { reassessAfterDraft } from './reassess-around.ts';

/** Writes what best-effort work after publication brought. The post stays published whatever comes of it. */
export async function recordFollowUp(
  database: Database,
  job: Pick<ClaimedJob, 'id' | 'leaseToken' | 'entryId'>,
  outcome: { externalId: string | null; permalink: string | null; againAt: Temporal.Instant | null; progress: object },
  { now, environment }: { now: Temporal.Instant; environment: EnvironmentFacts },
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const { rows } = await sql`
      UPDATE publish_jobs SET permalink = coalesce(${outcome.permalink}, permalink), external_id = coalesce(${outcome.externalId}, external_id),
        progress = ${json(outcome.progress)}, due_at = ${outcome.againAt}::timestamptz, leased_until = NULL, leased_by = NULL,
        lost_claims = 0, updated_at = ${now}
      WHERE id = ${job.id} AND lease_token = ${job.leaseToken} AND status = 'published'
      RETURNING id`.execute(transaction);
    if (rows.length === 1 && outcome.permalink !== null) {
      await reassessAfterDraft(transaction, job.entryId, environment, now);
    }
    return rows.length === 1;
  });
}

/** Gives a claim back untouched, due again at `at`, or never: what cannot be done now, or is not worth another try. */
export async function releaseClaim(
  database: Database,
  job: Pick<ClaimedJob, 'id' | 'leaseToken'>,
  at: Temporal.Instant | null,
): Promise<void> {
  await sql`
    UPDATE publish_jobs SET due_at = ${at}::timestamptz, leased_until = NULL, leased_by = NULL, lost_claims = 0
    WHERE id = ${job.id} AND lease_token = ${job.leaseToken} AND leased_until IS NOT NULL`.execute(database);
}
