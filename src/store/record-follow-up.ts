import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import { lossOf } from '../domain/account-verdict.ts';
import { isBefore } from '../domain/clock.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';
import { FIRST_COMMENT_DAYS, type Failure, type FirstComment } from '../domain/outcome.ts';
import type { ClaimedJob } from './claim-due-jobs.ts';
import { json, type Database, type DatabaseTransaction } from './database.ts';
import { holdLease } from './hold-lease.ts';
import { lockAccountWithEntries, loseAccountOf } from './lose-account.ts';
import { reassessAfterDraft } from './reassess-around.ts';
import { reassess } from './reassess.ts';

interface How {
  now: Temporal.Instant;
  environment: EnvironmentFacts;
}

/** What a turn of best-effort work after publication came to. */
export interface FollowedUp {
  externalId: string | null;
  permalink: string | null;
  againAt: Temporal.Instant | null;
  progress: object;
  firstComment?: FirstComment;
  /** Why the account could not be asked, if that says something of it; and when the turn began that asked. */
  failure?: Failure;
  askedAt: Temporal.Instant;
}

/**
 * Writes what best-effort work after publication brought, for the account as well: a login that ended is ended for all
 * its posts. The post stays published whatever comes of it.
 */
export async function recordFollowUp(
  database: Database,
  job: ClaimedJob,
  outcome: FollowedUp,
  how: How,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const loss = outcome.failure === undefined ? null : lossOf(outcome.failure);
    if (loss !== null) await lockAccountWithEntries(transaction, job);
    const held = await holdLease(transaction, job);
    if (held?.status !== 'published') return false;
    if (loss !== null) await loseAccountOf(transaction, job, loss, how, outcome.askedAt);
    // Linked again while it was asked: whoever did that could not wake this job, as it was in hand.
    const isBack = loss !== null && (await isUsable(transaction, job));
    const againAt = isBack ? how.now.add({ minutes: 1 }) : outcome.againAt;
    await sql`
      UPDATE publish_jobs SET permalink = coalesce(${outcome.permalink}, permalink), external_id = coalesce(${outcome.externalId}, external_id),
        progress = ${json(outcome.progress)} WHERE id = ${job.id}`.execute(transaction);
    await putDown(transaction, job, againAt, how);
    if (outcome.firstComment !== undefined && !isBack) await noteComment(transaction, job, outcome.firstComment, how);
    if (outcome.permalink !== null) await reassessAfterDraft(transaction, job.entryId, how.environment, how.now);
    return true;
  });
}

/**
 * The account or a file is gone, so nobody can be asked. What is still owed to the post waits for the account to be
 * linked again; when that comes too late, or `isHopeless`, a first comment that was wanted is said to be missing.
 */
export async function leaveFollowUp(database: Database, job: ClaimedJob, isHopeless: boolean, how: How): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    if ((await holdLease(transaction, job)) === null) return;
    const { rows } = await sql<Owed>`
      SELECT j.published_at, j.permalink IS NULL AS without_link,
        btrim(coalesce(e.payload ->> 'firstComment', '')) <> '' AND coalesce(j.sent -> 'firstComment' ->> 'state', 'waiting') = 'waiting' AS owes_comment
      FROM publish_jobs j JOIN calendar_entries e ON e.id = j.calendar_entry_id WHERE j.id = ${job.id}`.execute(
      transaction,
    );
    const [owed] = rows;
    const end = owed?.published_at?.add({ hours: 24 * FIRST_COMMENT_DAYS }) ?? null;
    const isOwing = owed !== undefined && (owed.owes_comment || owed.without_link);
    const waits = !isHopeless && isOwing && end !== null && isBefore(how.now, end);
    await putDown(transaction, job, waits ? end : null, how);
    if (owed?.owes_comment !== true) return;
    const comment: FirstComment = waits
      ? { state: 'waiting' }
      : { state: 'missing', says: { word: 'punctual.accountUnusableForIt' } };
    await noteComment(transaction, job, comment, how);
  });
}

interface Owed {
  published_at: Temporal.Instant | null;
  without_link: boolean;
  owes_comment: boolean;
}

/** The account can be used again: what its live posts still lack is seen to now. The caller holds the account's lock. */
export async function wakeFollowUps(
  transaction: DatabaseTransaction,
  account: { userId: string; channel: Channel },
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    UPDATE publish_jobs SET due_at = ${now} WHERE id IN (
      SELECT id FROM publish_jobs WHERE user_id = ${account.userId} AND channel = ${account.channel} AND status = 'published'
        AND due_at > ${now} AND leased_until IS NULL FOR UPDATE SKIP LOCKED)`.execute(transaction);
}

async function putDown(
  transaction: DatabaseTransaction,
  job: Pick<ClaimedJob, 'id'>,
  at: Temporal.Instant | null,
  { now }: How,
): Promise<void> {
  await sql`
    UPDATE publish_jobs SET due_at = ${at}::timestamptz, leased_until = NULL, leased_by = NULL, lost_claims = 0, updated_at = ${now}
    WHERE id = ${job.id}`.execute(transaction);
}

async function noteComment(
  transaction: DatabaseTransaction,
  job: Pick<ClaimedJob, 'id' | 'entryId'>,
  firstComment: FirstComment,
  { now, environment }: How,
): Promise<void> {
  await sql`
    UPDATE publish_jobs SET sent = coalesce(sent, '{}') || ${json({ firstComment })} WHERE id = ${job.id}`.execute(
    transaction,
  );
  await reassess(transaction, { entryIds: [job.entryId] }, environment, now);
}

async function isUsable(
  transaction: DatabaseTransaction,
  job: Pick<ClaimedJob, 'userId' | 'channel'>,
): Promise<boolean> {
  const { rows } = await sql`
    SELECT id FROM channel_accounts
    WHERE user_id = ${job.userId} AND channel = ${job.channel} AND unlinked_at IS NULL AND status = 'ok'`.execute(
    transaction,
  );
  return rows.length > 0;
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
