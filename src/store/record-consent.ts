import { sql } from 'kysely';
import { TiktokPayload } from '../contract/payload.ts';
import { consentOf } from '../domain/consent.ts';
import { json, type DatabaseTransaction } from './database.ts';
import { takes } from './job-guard.ts';
import type { WriteContext } from './post-fields.ts';
import { recordEvent } from './post-entries.ts';

/**
 * Keeps what a creator has agreed to by ordering a TikTok post: the account it goes to, the audience, the toggles, the
 * declarations that go with them, who and when (tiktok.md 11, "Scheduling and consent"). Called at the end of every write of a post; says
 * something only where a direct post is ordered and waits, and its choices are not those recorded last.
 */
export async function recordConsent(
  transaction: DatabaseTransaction,
  context: Pick<WriteContext, 'userId' | 'now'>,
  postId: string,
): Promise<void> {
  const { rows } = await sql<ConsentRow>`
    SELECT e.id, e.payload, e.scheduled_at, a.external_account_id, a.username, a.capabilities ->> 'nickname' AS nickname
    FROM calendar_entries e JOIN publish_jobs j ON j.calendar_entry_id = e.id
    LEFT JOIN channel_accounts a ON a.user_id = e.user_id AND a.channel = e.channel AND a.unlinked_at IS NULL
    WHERE e.post_id = ${postId} AND e.channel = 'tiktok' AND coalesce(e.payload ->> 'mode', 'direct') = 'direct'
      AND ${takes('rescheduled', 'j')}`.execute(transaction);
  for (const entry of rows) {
    const { external_account_id: externalAccountId, username, nickname } = entry;
    const choices = consentOf(TiktokPayload.parse(entry.payload));
    const account = externalAccountId === null ? null : { externalAccountId, username, nickname };
    // A new nickname is no other account.
    const essence = { ...choices, account: externalAccountId === null ? null : { externalAccountId } };
    const { rows: last } = await sql<{ same: boolean }>`
      SELECT detail @> ${json(essence)} AS same FROM post_events
      WHERE post_id = ${postId} AND kind = 'consent' AND detail ->> 'entryId' = ${entry.id}
      ORDER BY at DESC, id DESC LIMIT 1`.execute(transaction);
    if (last[0]?.same === true) continue;
    await recordEvent(transaction, context, postId, 'consent', {
      entryId: entry.id,
      scheduledAt: entry.scheduled_at?.toString() ?? null,
      ...choices,
      account,
      by: context.userId,
      at: context.now.toString(),
    });
  }
}

interface ConsentRow {
  id: string;
  payload: unknown;
  scheduled_at: Temporal.Instant | null;
  external_account_id: string | null;
  username: string | null;
  nickname: string | null;
}
