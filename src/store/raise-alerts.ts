import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import { alertGroupOf, alertKindOf, entryGroup, SHARED_CAUSES, type AlertOccasion } from '../domain/alert.ts';
import { checkpointPassed } from '../domain/assessment-schedule.ts';
import { paramsOf, type OpenAlert, type Told } from './alert-words.ts';
import { followGroupAlerts } from './group-alerts.ts';
import type { DatabaseTransaction } from './database.ts';
import { planMail } from './mail-digest.ts';
import type { Reassessed } from './reassess.ts';

/**
 * What the look was for. `changed`: a fact. `checkpoint`: the planned look, at a checkpoint or when a token ends.
 * `always`: the hour itself.
 */
export type AlertWhen = 'changed' | 'checkpoint' | 'always';

/**
 * Alerts follow readiness: an ordered entry that will not go out has an open alert, and an alert whose cause is gone
 * is resolved, in the transaction that assesses. News (another cause, a checkpoint passed unmet) make an alert unread
 * again. The caller holds the entries' locks, so that nobody else writes these alerts (spec.md 5.1).
 *
 * Called once a transaction where that can be, and last: whoever holds an alert's lock must not wait for an entry's. The
 * mail comes after all alerts for the same reason.
 */
export async function followWithAlerts(
  transaction: DatabaseTransaction,
  looks: readonly Look[],
  now: Temporal.Instant,
  also: {
    /** Accounts that themselves changed: they can be lost while no entry waits for them. */
    accounts?: readonly { userId: string; channel: Channel }[];
    /** Users of whom entries were deleted. */
    bereaved?: readonly string[];
  } = {},
): Promise<void> {
  const told = looks.flatMap(({ results, when }) =>
    results.map((entry) => ({ entry, occasion: occasionOf(entry, now, when) })),
  );
  const groups = [...(also.accounts ?? []), ...told.map(({ entry }) => entry).filter(concernsGroup)];
  if (also.bereaved !== undefined) await resolveOrphans(transaction, also.bereaved, now);
  const users = [
    ...(await followEntryAlerts(transaction, told, now)),
    ...(await followGroupAlerts(transaction, groups, told, now)),
  ];
  if (users.length > 0) await planMail(transaction, [...new Set(users)], now);
}

/** Entries that were assessed, and what for. */
export interface Look {
  results: readonly Reassessed[];
  when: AlertWhen;
}

function occasionOf(entry: Reassessed, now: Temporal.Instant, when: AlertWhen): AlertOccasion {
  if (when === 'always') return 'hour';
  if (when === 'changed') return 'change';
  const hours = checkpointPassed(entry.scheduledAt, entry.plannedAt, now);
  switch (hours) {
    case null:
      return 'change';
    case 24:
      return 'day_before';
    case 6:
      return 'hours_before';
    case 0:
      return 'hour';
  }
}

function concernsGroup(entry: Reassessed): boolean {
  const codes = [entry.codeBefore, entry.issues[0]?.code];
  return (
    entry.before === 'token_expired' ||
    entry.after === 'token_expired' ||
    SHARED_CAUSES.some((shared) => codes.includes(shared))
  );
}

/** Answers the users who have news worth a mail. */
async function followEntryAlerts(
  transaction: DatabaseTransaction,
  told: readonly Told[],
  now: Temporal.Instant,
): Promise<Iterable<string>> {
  if (told.length === 0) return [];
  const userIds = [...new Set(told.map(({ entry }) => entry.userId))];
  const keys = told.map(({ entry }) => entryGroup(entry.id));
  const { rows: open } = await sql<OpenAlert>`
    SELECT id, group_key, kind, params, count FROM notifications
    WHERE resolved_at IS NULL AND user_id = ANY(${userIds}::uuid[]) AND group_key = ANY(${keys}::text[])`.execute(
    transaction,
  );
  const openByKey = new Map(open.map((alert) => [alert.group_key, alert]));
  const fresh: object[] = [];
  const settled: string[] = [];
  const users = new Set<string>();
  for (const { entry, occasion } of told) {
    const before = openByKey.get(entryGroup(entry.id));
    const subject = { ...entry, readiness: entry.after };
    if (alertGroupOf(subject) !== entryGroup(entry.id)) {
      if (before !== undefined) settled.push(before.id);
      continue;
    }
    const kind = alertKindOf(subject, occasion);
    const params = paramsOf(entry, occasion);
    const isNews =
      before === undefined ||
      before.params['code'] !== params.code ||
      (occasion !== 'change' && before.params['occasion'] !== params.occasion);
    if (!isNews && saysTheSame(before, entry)) continue;
    if (isNews) users.add(entry.userId);
    fresh.push({
      userId: entry.userId,
      groupKey: entryGroup(entry.id),
      kind: isNews ? kind : before.kind,
      channel: entry.channel,
      postId: entry.postId,
      accountId: entry.accountId,
      params: isNews ? params : { ...params, occasion: before.params['occasion'] },
      isNews,
    });
  }
  if (settled.length > 0) {
    await sql`UPDATE notifications SET resolved_at = ${now}, updated_at = ${now} WHERE id = ANY(${settled}::uuid[])`.execute(
      transaction,
    );
  }
  if (fresh.length > 0) await write(transaction, fresh, now);
  return users;
}

/** Whether an alert that is no news names the post and its hour as they are now. */
function saysTheSame(before: OpenAlert, entry: Reassessed): boolean {
  const { title, scheduledAt, timezone, isPast } = paramsOf(entry, 'change');
  const { params } = before;
  return (
    params['title'] === title &&
    params['scheduledAt'] === scheduledAt &&
    params['timezone'] === timezone &&
    params['isPast'] === isPast
  );
}

async function write(transaction: DatabaseTransaction, alerts: readonly object[], now: Temporal.Instant) {
  await sql`
    INSERT INTO notifications (user_id, kind, group_key, channel, post_id, account_id, params, count, created_at, updated_at)
    SELECT a."userId", a.kind, a."groupKey", a.channel, a."postId", a."accountId", a.params, 1, ${now}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(alerts)}::jsonb)
      AS a("userId" uuid, kind text, "groupKey" text, channel text, "postId" uuid, "accountId" uuid, params jsonb)
    ON CONFLICT (user_id, group_key) WHERE resolved_at IS NULL DO UPDATE SET
      kind = excluded.kind, params = excluded.params, account_id = excluded.account_id, updated_at = excluded.updated_at,
      read_at = CASE WHEN notifications.params ->> 'code' = excluded.params ->> 'code' AND notifications.params ->> 'occasion' = excluded.params ->> 'occasion'
        THEN notifications.read_at END,
      mailed_at = CASE WHEN notifications.params ->> 'code' = excluded.params ->> 'code' AND notifications.params ->> 'occasion' = excluded.params ->> 'occasion'
        THEN notifications.mailed_at END`.execute(transaction);
}

/** Resolves the alerts of entries that are gone. */
async function resolveOrphans(
  transaction: DatabaseTransaction,
  userIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    UPDATE notifications n SET resolved_at = ${now}, updated_at = ${now}
    WHERE n.resolved_at IS NULL AND n.user_id = ANY(${userIds}::uuid[]) AND n.group_key LIKE 'entry:%'
      AND NOT EXISTS (SELECT 1 FROM calendar_entries e WHERE e.id::text = substr(n.group_key, 7))`.execute(transaction);
}
