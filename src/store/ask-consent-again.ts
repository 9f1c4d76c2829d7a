import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { DatabaseTransaction } from './database.ts';
import { takes } from './job-guard.ts';
import { lockJobsOf, lockPostsOf, recordEventForEntries } from './post-entries.ts';

/** Which account of this channel the user had linked last, now or before; `null`: none ever. */
export async function lastLinked(
  transaction: DatabaseTransaction,
  place: { userId: string; channel: Channel },
): Promise<string | null> {
  const { rows } = await sql<{ external_account_id: string }>`
    SELECT external_account_id FROM channel_accounts WHERE user_id = ${place.userId} AND channel = ${place.channel}
    ORDER BY unlinked_at DESC NULLS FIRST LIMIT 1`.execute(transaction);
  return rows[0]?.external_account_id ?? null;
}

/**
 * Another TikTok account is linked than the one its posts were meant for. Audience and music were agreed to for that
 * one, and what the new one is offered differs: so both are to be chosen again before anything is sent (tiktok.md 11:
 * U2, U7, U21). What is out, being sent or undecided stays as it is. The caller holds the account's lock, and assesses
 * its entries afterwards.
 */
export async function askConsentAgain(
  transaction: DatabaseTransaction,
  context: { userId: string; now: Temporal.Instant },
): Promise<void> {
  const concerned = sql`e.user_id = ${context.userId} AND e.channel = 'tiktok' AND coalesce(e.payload ->> 'mode', 'direct') = 'direct'
    AND (e.payload ? 'privacyLevel' OR e.payload @> '{"musicConfirmed": true}')
    AND NOT EXISTS (SELECT 1 FROM publish_jobs j WHERE j.calendar_entry_id = e.id AND NOT ${takes('rescheduled', 'j')})`;
  await lockPostsOf(transaction, concerned);
  const { rows } = await sql<{ id: string }>`
    SELECT e.id FROM calendar_entries e WHERE ${concerned} ORDER BY e.id FOR UPDATE`.execute(transaction);
  const ids = rows.map((row) => row.id);
  await lockJobsOf(transaction, ids);
  // Asked once more: the worker may have taken one up before the locks were ours.
  const { rows: changed } = await sql<{ id: string; post_id: string }>`
    UPDATE calendar_entries e SET payload = e.payload - 'privacyLevel' - 'musicConfirmed', version = e.version + 1, updated_at = ${context.now}
    WHERE e.id = ANY(${ids}::uuid[]) AND ${concerned} RETURNING e.id, e.post_id`.execute(transaction);
  if (changed.length === 0) return;
  await sql`
    UPDATE posts SET version = version + 1, updated_at = ${context.now} WHERE id = ANY(${changed.map((row) => row.post_id)}::uuid[])`.execute(
    transaction,
  );
  const changedIds = changed.map((row) => row.id);
  await recordEventForEntries(transaction, context, changedIds, 'account_replaced', { channel: 'tiktok' });
}
