import { sql } from 'kysely';
import { z } from 'zod';
import type { Channel } from '../contract/channel.ts';
import { CandidatePost, type PostHistory } from '../contract/history.ts';
import type { FailureClass } from '../contract/job.ts';
import type { Locale } from '../contract/me.ts';
import { isSaid, say, type Said } from '../domain/said.ts';
import type { Database } from './database.ts';

/** What of an attempt's record is worth showing; written by record-checkpoint.ts and record-outcome.ts. */
const ResponseMeta = z.object({
  lastStep: z.string().nullish(),
  traceId: z.string().nullish(),
  candidates: z.array(CandidatePost).nullish(),
  says: z.custom<Said>(isSaid).nullish().catch(null),
});

/** Everything that happened to a post of this user, oldest first; `null` when there is no such post. */
export async function readPostHistory(
  database: Database,
  userId: string,
  postId: string,
  locale: Locale,
): Promise<PostHistory | null> {
  const post = await database
    .selectFrom('posts')
    .select('id')
    .where('id', '=', postId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (post === undefined) return null;
  const events = await database
    .selectFrom('post_events')
    .innerJoin('users', 'users.id', 'post_events.user_id')
    .select(['post_events.id', 'kind', 'at', 'detail', 'users.name'])
    .where('post_id', '=', postId)
    .orderBy('at')
    .orderBy('post_events.id')
    .execute();
  const { rows: attempts } = await sql<AttemptRow>`
    SELECT t.id, e.id AS entry_id, e.channel, t.number, t.started_at, t.finished_at, t.status, t.failure_class, t.error_code,
      t.error_message, t.response_meta
    FROM publish_attempts t JOIN publish_jobs j ON j.id = t.publish_job_id JOIN calendar_entries e ON e.id = j.calendar_entry_id
    WHERE e.post_id = ${postId} AND e.user_id = ${userId} ORDER BY t.started_at, t.id`.execute(database);
  return {
    events: events.map(({ id, kind, at, detail, name }) => ({
      id,
      kind,
      at: at.toString(),
      by: name,
      detail: { ...detail },
    })),
    attempts: attempts.map((row) => {
      const meta = ResponseMeta.catch({}).parse(row.response_meta);
      return {
        id: row.id,
        entryId: row.entry_id,
        channel: row.channel,
        number: row.number,
        startedAt: row.started_at.toString(),
        finishedAt: row.finished_at?.toString() ?? null,
        status: row.status,
        lastStep: meta.lastStep ?? null,
        failureClass: row.failure_class,
        errorCode: row.error_code,
        errorMessage: row.error_message === null || meta.says == null ? row.error_message : say(meta.says, locale),
        traceId: meta.traceId ?? null,
        candidates: meta.candidates ?? [],
      };
    }),
  };
}

interface AttemptRow {
  id: string;
  entry_id: string;
  channel: Channel;
  number: number;
  started_at: Temporal.Instant;
  finished_at: Temporal.Instant | null;
  status: 'ok' | 'failed' | null;
  failure_class: FailureClass | null;
  error_code: string | null;
  error_message: string | null;
  response_meta: unknown;
}
