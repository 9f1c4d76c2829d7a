import type { ChannelAdapter } from '../channels/adapter.ts';
import { isBefore } from '../domain/clock.ts';
import { accountOf } from '../store/accounts.ts';
import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import { storeCapabilities } from '../store/store-capabilities.ts';
import { credentialsOf } from './credentials.ts';
import type { PipelineContext } from './context.ts';
import { refreshAccount } from './refresh-tokens.ts';

/** A token must outlast this much of an attempt, or it is prolonged first. */
const TOKEN_MARGIN_MINUTES = 10;

/**
 * What preflight wants to know at the hour: a token that lasts, and what the platform allows this creator now
 * (tiktok.md 4). Only looks; a platform that does not answer leaves what was known, and the attempt will tell.
 */
export async function looksAfresh(context: PipelineContext, adapter: ChannelAdapter, job: ClaimedJob): Promise<void> {
  let account = await accountOf(context.database, job.userId, job.channel);
  if (account === null || account.status !== 'ok') return;
  const { expires_at: expiresAt } = account;
  if (expiresAt !== null && isBefore(expiresAt, context.clock.now().add({ minutes: TOKEN_MARGIN_MINUTES }))) {
    await refreshAccount(context, account.id);
    account = await accountOf(context.database, job.userId, job.channel);
    if (account === null || account.status !== 'ok') return;
  }
  const credentials = credentialsOf(context, account);
  if (credentials === null) return;
  const answer = await adapter.connect.readCapabilities(credentials);
  if (!answer.ok) {
    context.log.info(
      { jobId: job.id, channel: job.channel, errorCode: answer.failure.platformCode },
      'capabilities could not be read before publishing',
    );
    return;
  }
  const fresh = answer.value;
  const { id, user_id, channel } = account;
  await context.database
    .transaction()
    .execute((transaction) =>
      storeCapabilities(
        transaction,
        { now: context.clock.now(), environment: context.environment() },
        { id, user_id, channel },
        fresh,
      ),
    );
}
