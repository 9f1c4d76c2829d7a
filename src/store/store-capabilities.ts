import { sql } from 'kysely';
import type { AppStanding, Capabilities } from '../contract/account.ts';
import { DAILY_LIMIT, suspensionHours, UNAUDITED_HOURS } from '../domain/account-verdict.ts';
import { isBefore } from '../domain/clock.ts';
import type { Failure } from '../domain/outcome.ts';
import type { AccountRow } from './accounts.ts';
import { json, type Database, type DatabaseTransaction } from './database.ts';
import type { WriteContext } from './post-fields.ts';
import { reassess } from './reassess.ts';

/** What changes with every look and no readiness depends on (domain/quota-issues goes by `quotaTotal`). */
const UNJUDGED = ['checkedAt', 'quotaUsed', 'avatarUrl'];

/**
 * Keeps what the platform says of a creator now, and what follows for the account's entries. Mostly nothing does: this
 * is asked before every publication, and assessing a full calendar each time would be the most of its cost.
 */
export async function storeCapabilities(
  transaction: DatabaseTransaction,
  context: Pick<WriteContext, 'now' | 'environment'>,
  account: Pick<AccountRow, 'id' | 'user_id' | 'channel' | 'capabilities' | 'posting_suspended_until'>,
  fresh: { capabilities: Capabilities; standing: AppStanding | null },
): Promise<void> {
  const { unauditedSince, suspendedBy, hasPosted } = account.capabilities;
  const isUnaudited = unauditedSince !== undefined && isBefore(context.now, believedUntil(unauditedSince));
  const staysSuspended = !endsSuspension(account, fresh.capabilities, context.now);
  const capabilities = {
    ...fresh.capabilities,
    checkedAt: context.now.toString(),
    ...(isUnaudited ? { unauditedSince } : {}),
    ...(hasPosted === undefined ? {} : { hasPosted }),
    ...(staysSuspended && suspendedBy !== undefined ? { suspendedBy } : {}),
  };
  const standing = fresh.standing ?? (isUnaudited ? 'unaudited' : 'live');
  // A `null` standing: nothing stands against the app as far as the platform lets us see.
  const { rows } = await sql<{ changed: boolean }>`
    UPDATE channel_accounts a SET capabilities = ${json(capabilities)}, standing = ${standing},
      posting_suspended_until = CASE WHEN ${staysSuspended} THEN a.posting_suspended_until END, updated_at = ${context.now}
    FROM (SELECT id, capabilities, standing, posting_suspended_until FROM channel_accounts WHERE id = ${account.id} FOR UPDATE) before
    WHERE a.id = before.id
    RETURNING before.posting_suspended_until IS DISTINCT FROM a.posting_suspended_until OR before.standing <> a.standing
      OR before.capabilities - ${UNJUDGED}::text[] <> a.capabilities - ${UNJUDGED}::text[] AS changed`.execute(
    transaction,
  );
  if (rows[0]?.changed !== true) return;
  await reassessAccount(transaction, context, account);
}

/**
 * Whether what the platform says now ends what it said before. TikTok's creator_info is refused as long as the creator
 * may not post (tiktok.md 4). Instagram answers in any case: it lifts the limit of the day by counting fewer posts, and
 * of a block nothing tells but time (instagram.md 7, 11).
 */
function endsSuspension(
  {
    channel,
    capabilities,
    posting_suspended_until: until,
  }: Pick<AccountRow, 'channel' | 'capabilities' | 'posting_suspended_until'>,
  { quotaUsed, quotaTotal }: Capabilities,
  now: Temporal.Instant,
): boolean {
  if (channel === 'tiktok' || until === null || !isBefore(now, until)) return true;
  if (capabilities.suspendedBy !== DAILY_LIMIT) return false;
  return quotaUsed !== undefined && quotaTotal !== undefined && quotaUsed < quotaTotal;
}

