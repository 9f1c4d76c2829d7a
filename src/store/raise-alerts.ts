import { sql } from 'kysely';
import type { Notification } from '../contract/notification.ts';
import type { Readiness } from '../contract/issue.ts';
import type { DatabaseTransaction } from './database.ts';
import type { Reassessed } from './reassess.ts';

/** `changed`: an entry turned bad. `always`: it is bad still, and a checkpoint or its hour has come. */
export type AlertWhen = 'changed' | 'always';

/**
 * Alerts follow readiness: one is raised when an entry that is ordered turns bad, and resolves itself when its cause
 * is gone. What one account holds up is one alert, however many posts it is about (spec.md 5.1, 8).
 */
export async function followWithAlerts(
  transaction: DatabaseTransaction,
  results: readonly Reassessed[],
  now: Temporal.Instant,
  when: AlertWhen,
): Promise<void> {
  const worse = results.filter(
    (entry) => !entry.isDraft && isBad(entry.after) && (when === 'always' || entry.before !== entry.after),
  );
  const better = results.filter((entry) => isBad(entry.before) && !isBad(entry.after));
  if (worse.length > 0) await raise(transaction, worse, now);
  if (better.length > 0 || worse.length > 0) await resolve(transaction, [...better, ...worse], now);
}

function isBad(readiness: Readiness): boolean {
  return readiness !== 'ready' && readiness !== 'published';
}

interface Alert {
  userId: string;
  groupKey: string;
  kind: Notification['kind'];
  channel: string;
  postId: string | null;
  accountId: string | null;
  params: Record<string, unknown>;
  count: number;
}

async function raise(
  transaction: DatabaseTransaction,
  worse: readonly Reassessed[],
  now: Temporal.Instant,
): Promise<void> {
  const groups = new Map<string, Alert>();
  for (const entry of worse) {
    const groupKey = groupKeyOf(entry);
    const known = groups.get(`${entry.userId} ${groupKey}`);
    if (known !== undefined) {
      known.count += 1;
      known.postId = null;
      continue;
    }
    const [issue] = entry.issues;
    groups.set(`${entry.userId} ${groupKey}`, {
      userId: entry.userId,
      groupKey,
      kind: kindOf(entry),
      channel: entry.channel,
      postId: entry.postId,
      accountId: entry.accountId,
      params: { title: entry.title, code: issue?.code ?? '', ...issue?.params },
      count: 1,
    });
  }
  await sql`
    INSERT INTO notifications (user_id, kind, group_key, channel, post_id, account_id, params, count, created_at, updated_at)
    SELECT a."userId", a.kind, a."groupKey", a.channel, a."postId", a."accountId", a.params, a.count, ${now}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify([...groups.values()])}::jsonb)
      AS a("userId" uuid, kind text, "groupKey" text, channel text, "postId" uuid, "accountId" uuid, params jsonb, count int)
    ON CONFLICT (user_id, group_key) WHERE resolved_at IS NULL DO UPDATE SET
      kind = excluded.kind, params = excluded.params, read_at = NULL, updated_at = excluded.updated_at,
      post_id = CASE WHEN notifications.post_id = excluded.post_id THEN excluded.post_id END,
      count = CASE WHEN notifications.post_id IS NOT DISTINCT FROM excluded.post_id THEN excluded.count ELSE notifications.count + excluded.count END`.execute(
    transaction,
  );
}

/** Closes what no longer holds: alerts of entries that recovered, and of accounts none of whose entries is held up. */
async function resolve(
  transaction: DatabaseTransaction,
  changed: readonly Reassessed[],
  now: Temporal.Instant,
): Promise<void> {
  const entryKeys = changed
    .filter((entry) => !isBad(entry.after) || entry.after === 'token_expired')
    .map((entry) => `entry:${entry.id}`);
  await sql`
    UPDATE notifications SET resolved_at = ${now}, updated_at = ${now}
    WHERE resolved_at IS NULL AND group_key = ANY(${entryKeys}::text[])`.execute(transaction);
  const users = [...new Set(changed.map((entry) => entry.userId))];
  await sql`
    UPDATE notifications n SET resolved_at = ${now}, updated_at = ${now}
    WHERE n.resolved_at IS NULL AND n.user_id = ANY(${users}::uuid[]) AND n.group_key = 'account:' || n.channel
      AND NOT EXISTS (SELECT 1 FROM calendar_entries e JOIN publish_jobs j ON j.calendar_entry_id = e.id
        WHERE e.user_id = n.user_id AND e.channel = n.channel AND e.readiness = 'token_expired')`.execute(transaction);
}

function groupKeyOf(entry: Reassessed): string {
  return entry.after === 'token_expired' ? `account:${entry.channel}` : `entry:${entry.id}`;
}

function kindOf(entry: Reassessed): Notification['kind'] {
  if (entry.after === 'token_expired') return 'account_lost';
  if (entry.after === 'failed_retry') return 'retries_used_up';
  const code = entry.issues[0]?.code;
  if (code === 'outcome_unknown') return 'needs_decision';
  if (code === 'hour_missed') return 'missed_hour';
  return 'entry_not_ready';
}
