import { sql, type RawBuilder } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { JobStatus } from '../contract/job.ts';
import { stateOf, type JobState } from '../domain/publish-job.ts';
import { json, type DatabaseTransaction } from './database.ts';
import type { EntryFields, WriteContext, WriteIntent } from './post-fields.ts';
import { scheduleEntry, unscheduleEntry } from './schedule-entry.ts';

export interface LockedEntry {
  id: string;
  channel: Channel;
  scheduled_at: Temporal.Instant | null;
  version: number;
  payload: Readonly<Record<string, unknown>>;
  job: JobState | null;
}

export async function lockEntries(transaction: DatabaseTransaction, postId: string): Promise<LockedEntry[]> {
  const { rows } = await sql<{
    id: string;
    channel: Channel;
    scheduled_at: Temporal.Instant | null;
    version: number;
    payload: Record<string, unknown>;
  }>`
    SELECT id, channel, scheduled_at, version, payload FROM calendar_entries WHERE post_id = ${postId} ORDER BY id FOR UPDATE`.execute(
    transaction,
  );
  const { rows: jobs } = await sql<{
    calendar_entry_id: string;
    status: JobStatus;
    unknown_since: Temporal.Instant | null;
  }>`
    SELECT calendar_entry_id, status, unknown_since FROM publish_jobs
    WHERE calendar_entry_id = ANY(${rows.map((row) => row.id)}::uuid[]) ORDER BY id FOR UPDATE`.execute(transaction);
  return rows.map((row) => {
    const job = jobs.find((each) => each.calendar_entry_id === row.id);
    return { ...row, job: job === undefined ? null : stateOf({ status: job.status, unknownSince: job.unknown_since }) };
  });
}

/** Locks one entry as who changes a post does: post, entries, jobs. `null` where there is no such entry of the user's. */
export async function lockEntry(
  transaction: DatabaseTransaction,
  context: Pick<WriteContext, 'userId'>,
  entryId: string,
): Promise<{ entry: LockedEntry; postId: string } | null> {
  const { rows } = await sql<{ post_id: string }>`
    SELECT e.post_id FROM calendar_entries e JOIN posts p ON p.id = e.post_id
    WHERE e.id = ${entryId} AND e.user_id = ${context.userId} FOR UPDATE OF p`.execute(transaction);
  const postId = rows[0]?.post_id;
  if (postId === undefined) return null;
  const entry = (await lockEntries(transaction, postId)).find((each) => each.id === entryId);
  return entry === undefined ? null : { entry, postId };
}

/** Locks the posts of entries `e` that meet a condition, before anybody locks the entries. */
export async function lockPostsOf(transaction: DatabaseTransaction, condition: RawBuilder<unknown>): Promise<void> {
  await sql`
    SELECT p.id FROM posts p WHERE p.id IN (SELECT e.post_id FROM calendar_entries e WHERE ${condition})
    ORDER BY p.id FOR UPDATE`.execute(transaction);
}

/** Entries are part of their post: who opened it before is told so, rather than putting back what was. */
export async function raisePostVersion(
  transaction: DatabaseTransaction,
  postId: string,
  now: Temporal.Instant,
): Promise<void> {
  await sql`UPDATE posts SET version = version + 1, updated_at = ${now} WHERE id = ${postId}`.execute(transaction);
}

/** A post is part of what its entries show: who knows them from before is told so when changing one. */
export async function raiseEntryVersions(
  transaction: DatabaseTransaction,
  postId: string,
  now: Temporal.Instant,
): Promise<void> {
  await sql`UPDATE calendar_entries SET version = version + 1, updated_at = ${now} WHERE post_id = ${postId}`.execute(
    transaction,
  );
}

/** Locks the jobs of entries whose locks the caller holds: entries before jobs, always, so that nobody waits in a circle. */
export async function lockJobsOf(transaction: DatabaseTransaction, entryIds: readonly string[]): Promise<void> {
  await sql`SELECT id FROM publish_jobs WHERE calendar_entry_id = ANY(${entryIds}::uuid[]) ORDER BY id FOR UPDATE`.execute(
    transaction,
  );
}

export async function writeAssets(
  transaction: DatabaseTransaction,
  postId: string,
  assetIds: readonly string[],
): Promise<void> {
  if (assetIds.length === 0) return;
  await transaction
    .insertInto('post_assets')
    .values(assetIds.map((asset_id, position) => ({ post_id: postId, position, asset_id })))
    .execute();
}

