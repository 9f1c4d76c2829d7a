import type { DatabaseTransaction } from './database.ts';
import type { ClaimedJob } from './claim-due-jobs.ts';

const DEFAULT_MINUTES = 60;

/** How late a post of this account may go out, in minutes; later it is shown as missed (spec.md 5.5). */
export async function lateToleranceMinutes(
  transaction: DatabaseTransaction,
  job: Pick<ClaimedJob, 'userId' | 'channel'>,
): Promise<number> {
  const row = await transaction
    .selectFrom('channel_accounts')
    .select('late_tolerance')
    .where('user_id', '=', job.userId)
    .where('channel', '=', job.channel)
    .where('unlinked_at', 'is', null)
    .executeTakeFirst();
  return row?.late_tolerance ?? DEFAULT_MINUTES;
}
