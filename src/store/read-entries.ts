import { sql, type RawBuilder } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { Readiness } from '../contract/issue.ts';
import type { JobStatus } from '../contract/job.ts';
import type { IssueDraft } from '../domain/issues.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lastReason, type LastReason } from './last-reason.ts';
import { isProposed } from './proposed-calendar.ts';
import { postTitle } from './post-title.ts';
import { utcText, type UtcText } from './utc-text.ts';

/** An entry with what a tile needs of its post, account, job and first file. */
export interface EntryRow {
  id: string;
  post_id: string;
  channel: Channel;
  calendar_id: string;
  plan_id: string | null;
  run_id: string | null;
  proposed: boolean;
  title: string;
  tags: string[];
  scheduled_at: UtcText | null;
  timezone: string;
  readiness: Readiness;
  issues: IssueDraft[];
  payload: Record<string, unknown>;
  version: number;
  created_at: UtcText;
  updated_at: UtcText;
  thumbnail_asset_id: string | null;
  job_id: string | null;
  job_status: JobStatus;
  attempt_count: number;
  last_error: string | null;
  last_reason: LastReason;
  next_attempt_at: UtcText | null;
  permalink: string | null;
}

export interface EntryFilter {
  userId: string;
  ids?: readonly string[] | undefined;
  postIds?: readonly string[] | undefined;
  from?: Temporal.Instant | undefined;
  to?: Temporal.Instant | undefined;
  channel?: Channel | undefined;
  readiness?: Readiness | undefined;
  tag?: string | undefined;
  /** Those of a proposed calendar that wait for the creator's word, and no others. */
  proposed?: boolean | undefined;
  /** Drafts without a time too; they stand in no window. */
  withUndated?: boolean | undefined;
  after?: { scheduledAt: Temporal.Instant | null; id: string } | undefined;
  limit: number;
}

/** Entries of one user in order of time (undated drafts last), then id. Ownership is part of the query. */
export async function readEntries(database: Database | DatabaseTransaction, filter: EntryFilter): Promise<EntryRow[]> {
  const { rows } = await entriesOf(filter).execute(database);
  return rows;
}

const BATCH = 250;

/**
 * The same in batches, of one moment all of them, for a list that is long and handed on. While it is read it keeps a connection: nothing
 * slower than the database may be waited for in between.
 */
export async function* streamEntries(database: Database, filter: EntryFilter): AsyncGenerator<EntryRow[]> {
  const query = entriesOf(filter).compile(database);
  for await (const { rows } of database.getExecutor().stream<EntryRow>(query, BATCH)) yield rows;
}

/** The page is cut before anything is joined to it: where the planner is free, it joins the whole window and sorts what comes of it. */
function entriesOf(filter: EntryFilter): RawBuilder<EntryRow> {
  return sql<EntryRow>`
    SELECT e.id, e.post_id, e.channel, e.calendar_id, e.plan_id, e.run_id, ${isProposed} AS proposed, ${postTitle} AS title, p.tags,
      ${utcText(sql`e.scheduled_at`)} AS scheduled_at,
      coalesce(a.timezone, (SELECT timezone FROM user_preferences WHERE user_id = ${filter.userId}), 'UTC') AS timezone, e.readiness, e.issues, e.payload, e.version,
      ${utcText(sql`e.created_at`)} AS created_at, ${utcText(sql`greatest(e.updated_at, j.updated_at)`)} AS updated_at,
      (SELECT s.id FROM post_assets pa JOIN assets s ON s.id = pa.asset_id
        WHERE pa.post_id = e.post_id AND s.thumbnail_key IS NOT NULL ORDER BY pa.position LIMIT 1) AS thumbnail_asset_id,
      j.id AS job_id, j.status AS job_status, j.attempt_count, j.last_error, ${lastReason} AS last_reason,
      ${utcText(sql`j.next_attempt_at`)} AS next_attempt_at, j.permalink
    FROM (
      SELECT e.* FROM calendar_entries e WHERE ${sql.join(conditions(filter), sql` AND `)}
      ORDER BY e.scheduled_at NULLS LAST, e.id LIMIT ${filter.limit}
    ) e
    JOIN posts p ON p.id = e.post_id
    LEFT JOIN channel_accounts a ON a.user_id = e.user_id AND a.channel = e.channel AND a.unlinked_at IS NULL
    LEFT JOIN publish_jobs j ON j.calendar_entry_id = e.id
    ORDER BY e.scheduled_at NULLS LAST, e.id`;
}

/** Something that holds of an entry's post `p` or its job `j`. */
function ofPost(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`EXISTS (
    SELECT 1 FROM posts p LEFT JOIN publish_jobs j ON j.calendar_entry_id = e.id WHERE p.id = e.post_id AND ${condition})`;
}

function conditions(filter: EntryFilter): RawBuilder<unknown>[] {
  const found = [sql`e.user_id = ${filter.userId}`];
  if (filter.ids !== undefined) found.push(sql`e.id = ANY(${filter.ids}::uuid[])`);
  if (filter.postIds !== undefined) found.push(sql`e.post_id = ANY(${filter.postIds}::uuid[])`);
  if (filter.channel !== undefined) found.push(sql`e.channel = ${filter.channel}`);
  if (filter.readiness !== undefined) found.push(sql`e.readiness = ${filter.readiness}`);
  if (filter.tag !== undefined) found.push(ofPost(sql`${filter.tag} = ANY(p.tags)`));
  if (filter.proposed === true) found.push(ofPost(isProposed));
  const window = [sql`true`];
  if (filter.from !== undefined) window.push(sql`e.scheduled_at >= ${filter.from}`);
  if (filter.to !== undefined) window.push(sql`e.scheduled_at < ${filter.to}`);
  const inWindow = sql`(${sql.join(window, sql` AND `)})`;
  if (filter.withUndated === true) found.push(sql`(${inWindow} OR e.scheduled_at IS NULL)`);
  else found.push(inWindow);
  const { after } = filter;
  if (after !== undefined) {
    found.push(
      after.scheduledAt === null
        ? sql`(e.scheduled_at IS NULL AND e.id > ${after.id})`
        : sql`(e.scheduled_at IS NULL OR (e.scheduled_at, e.id) > (${after.scheduledAt}::timestamptz, ${after.id}::uuid))`,
    );
  }
  return found;
}