export async function insertEntry(
  transaction: DatabaseTransaction,
  context: WriteContext,
  postId: string,
  entry: EntryFields,
): Promise<void> {
  // The calendar is made when the user first appears; somebody with nothing but an API key may not have been seen yet.
  await sql`
    INSERT INTO calendars (user_id, created_at) VALUES (${context.userId}, ${context.now})
    ON CONFLICT (user_id) DO NOTHING`.execute(transaction);
  // Readiness is a placeholder until `reassess` has run, before this transaction ends.
  await sql`
    INSERT INTO calendar_entries (post_id, calendar_id, user_id, entry_key, payload, readiness, scheduled_at, channel, created_at, updated_at)
    SELECT ${postId}, c.id, ${context.userId}, ${`${entry.channel}:${postId}`}, ${json(entry.payload)}, 'needs_attention',
      ${entry.scheduledAt}::timestamptz, ${entry.channel}, ${context.now}, ${context.now}
    FROM calendars c WHERE c.user_id = ${context.userId}`.execute(transaction);
}

export async function writeEntries(
  transaction: DatabaseTransaction,
  context: WriteContext,
  postId: string,
  existing: readonly LockedEntry[],
  entries: readonly EntryFields[],
): Promise<void> {
  for (const entry of existing.filter((each) => !entries.some((wanted) => wanted.channel === each.channel))) {
    await transaction.deleteFrom('calendar_entries').where('id', '=', entry.id).execute();
  }
  for (const entry of entries) {
    const before = existing.find((each) => each.channel === entry.channel);
    if (before === undefined) {
      await insertEntry(transaction, context, postId, entry);
      continue;
    }
    await sql`
      UPDATE calendar_entries SET payload = ${json(entry.payload)}, scheduled_at = ${entry.scheduledAt}::timestamptz,
        version = version + 1, updated_at = ${context.now}
      WHERE id = ${before.id}`.execute(transaction);
    const moved = !sameInstant(before.scheduled_at, entry.scheduledAt);
    if (!moved || before.job === null) continue;
    if (entry.scheduledAt === null) await unscheduleEntry(transaction, { entryId: before.id, userId: context.userId });
    else
      await scheduleEntry(transaction, {
        entryId: before.id,
        userId: context.userId,
        at: entry.scheduledAt,
        now: context.now,
      });
  }
}

export async function applyIntent(
  transaction: DatabaseTransaction,
  context: WriteContext,
  postId: string,
  entries: readonly EntryFields[],
  intent: WriteIntent,
): Promise<void> {
  if (intent === 'keep') return;
  for (const entry of await lockEntries(transaction, postId)) {
    if (entry.job === 'published') continue;
    const wanted = entries.find((each) => each.channel === entry.channel);
    if (intent === 'draft') await unscheduleEntry(transaction, { entryId: entry.id, userId: context.userId });
    else if (intent === 'publish_now')
      await scheduleEntry(transaction, {
        entryId: entry.id,
        userId: context.userId,
        at: context.now,
        now: context.now,
      });
    else if (wanted !== undefined && wanted.scheduledAt !== null && needsOrder(entry.job)) {
      await scheduleEntry(transaction, {
        entryId: entry.id,
        userId: context.userId,
        at: wanted.scheduledAt,
        now: context.now,
      });
    }
  }
}

/** A job that already waits for its hour or its retry keeps its count; the others start afresh. */
function needsOrder(job: JobState | null): boolean {
  return job === null || job === 'needs_attention';
}

/** Writes a line of the post's history. Never holds a caption: the post itself does. */
export async function recordEvent(
  transaction: DatabaseTransaction,
  context: { userId: string; now: Temporal.Instant },
  postId: string,
  kind: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await transaction
    .insertInto('post_events')
    .values({ post_id: postId, user_id: context.userId, kind, detail: json(detail), at: context.now })
    .execute();
}

export function sameInstant(left: Temporal.Instant | null, right: Temporal.Instant | null): boolean {
  return left === null || right === null ? left === right : left.equals(right);
}

/** The same line for the posts of many entries at once. */
export async function recordEventForEntries(
  transaction: DatabaseTransaction,
  context: { userId: string; now: Temporal.Instant },
  entryIds: readonly string[],
  kind: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await sql`
    INSERT INTO post_events (post_id, user_id, kind, detail, at)
    SELECT DISTINCT e.post_id, ${context.userId}::uuid, ${kind}, ${json(detail)}, ${context.now}::timestamptz
    FROM calendar_entries e WHERE e.id = ANY(${entryIds}::uuid[])`.execute(transaction);
}
