import { sql } from 'kysely';
import type { FailureClass } from '../contract/job.ts';
import type { Attention, EnvironmentFacts } from '../domain/facts.ts';
import type { Candidate, ConfirmOutcome, Failure, PublishOutcome } from '../domain/outcome.ts';
import { lossOf, provesUnaudited, suspensionHours } from '../domain/account-verdict.ts';
import { isAfter, later } from '../domain/clock.ts';
import { nextAttemptAt } from '../domain/retry-schedule.ts';
import { stateOf } from '../domain/publish-job.ts';
import { say } from '../domain/said.ts';
import type { ClaimedJob } from './claim-due-jobs.ts';
import { json, type Database, type DatabaseTransaction } from './database.ts';
import { holdLease } from './hold-lease.ts';
import { latestSending } from './late-tolerance.ts';
import { lockAccountWithEntries, loseAccountOf } from './lose-account.ts';
import { reassessAfterDraft } from './reassess-around.ts';
import { reassess } from './reassess.ts';
import { setAside } from './set-aside.ts';
import { noteSuspensionOf, noteUnaudited, type Suspension } from './store-capabilities.ts';

export interface RecordContext {
  now: Temporal.Instant;
  environment: EnvironmentFacts;
  /** When the turn began that asked the platform; absent: when the attempt did. */
  askedAt?: Temporal.Instant;
}

/** What became of the row, for logs and metrics; `lost`: the lease was gone and nothing was written. */
export type Recorded = 'published' | 'waiting' | 'retrying' | 'confirming' | 'needs_attention' | 'missed' | 'lost';

/**
 * Writes the outcome of one turn of publishing: job, attempt, readiness, in one transaction that checks the expected
 * state and the fencing token. A worker whose lease ran out writes nothing, whatever it believes to have done; the
 * next one finds the recorded intent and asks the platform.
 */
export async function recordPublishOutcome(
  database: Database,
  job: ClaimedJob,
  outcome: PublishOutcome,
  context: RecordContext,
): Promise<Recorded> {
  return database.transaction().execute(async (transaction) => {
    const said = 'failure' in outcome ? whatItSaysOfAccount(outcome.failure, notBeforeOf(outcome)) : null;
    if (said !== null) await lockAccountWithEntries(transaction, job);
    const held = await holdLease(transaction, job);
    if (held === null || stateOf(held) !== 'sending') return 'lost';
    if (said !== null) await heed(transaction, job, said, context);
    switch (outcome.kind) {
      case 'published':
        return recordPublished(transaction, job, outcome, context);
      case 'waiting':
        await putDown(transaction, job, outcome.until, context);
        return 'waiting';
      case 'retry':
        return recordFailure(transaction, job, held.attemptCount, outcome.failure, outcome.notBefore, context);
      case 'needsPerson':
        return recordRefusal(transaction, job, outcome.failure, context);
      case 'unknown':
        await sql`
          UPDATE publish_jobs SET unknown_since = ${context.now}, last_error = ${say(outcome.failure.says, 'en')}, next_attempt_at = NULL,
            due_at = ${outcome.askAt}, leased_until = NULL, leased_by = NULL, lost_claims = 0, updated_at = ${context.now}
          WHERE id = ${job.id}`.execute(transaction);
        await noteFailure(transaction, job, outcome.failure);
        await reassess(transaction, { entryIds: [job.entryId] }, context.environment, context.now);
        return 'confirming';
    }
  });
}

type SaidOfAccount = 'expired' | 'revoked' | 'unaudited' | Suspension;

/** What a failure says of the account, for all its other posts: that its access is gone, or what it may not post. */
function whatItSaysOfAccount(failure: Failure, notBefore: Temporal.Instant | null): SaidOfAccount | null {
  if (provesUnaudited(failure)) return 'unaudited';
  return lossOf(failure) ?? (suspensionHours(failure) === null ? null : { failure, notBefore });
}

function notBeforeOf(outcome: PublishOutcome | ConfirmOutcome): Temporal.Instant | null {
  return 'notBefore' in outcome ? outcome.notBefore : null;
}

