import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import { PatchVoice, type ModelUsage } from '../contract/suggestion.ts';
import { json, type Database } from './database.ts';
import { readInsightsOf, type ChannelInsights } from './insights.ts';

/** Captions of a user's published posts, newest first: what their voice is learnt from. */
export async function readPastCaptions(
  database: Database,
  userId: string,
): Promise<{ text: string; hashtags: string[] }[]> {
  const { rows } = await sql<{ text: string; hashtags: string[] }>`
    SELECT p.caption AS text, p.hashtags FROM posts p
    WHERE p.user_id = ${userId} AND p.caption <> '' AND EXISTS (
      SELECT 1 FROM calendar_entries e JOIN publish_jobs j ON j.calendar_entry_id = e.id WHERE e.post_id = p.id AND j.status = 'published')
    ORDER BY p.created_at DESC LIMIT 60`.execute(database);
  return rows;
}

/** What choosing a time for a channel takes: the account's zone, when its other posts go out, and how its past ones did. */
export async function readChannelTimes(
  database: Database,
  who: { userId: string; channel: Channel; exceptPostId: string | null },
  now: Temporal.Instant,
): Promise<ChannelInsights & { timeZone: string; accountId: string | null; booked: Temporal.Instant[] }> {
  const { rows: zones } = await sql<{ timezone: string; account_id: string | null }>`
    SELECT coalesce(a.timezone, p.timezone, 'UTC') AS timezone, a.id AS account_id FROM users u
    LEFT JOIN channel_accounts a ON a.user_id = u.id AND a.channel = ${who.channel} AND a.unlinked_at IS NULL
    LEFT JOIN user_preferences p ON p.user_id = u.id WHERE u.id = ${who.userId}`.execute(database);
  const { rows } = await sql<{ scheduled_at: Temporal.Instant }>`
    SELECT scheduled_at FROM calendar_entries
    WHERE user_id = ${who.userId} AND channel = ${who.channel} AND scheduled_at > ${now.subtract({ hours: 48 })}
      AND scheduled_at < ${now.add({ hours: 24 * 60 })} AND post_id IS DISTINCT FROM ${who.exceptPostId}::uuid`.execute(
    database,
  );
  const timeZone = zones[0]?.timezone ?? 'UTC';
  const accountId = zones[0]?.account_id ?? null;
  const insights = await readInsightsOf(database, accountId, timeZone);
  return { timeZone, accountId, booked: rows.map((row) => row.scheduled_at), ...insights };
}

export async function readVoiceCorrections(database: Database, userId: string): Promise<PatchVoice> {
  const { rows } = await sql<{ voice: unknown }>`SELECT voice FROM user_preferences WHERE user_id = ${userId}`.execute(
    database,
  );
  return PatchVoice.parse(rows[0]?.voice ?? {});
}

export async function writeVoiceCorrections(
  database: Database,
  userId: string,
  corrections: PatchVoice,
): Promise<void> {
  await sql`
    INSERT INTO user_preferences (user_id, voice) VALUES (${userId}, ${json(corrections)})
    ON CONFLICT (user_id) DO UPDATE SET voice = excluded.voice`.execute(database);
}

/** Keeps what asking a model cost. */
export async function recordModelUsage(
  database: Database,
  usage: ModelUsage & { userId: string },
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    INSERT INTO model_usage (user_id, provider, model, calls, input_tokens, output_tokens, cost_usd, latency_ms, at)
    VALUES (${usage.userId}, ${usage.provider}, ${usage.model}, ${usage.calls}, ${usage.inputTokens}, ${usage.outputTokens},
      ${usage.costUsd}, ${usage.latencyMs}, ${now})`.execute(database);
}