/** How the platform said that it takes no more posts; `notBefore`: until when, where that is known. */
export interface Suspension {
  failure: Failure;
  notBefore: Temporal.Instant | null;
}

/** The platform said that this creator can post no more for now; it is believed until it says otherwise (tiktok.md 11, U3). */
export async function noteSuspension(
  transaction: DatabaseTransaction,
  context: Pick<WriteContext, 'now' | 'environment'>,
  account: Pick<AccountRow, 'id' | 'user_id' | 'channel'>,
  { failure, notBefore }: Suspension,
): Promise<void> {
  const until = notBefore ?? context.now.add({ hours: suspensionHours(failure) ?? 0 });
  // Of several posts that learn of it at one minute, one may know better until when.
  await sql`
    UPDATE channel_accounts SET posting_suspended_until = greatest(posting_suspended_until, ${until}::timestamptz),
      capabilities = capabilities || ${json({ suspendedBy: failure.platformCode })}, updated_at = ${context.now}
    WHERE id = ${account.id}`.execute(transaction);
  await reassessAccount(transaction, context, account);
}

/** The same for the account of a job, where it is still linked and unbroken. */
export async function noteSuspensionOf(
  transaction: DatabaseTransaction,
  context: Pick<WriteContext, 'now' | 'environment'>,
  job: Pick<AccountRow, 'channel'> & { userId: string },
  suspension: Suspension,
): Promise<void> {
  const { rows } = await sql<Pick<AccountRow, 'id' | 'user_id' | 'channel'>>`
    SELECT id, user_id, channel FROM channel_accounts
    WHERE user_id = ${job.userId} AND channel = ${job.channel} AND unlinked_at IS NULL AND status = 'ok'`.execute(
    transaction,
  );
  for (const account of rows) await noteSuspension(transaction, context, account, suspension);
}

/** TikTok refused a post for want of an audit, which creator_info had not let on (tiktok.md 13.1). */
export async function noteUnaudited(
  transaction: DatabaseTransaction,
  context: Pick<WriteContext, 'now' | 'environment'>,
  job: Pick<AccountRow, 'channel'> & { userId: string },
): Promise<void> {
  await sql`
    UPDATE channel_accounts SET standing = 'unaudited', updated_at = ${context.now},
      capabilities = capabilities || ${json({ unauditedSince: context.now.toString() })}
    WHERE user_id = ${job.userId} AND channel = ${job.channel} AND unlinked_at IS NULL`.execute(transaction);
  await reassessAccount(transaction, context, { user_id: job.userId, channel: job.channel });
}

/**
 * A post of this account has gone out, so an app in development has it among its testers. A relink forgets that, as it
 * may be to another app. Answers whether it was news.
 */
export async function noteHasPosted(
  database: Database,
  context: Pick<WriteContext, 'now' | 'environment'>,
  job: Pick<AccountRow, 'channel'> & { userId: string },
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const { rows } = await sql`
      UPDATE channel_accounts SET capabilities = capabilities || ${json({ hasPosted: true })}, updated_at = ${context.now}
      WHERE user_id = ${job.userId} AND channel = ${job.channel} AND unlinked_at IS NULL AND status = 'ok'
        AND standing = 'development' AND NOT capabilities ? 'hasPosted'
      RETURNING id`.execute(transaction);
    if (rows.length === 0) return false;
    await reassessAccount(transaction, context, { user_id: job.userId, channel: job.channel });
    return true;
  });
}

function believedUntil(unauditedSince: string): Temporal.Instant {
  return Temporal.Instant.from(unauditedSince).add({ hours: UNAUDITED_HOURS });
}

async function reassessAccount(
  transaction: DatabaseTransaction,
  context: Pick<WriteContext, 'now' | 'environment'>,
  account: Pick<AccountRow, 'user_id' | 'channel'>,
): Promise<void> {
  const place = { userId: account.user_id, channel: account.channel };
  await reassess(transaction, { account: place }, context.environment, context.now);
}