async function heed(
  transaction: DatabaseTransaction,
  job: ClaimedJob,
  said: SaidOfAccount,
  context: RecordContext,
): Promise<void> {
  if (typeof said === 'object') await noteSuspensionOf(transaction, context, job, said);
  else if (said === 'unaudited') await noteUnaudited(transaction, context, job);
  else await loseAccountOf(transaction, job, said, context, context.askedAt ?? null);
}

/** Writes what asking the platform about an unclear publish came to. Only `notLive` leads back towards sending. */
export async function recordConfirmOutcome(
  database: Database,
  job: ClaimedJob,
  outcome: ConfirmOutcome,
  progress: object,
  context: RecordContext,
): Promise<Recorded> {
  return database.transaction().execute(async (transaction) => {
    const failure = outcome.kind === 'notLive' || outcome.kind === 'unknown' ? outcome.failure : undefined;
    const said = failure === undefined ? null : whatItSaysOfAccount(failure, notBeforeOf(outcome));
    if (said !== null) await lockAccountWithEntries(transaction, job);
    const held = await holdLease(transaction, job);
    if (held === null || stateOf(held) !== 'confirming') return 'lost';
    await sql`UPDATE publish_jobs SET progress = ${json(progress)} WHERE id = ${job.id}`.execute(transaction);
    if (said !== null) await heed(transaction, job, said, context);
    switch (outcome.kind) {
      case 'live':
        return recordPublished(transaction, job, outcome, context);
      case 'notLive':
        await sql`UPDATE publish_jobs SET unknown_since = NULL WHERE id = ${job.id}`.execute(transaction);
        if (await isTooLate(transaction, job, context.now)) {
          return recordMissed(transaction, job, outcome.failure, context);
        }
        return worthRetrying(outcome.failure) &&
          !(await isTooLate(transaction, job, later(context.now, outcome.notBefore ?? context.now)))
          ? recordFailure(transaction, job, held.attemptCount, outcome.failure, outcome.notBefore, context)
          : recordRefusal(transaction, job, outcome.failure, context);
      case 'unknown':
        await putDown(transaction, job, outcome.askAt, context);
        return 'confirming';
      case 'personDecides':
        await noteCandidates(transaction, job, outcome.candidates);
        await setAside(transaction, job, {
          attention: attentionOf('unknown_outcome', outcome.failure),
          context,
        });
        return 'needs_attention';
    }
  });
}

/**
 * Finding out has taken so long, or the platform wants to be left alone so long, that a retry at `at` would post it
 * later than the account tolerates (spec.md 5.5).
 */
async function isTooLate(transaction: DatabaseTransaction, job: ClaimedJob, at: Temporal.Instant): Promise<boolean> {
  const latest = await latestSending(transaction, job);
  return latest !== null && isAfter(at, latest);
}

async function recordMissed(
  transaction: DatabaseTransaction,
  job: ClaimedJob,
  failure: Failure,
  context: RecordContext,
): Promise<Recorded> {
  await finishAttempt(transaction, job, { status: 'failed', failure }, context);
  const attention: Attention = { reason: 'missed', failureClass: null, says: failure.says, platformCode: null };
  await setAside(transaction, job, { attention, context });
  return 'missed';
}

/** What passes by itself is retried; for everything else a retry would end the same way (spec.md 5.3). */
function worthRetrying(failure: Failure): boolean {
  return failure.failureClass === 'transient' || failure.failureClass === 'rate' || failure.failureClass === 'unknown';
}

async function recordPublished(
  transaction: DatabaseTransaction,
  job: ClaimedJob,
  outcome: { externalId: string | null; permalink: string | null; followUpAt: Temporal.Instant | null },
  context: RecordContext,
): Promise<Recorded> {
  await sql`
    UPDATE publish_jobs SET status = 'published', unknown_since = NULL, attention = NULL, last_error = NULL, next_attempt_at = NULL,
      external_id = ${outcome.externalId}, permalink = ${outcome.permalink}, published_at = ${context.now}, step = 'published',
      due_at = ${outcome.followUpAt}::timestamptz, leased_until = NULL, leased_by = NULL, lost_claims = 0, updated_at = ${context.now}
    WHERE id = ${job.id}`.execute(transaction);
  await finishAttempt(transaction, job, { status: 'ok', failure: null }, context);
  await reassess(transaction, { entryIds: [job.entryId] }, context.environment, context.now);
  if (outcome.permalink !== null) {
    await reassessAfterDraft(transaction, job.entryId, context.environment, context.now);
  }
  return 'published';
}

