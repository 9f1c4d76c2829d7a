import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';
import { isAfter, later } from '../domain/clock.ts';
import { TIKTOK_LIMITS } from '../domain/limits.ts';
import type { DatabaseTransaction } from './database.ts';
import { bookedInWindow } from './load-facts.ts';
import { followWithAlerts, type AlertWhen } from './raise-alerts.ts';
import { storeAssessments, type Reach, type Reassessed } from './reassess.ts';

/** An instant that an entry has left, by moving or by being deleted. */
export interface VacatedPlace {
  userId: string;
  channel: Channel;
  at: Temporal.Instant;
}

/**
 * Like `reassess`, for changes of time and order: an entry's place in the day counts towards the quota of the ones in
 * the 24 hours after it, so those of them that stand at the limit are assessed as well; the others cannot change, and
 * are left unlocked. `vacated` are the instants that entries have left.
 */
export async function reassessAround(
  transaction: DatabaseTransaction,
  reach: Reach,
  environment: EnvironmentFacts,
  now: Temporal.Instant,
  vacated: readonly VacatedPlace[] = [],
  alerts: AlertWhen = 'changed',
): Promise<Reassessed[]> {
  const reached = await storeAssessments(transaction, reach, environment, now);
  const neighbours = await assessNeighbours(transaction, reached, environment, now, vacated);
  if (reached.length + vacated.length > 0) {
    const looks = [
      { results: reached, when: alerts },
      { results: neighbours, when: 'changed' as const },
    ];
    const bereaved = [...new Set(vacated.map((place) => place.userId))];
    await followWithAlerts(transaction, looks, now, vacated.length > 0 ? { accounts: vacated, bereaved } : {});
  }
  return [...reached, ...neighbours];
}

async function assessNeighbours(
  transaction: DatabaseTransaction,
  reached: readonly Reassessed[],
  environment: EnvironmentFacts,
  now: Temporal.Instant,
  vacated: readonly VacatedPlace[],
): Promise<Reassessed[]> {
  const windows = windowsAfter([
    ...vacated,
    ...reached.flatMap(({ userId, channel, scheduledAt: at }) => (at === null ? [] : [{ userId, channel, at }])),
  ]);
  if (windows.length === 0) return [];
  const known = reached.map((entry) => entry.id);
  const { rows } = await sql<{ id: string }>`
    SELECT e.id FROM calendar_entries e
    JOIN jsonb_to_recordset(${JSON.stringify(windows)}::jsonb) AS w("userId" uuid, channel text, "from" timestamptz, "to" timestamptz)
      ON e.user_id = w."userId" AND e.channel = w.channel AND e.scheduled_at >= w."from" AND e.scheduled_at < w."to"
    LEFT JOIN channel_accounts a ON a.user_id = e.user_id AND a.channel = e.channel AND a.unlinked_at IS NULL
    WHERE e.id <> ALL(${known}::uuid[]) AND e.readiness <> 'published'
      AND (e.issues @> '[{"code":"quota_exceeded"}]' OR e.issues @> '[{"code":"inbox_full"}]' OR ${bookedInWindow} >=
        CASE WHEN e.channel <> 'tiktok' THEN (a.capabilities ->> 'quotaTotal')::numeric
          WHEN e.payload ->> 'mode' = 'inbox' THEN ${TIKTOK_LIMITS.pendingDrafts} ELSE ${TIKTOK_LIMITS.directPostsPerDay} END)`.execute(
    transaction,
  );
  return rows.length === 0
    ? []
    : storeAssessments(transaction, { entryIds: rows.map((row) => row.id) }, environment, now);
}

/** The creator has posted a draft, so a place in the inbox is free: the drafts after it are assessed again (tiktok.md 5.6). */
export async function reassessAfterDraft(
  transaction: DatabaseTransaction,
  entryId: string,
  environment: EnvironmentFacts,
  now: Temporal.Instant,
): Promise<void> {
  const { rows } = await sql<{ user_id: string; scheduled_at: Temporal.Instant }>`
    SELECT user_id, scheduled_at FROM calendar_entries
    WHERE id = ${entryId} AND channel = 'tiktok' AND payload ->> 'mode' = 'inbox' AND scheduled_at IS NOT NULL`.execute(
    transaction,
  );
  const freed = rows.map((row) => ({ userId: row.user_id, channel: 'tiktok' as const, at: row.scheduled_at }));
  if (freed.length > 0) await reassessAround(transaction, { entryIds: [] }, environment, now, freed);
}

interface Window {
  userId: string;
  channel: Channel;
  from: Temporal.Instant;
  to: Temporal.Instant;
}

/** The 24 hours after each place, those that overlap as one: a shift of thousands asks about a few stretches of time. */
function windowsAfter(places: readonly VacatedPlace[]): Window[] {
  const windows: Window[] = [];
  const ordered = places.toSorted(
    (left, right) =>
      `${left.userId} ${left.channel}`.localeCompare(`${right.userId} ${right.channel}`) ||
      Temporal.Instant.compare(left.at, right.at),
  );
  for (const { userId, channel, at } of ordered) {
    const last = windows.at(-1);
    const to = at.add({ hours: 24 });
    if (last?.userId === userId && last.channel === channel && !isAfter(at, last.to)) last.to = later(last.to, to);
    else windows.push({ userId, channel, from: at, to });
  }
  return windows;
}
