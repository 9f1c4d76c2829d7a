import type { ChannelAdapter } from '../channels/adapter.ts';
import { lossOf, suspensionHours } from '../domain/account-verdict.ts';
import { isBefore } from '../domain/clock.ts';
import { accountOf, lockAccount, type AccountRow } from '../store/accounts.ts';
import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import { loseAccount } from '../store/lose-account.ts';
import { noteHasPosted, noteSuspension, storeCapabilities } from '../store/store-capabilities.ts';
import { credentialsOf } from './credentials.ts';
import type { PipelineContext } from './context.ts';
import { refreshAccount, seenOf } from './refresh-tokens.ts';

/** A token must outlast this much of an attempt, or it is prolonged first. */
const TOKEN_MARGIN_MINUTES = 10;

/** A platform that answers at all answers within seconds; no post is to be late for want of an answer. */
const LONGEST_LOOK_SECONDS = 20;

/**
 * What preflight wants to know at the hour: a token that lasts, and what the platform allows this creator now
 * (tiktok.md 4). A platform that does not answer in time leaves what was known, and the attempt will tell. One that
 * refuses the token, or says that this creator can post no more today, is believed: then no attempt is made.
 */
export async function looksAfresh(context: PipelineContext, adapter: ChannelAdapter, job: ClaimedJob): Promise<void> {
  const arrived = new AbortController();
  let isLate = false;
  const look = lookAtAccount(context, adapter, job)
    .catch((error: unknown) => {
      if (!isLate) throw error;
      context.log.warn(
        { jobId: job.id, err: error },
        'a look at the account failed after nobody waited for it any more',
      );
    })
    .finally(() => arrived.abort());
  const deadline = context.clock.now().add({ seconds: LONGEST_LOOK_SECONDS });
  await Promise.race([look, context.clock.waitUntil(deadline, arrived.signal)]);
  if (arrived.signal.aborted) return look;
  // What is still asked may be answered yet, and is then written down: it is as true for the posts after this one.
  isLate = true;
  context.log.info(
    { jobId: job.id, channel: job.channel },
    'no answer in time before publishing; going by what is known',
  );
}

/** What a post that went out tells of its account. Should we die before it is written, the next one tells it again. */
export async function learnFromSuccess(context: PipelineContext, job: ClaimedJob): Promise<void> {
  const how = { now: context.clock.now(), environment: context.environment() };
  if (!(await noteHasPosted(context.database, how, job))) return;
  context.announce(job.userId, [
    { kind: 'accounts', ids: [] },
    { kind: 'entries', ids: [] },
  ]);
}

async function lookAtAccount(context: PipelineContext, adapter: ChannelAdapter, job: ClaimedJob): Promise<void> {
  const account = await usableAccount(context, job);
  if (account === null) return;
  const answer = await readCapabilities(context, adapter, account);
  if (answer === null) return;
  if (answer.ok) {
    await write(context, account, (transaction, how, row) => storeCapabilities(transaction, how, row, answer.value));
    return;
  }
  const { failure } = answer;
  context.log.info(
    { jobId: job.id, channel: job.channel, errorCode: failure.platformCode },
    'capabilities could not be read before publishing',
  );
  if (suspensionHours(failure) !== null) {
    await write(context, account, (transaction, how, row) =>
      noteSuspension(transaction, how, row, { failure, notBefore: null }),
    );
  }
  const loss = lossOf(failure);
  const refused = loss === null ? null : await stillRefused(context, adapter, account);
  if (loss === null || refused === null) return;
  await write(context, refused, async (transaction, how, row) => {
    // Linked again in the meantime: it was the old token that was refused.
    if (row.obtained_at.equals(refused.obtained_at)) await loseAccount(transaction, row, loss, how);
  });
}

/** The account with a token that outlasts the attempt, as far as it can be had. */
async function usableAccount(context: PipelineContext, job: ClaimedJob): Promise<AccountRow | null> {
  const account = await accountOf(context.database, job.userId, job.channel);
  if (account === null || account.status !== 'ok') return null;
  const { expires_at: expiresAt } = account;
  const lasts = expiresAt === null || !isBefore(expiresAt, context.clock.now().add({ minutes: TOKEN_MARGIN_MINUTES }));
  if (lasts && credentialsOf(context, account) !== null) return account;
  // Also where no key opens the tokens: refreshing finds that out and says so.
  await refreshAccount(context, seenOf(account));
  const refreshed = await accountOf(context.database, job.userId, job.channel);
  return refreshed?.status === 'ok' ? refreshed : null;
}

async function readCapabilities(context: PipelineContext, adapter: ChannelAdapter, account: AccountRow) {
  const credentials = credentialsOf(context, account);
  return credentials === null ? null : adapter.connect.readCapabilities(credentials);
}

/** TikTok's access token can die before its time while the refresh token lives: one refresh, one more try (tiktok.md 9). */
async function stillRefused(
  context: PipelineContext,
  adapter: ChannelAdapter,
  account: AccountRow,
): Promise<AccountRow | null> {
  if (adapter.connect.refreshable !== 'with_refresh_token') return account;
  if ((await refreshAccount(context, seenOf(account))) !== 'refreshed') return null;
  const fresh = await accountOf(context.database, account.user_id, account.channel);
  const answer = fresh === null ? null : await readCapabilities(context, adapter, fresh);
  return answer !== null && !answer.ok && lossOf(answer.failure) !== null ? fresh : null;
}

type Transaction = Parameters<typeof loseAccount>[0];
type How = Parameters<typeof loseAccount>[3];

/** Writes about an account that is still linked and unbroken; whoever relinks it meanwhile has the last word. */
async function write(
  context: PipelineContext,
  account: AccountRow,
  work: (transaction: Transaction, how: How, row: AccountRow) => Promise<void>,
): Promise<void> {
  const how = { now: context.clock.now(), environment: context.environment() };
  const written = await context.database.transaction().execute(async (transaction) => {
    const row = await lockAccount(transaction, account.user_id, account.id);
    if (row === null || row.status !== 'ok') return false;
    await work(transaction, how, row);
    return true;
  });
  if (!written) return;
  context.announce(account.user_id, [
    { kind: 'accounts', ids: [account.id] },
    { kind: 'entries', ids: [] },
  ]);
}