/** Nothing went out. A retry is planned while one is left and the failure is of a kind that passes (spec.md 5.3). */
async function recordFailure(
  transaction: DatabaseTransaction,
  job: ClaimedJob,
  failures: number,
  failure: Failure,
  notBefore: Temporal.Instant | null,
  context: RecordContext,
): Promise<Recorded> {
  await finishAttempt(transaction, job, { status: 'failed', failure }, context);
  const retryAt = nextAttemptAt(failures, context.now, notBefore);
  if (retryAt === null) {
    await setAside(transaction, job, { attention: attentionOf('retries_used_up', failure), context });
    return 'needs_attention';
  }
  await sql`
    UPDATE publish_jobs SET status = 'failed', last_error = ${say(failure.says, 'en')}, next_attempt_at = ${retryAt}, due_at = ${retryAt},
      leased_until = NULL, leased_by = NULL, lost_claims = 0, updated_at = ${context.now}
    WHERE id = ${job.id}`.execute(transaction);
  await reassess(transaction, { entryIds: [job.entryId] }, context.environment, context.now);
  return 'retrying';
}

async function recordRefusal(
  transaction: DatabaseTransaction,
  job: ClaimedJob,
  failure: Failure,
  context: RecordContext,
): Promise<Recorded> {
  await finishAttempt(transaction, job, { status: 'failed', failure }, context);
  await setAside(transaction, job, { attention: attentionOf('refused', failure), context });
  return 'needs_attention';
}

/** Ends the lease; the row is due again at `until`. */
async function putDown(
  transaction: DatabaseTransaction,
  job: ClaimedJob,
  until: Temporal.Instant,
  context: RecordContext,
): Promise<void> {
  await sql`
    UPDATE publish_jobs SET due_at = ${until}, leased_until = NULL, leased_by = NULL, lost_claims = 0, updated_at = ${context.now}
    WHERE id = ${job.id}`.execute(transaction);
}

async function finishAttempt(
  transaction: DatabaseTransaction,
  job: ClaimedJob,
  end: { status: 'ok' | 'failed'; failure: Failure | null },
  context: RecordContext,
): Promise<void> {
  if (end.failure !== null) await noteFailure(transaction, job, end.failure);
  // What an unclear attempt was said to suffer from is void once it is live; ids for the platform's support stay.
  const cleared = sql`, failure_class = NULL, error_code = NULL, error_message = NULL, response_meta = response_meta - 'says'`;
  await sql`
    UPDATE publish_attempts SET status = ${end.status}, finished_at = ${context.now}${end.failure === null ? cleared : sql``}
    WHERE publish_job_id = ${job.id} AND finished_at IS NULL`.execute(transaction);
}

/**
 * Keeps what went wrong with the attempt that is not over yet, for the creator and for the platform's support. Where the
 * next word on it has no code or trace id of its own, those of the one before stay.
 */
async function noteFailure(transaction: DatabaseTransaction, job: ClaimedJob, failure: Failure): Promise<void> {
  const { failureClass, platformCode, traceId, httpStatus, says } = failure;
  const meta = { says, ...(traceId === null ? {} : { traceId }), ...(httpStatus === null ? {} : { httpStatus }) };
  await sql`
    UPDATE publish_attempts SET failure_class = ${failureClass}, error_code = coalesce(${platformCode}, error_code),
      error_message = ${say(says, 'en')}, response_meta = response_meta || ${json(meta)}
    WHERE publish_job_id = ${job.id} AND finished_at IS NULL`.execute(transaction);
}

async function noteCandidates(
  transaction: DatabaseTransaction,
  job: ClaimedJob,
  candidates: readonly Candidate[],
): Promise<void> {
  await sql`
    UPDATE publish_attempts SET response_meta = response_meta || ${json({ candidates })}
    WHERE publish_job_id = ${job.id} AND finished_at IS NULL`.execute(transaction);
}

function attentionOf(reason: Attention['reason'], failure: Failure): Attention {
  const failureClass: FailureClass = failure.failureClass;
  return { reason, failureClass, says: failure.says, platformCode: failure.platformCode };
}
