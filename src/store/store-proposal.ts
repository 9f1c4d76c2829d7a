import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import { InstagramPayload, TiktokPayload } from '../contract/payload.ts';
import type { ProposalSummary, ProposeCalendar, ProposedPiece } from '../contract/proposal.ts';
import { createPost } from './create-post.ts';
import { json, type Database, type DatabaseTransaction } from './database.ts';
import { deletePost } from './delete-post.ts';
import { lockEntries } from './post-entries.ts';
import type { EntryFields, WriteContext } from './post-fields.ts';
import { updatePost } from './update-post.ts';

/** A proposed post as it stands now. `edited`: changed by hand since; `isDraft`: none of its entries has a job. */
export interface StoredPiece {
  postId: string;
  entryKey: string;
  title: string;
  brief: string;
  caption: string;
  hashtags: string[];
  slots: { channel: Channel; scheduledAt: Temporal.Instant | null }[];
  edited: boolean;
  isDraft: boolean;
}

/** Begins a run. It says `failed` until `finishRun` knows better: the truth if we die on the way. Answers its id. */
export async function beginRun(
  database: Database,
  request: ProposeCalendar,
  run: { userId: string; calendarId: string; now: Temporal.Instant },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO calendar_runs (calendar_id, user_id, status, started_at, cadence, channels, start_date, end_date)
    VALUES (${run.calendarId}, ${run.userId}, 'failed', ${run.now}, ${`${request.postsPerWeek}/week`},
      ${request.channels}::text[], ${request.startDate}::date, ${request.endDate}::date) RETURNING id`.execute(
    database,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('a run was not written');
  return row.id;
}

export async function finishRun(
  database: Database,
  runId: string,
  summary: ProposalSummary,
  now: Temporal.Instant,
): Promise<void> {
  const { usage, source } = summary;
  await sql`
    UPDATE calendar_runs SET status = ${summary.status}, completed_at = ${now}, latency_ms = ${summary.latencyMs},
      tokens = ${usage === null ? null : usage.inputTokens + usage.outputTokens}::integer,
      model = ${usage?.model ?? (source.kind === 'model' ? source.model : null)}::text,
      piece_count = ${summary.pieceCount}, diff = ${json(summary.diff)}
    WHERE id = ${runId}`.execute(database);
}

/** Every post that a run proposed and that still stands, oldest first. */
export async function readStoredPieces(database: Database, userId: string, calendarId: string): Promise<StoredPiece[]> {
  const { rows } = await sql<
    Omit<StoredPiece, 'slots' | 'isDraft' | 'entryKey'> & {
      key: string | null;
      channel: Channel;
      at: Temporal.Instant | null;
      has_job: boolean;
    }
  >`
    SELECT e.post_id AS "postId", p.title, p.brief, p.caption, p.hashtags, (e.version > 1 OR p.version > 1) AS edited,
      CASE WHEN e.run_id IS NOT NULL THEN left(e.entry_key, -(length(e.channel) + 1)) END AS key, e.channel,
      e.scheduled_at AS at, EXISTS (SELECT 1 FROM publish_jobs j WHERE j.calendar_entry_id = e.id) AS has_job
    FROM calendar_entries e JOIN posts p ON p.id = e.post_id
    WHERE e.user_id = ${userId} AND e.calendar_id = ${calendarId} AND EXISTS (
      SELECT 1 FROM calendar_entries o WHERE o.post_id = e.post_id AND o.run_id IS NOT NULL)
    ORDER BY p.created_at, p.id, e.run_id NULLS LAST, e.id`.execute(database);
  const pieces = new Map<string, StoredPiece>();
  for (const { key, channel, at, has_job: hasJob, ...row } of rows) {
    const piece = pieces.get(row.postId) ?? { ...row, entryKey: key ?? '', slots: [], isDraft: true };
    piece.slots.push({ channel, scheduledAt: at });
    piece.edited ||= row.edited;
    piece.isDraft &&= !hasJob;
    pieces.set(row.postId, piece);
  }
  return [...pieces.values()];
}

/** When a channel's other posts go out, around the window and two days to either side of it. */
export async function readBookings(
  database: Database,
  userId: string,
  channel: Channel,
  window: { startDate: string; endDate: string; exceptPostIds: readonly string[] },
): Promise<Temporal.Instant[]> {
  const { rows } = await sql<{ scheduled_at: Temporal.Instant }>`
    SELECT scheduled_at FROM calendar_entries
    WHERE user_id = ${userId} AND channel = ${channel} AND scheduled_at >= ${startOf(window.startDate, -2)}
      AND scheduled_at < ${startOf(window.endDate, 3)} AND NOT post_id = ANY(${window.exceptPostIds}::uuid[])
    ORDER BY scheduled_at`.execute(database);
  return rows.map((row) => row.scheduled_at);
}

function startOf(day: string, daysOn: number): Temporal.Instant {
  return Temporal.PlainDate.from(day).add({ days: daysOn }).toZonedDateTime('UTC').toInstant();
}

/**
 * Writes one proposed piece: a new draft, or, with `postId`, the draft it changes. Answers the entries and the key
 * they are stored under; `null` when the creator laid hands on that draft meanwhile, so that it stays as it is.
 */
export async function storePiece(
  transaction: DatabaseTransaction,
  context: WriteContext,
  runId: string,
  piece: ProposedPiece,
  postId: string | null,
): Promise<{ entryKey: string; entryIds: string[] } | null> {
  if (postId !== null && !(await lockUntouched(transaction, context, postId))) return null;
  const { title, brief, caption, hashtags } = piece;
  const fields = { title, brief, caption, hashtags };
  const entries = piece.slots.map(entryOf);
  const result =
    postId === null
      ? await createPost(transaction, context, fields, entries, 'draft')
      : await updatePost(transaction, context, postId, fields, entries, { intent: 'draft' });
  // A draft without files can be refused for nothing; if it is, the rule above is broken, and nothing is written.
  if (!result.ok) throw new Error(`a proposed draft was refused: ${result.problem.code}`);
  const written = result.value;
  const entryKey = postId === null ? await freeKey(transaction, context.userId, piece, written) : piece.entryKey;
  // `edited` means a version over 1. Our own change is not the creator's, so both versions start again at 1; whoever
  // has the old draft open and saves it wins over the proposal, which is the right way round.
  const { rows } = await sql<{ id: string }>`
    UPDATE calendar_entries SET run_id = ${runId}, entry_key = ${entryKey}::text || ':' || channel, version = 1
    WHERE post_id = ${written} RETURNING id`.execute(transaction);
  await sql`UPDATE posts SET version = 1 WHERE id = ${written}`.execute(transaction);
  await sql`UPDATE calendar_runs SET piece_count = piece_count + 1 WHERE id = ${runId}`.execute(transaction);
  return { entryKey, entryIds: rows.map((row) => row.id) };
}

/** Deletes a draft that is proposed no more. `false`, and nothing happens, where the creator touched it. */
export async function removePiece(
  transaction: DatabaseTransaction,
  context: WriteContext,
  postId: string,
): Promise<boolean> {
  if (!(await lockUntouched(transaction, context, postId))) return false;
  return (await deletePost(transaction, context, postId)).ok;
}

/** Whether a post is still as a run left it. Holds it so until the transaction ends. */
async function lockUntouched(
  transaction: DatabaseTransaction,
  context: WriteContext,
  postId: string,
): Promise<boolean> {
  const { rows } = await sql<{ version: number }>`
    SELECT version FROM posts WHERE id = ${postId} AND user_id = ${context.userId} FOR UPDATE`.execute(transaction);
  const entries = await lockEntries(transaction, postId);
  return (
    rows[0]?.version === 1 && entries.length > 0 && entries.every((entry) => entry.version === 1 && entry.job === null)
  );
}

/** Keys are unique in a calendar. A plan that tells one idea twice makes two posts; the second is named after itself. */
async function freeKey(
  transaction: DatabaseTransaction,
  userId: string,
  piece: ProposedPiece,
  postId: string,
): Promise<string> {
  const keys = ['ig', 'tiktok'].map((channel) => `${piece.entryKey}:${channel}`);
  const { rows } = await sql`
    SELECT 1 FROM calendar_entries WHERE user_id = ${userId} AND entry_key = ANY(${keys}::text[]) LIMIT 1`.execute(
    transaction,
  );
  return rows.length === 0 ? piece.entryKey : `${piece.entryKey}-${postId}`;
}

/** A slot with nothing chosen that a person has to choose (tiktok.md 11). */
function entryOf({ channel, scheduledAt }: ProposedPiece['slots'][number]): EntryFields {
  const payload = channel === 'ig' ? InstagramPayload.parse({}) : TiktokPayload.parse({});
  return { channel, scheduledAt: Temporal.Instant.from(scheduledAt), payload };
}
