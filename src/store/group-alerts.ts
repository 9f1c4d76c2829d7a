import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { AccountStatus } from '../contract/account.ts';
import { accountGroup, alertGroupOf, causeGroup, SHARED_CAUSES } from '../domain/alert.ts';
import { json, type DatabaseTransaction } from './database.ts';
import { paramsOf, type OpenAlert, type Told } from './alert-words.ts';

interface Place {
  userId: string;
  channel: Channel;
}

/**
 * Alerts that stand for many posts: a lost account, or a cause that one thing lays on all of a channel. Their counts
 * are counted, not added up, so that an entry looked at twice is still one. Answers the users who have news worth a
 * mail.
 */
export async function followGroupAlerts(
  transaction: DatabaseTransaction,
  concerned: readonly Place[],
  told: readonly Told[],
  now: Temporal.Instant,
): Promise<string[]> {
  const users: string[] = [];
  const places = new Map(concerned.map(({ userId, channel }) => [`${userId} ${channel}`, { userId, channel }]));
  for (const [, place] of [...places].toSorted(([left], [right]) => left.localeCompare(right))) {
    const own = told.filter(({ entry }) => entry.userId === place.userId && entry.channel === place.channel);
    if (await followOne(transaction, place, own, now)) users.push(place.userId);
  }
  return users;
}

async function followOne(
  transaction: DatabaseTransaction,
  place: Place,
  told: readonly Told[],
  now: Temporal.Instant,
): Promise<boolean> {
  // Locked before anything is counted: of two transactions that each cure the last but one entry, the second sees both.
  const { rows: open } = await sql<OpenAlert>`
    SELECT id, group_key, kind, params, count FROM notifications
    WHERE resolved_at IS NULL AND user_id = ${place.userId} AND group_key = ANY(${groupKeysOf(place.channel)}::text[])
    ORDER BY id FOR UPDATE`.execute(transaction);
  const counts = await countHeldUp(transaction, place);
  const account = await accountIn(transaction, place);
  let isWorthMail = false;
  const isLost = account !== null && account.status !== 'ok';
  for (const groupKey of groupKeysOf(place.channel)) {
    const before = open.find((alert) => alert.group_key === groupKey);
    const count = counts.get(groupKey) ?? 0;
    const isAccount = groupKey === accountGroup(place.channel);
    if (count === 0 && !(isAccount && isLost)) {
      if (before !== undefined) await resolveOne(transaction, before.id, now);
      continue;
    }
    const witnesses = told.filter(({ entry }) => alertGroupOf({ ...entry, readiness: entry.after }) === groupKey);
    const params = groupParams(place, groupKey, before, witnesses, account?.status ?? null);
    // A post that misses its hour or a checkpoint is news for the bell; only another cause is worth another mail.
    const isAnotherCause = before === undefined || before.params['code'] !== params['code'];
    const isNews = isAnotherCause || witnesses.some(({ occasion }) => occasion !== 'change');
    if (!isNews && before.count === count) continue;
    await sql`
      INSERT INTO notifications (user_id, kind, group_key, channel, post_id, account_id, params, count, created_at, updated_at)
      VALUES (${place.userId}, ${isAccount ? 'account_lost' : 'entry_not_ready'}, ${groupKey}, ${place.channel}, NULL,
        ${account?.id ?? null}, ${json(params)}, ${count}, ${now}, ${now})
      ON CONFLICT (user_id, group_key) WHERE resolved_at IS NULL DO UPDATE SET
        params = excluded.params, count = excluded.count, account_id = excluded.account_id, updated_at = excluded.updated_at,
        read_at = CASE WHEN ${isNews}::boolean THEN NULL ELSE notifications.read_at END,
        mailed_at = CASE WHEN ${isAnotherCause}::boolean THEN NULL ELSE notifications.mailed_at END`.execute(
      transaction,
    );
    isWorthMail ||= isAnotherCause;
  }
  return isWorthMail;
}

function groupKeysOf(channel: Channel): string[] {
  return [accountGroup(channel), ...SHARED_CAUSES.map((code) => causeGroup(channel, code))];
}

/** How many ordered entries each group stands for. */
async function countHeldUp(transaction: DatabaseTransaction, place: Place): Promise<Map<string, number>> {
  const { rows } = await sql<{ code: string | null; count: number }>`
    SELECT CASE WHEN e.readiness <> 'token_expired' THEN e.issues -> 0 ->> 'code' END AS code, count(*)::int AS count
    FROM calendar_entries e JOIN publish_jobs j ON j.calendar_entry_id = e.id
    WHERE e.user_id = ${place.userId} AND e.channel = ${place.channel} AND e.readiness NOT IN ('ready', 'published')
      AND (e.readiness = 'token_expired' OR e.issues -> 0 ->> 'code' = ANY(${SHARED_CAUSES}::text[]))
    GROUP BY 1`.execute(transaction);
  return new Map(
    rows.map((row) => [
      row.code === null ? accountGroup(place.channel) : causeGroup(place.channel, row.code),
      row.count,
    ]),
  );
}

async function accountIn(
  transaction: DatabaseTransaction,
  place: Place,
): Promise<{ id: string; status: AccountStatus } | null> {
  const row = await transaction
    .selectFrom('channel_accounts')
    .select(['id', 'status'])
    .where('user_id', '=', place.userId)
    .where('channel', '=', place.channel)
    .where('unlinked_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/** What the alert says: the newest witness's words, or those it has; a lost account needs no witness. */
function groupParams(
  place: Place,
  groupKey: string,
  before: OpenAlert | undefined,
  witnesses: readonly Told[],
  status: AccountStatus | null,
): Record<string, unknown> {
  const [witness] = witnesses;
  if (witness !== undefined) return paramsOf(witness.entry, witness.occasion);
  if (groupKey !== accountGroup(place.channel)) {
    return before === undefined
      ? { code: groupKey.split(':')[2] ?? '', channel: place.channel }
      : { ...before.params, title: '', scheduledAt: '' };
  }
  const known = before?.params['code'];
  const code = status === 'revoked' ? 'account_revoked' : status === 'expired' ? 'account_expired' : known;
  return { ...before?.params, title: '', scheduledAt: '', code: code ?? 'account_missing', channel: place.channel };
}

async function resolveOne(transaction: DatabaseTransaction, id: string, now: Temporal.Instant): Promise<void> {
  await sql`UPDATE notifications SET resolved_at = ${now}, updated_at = ${now} WHERE id = ${id}`.execute(transaction);
}
