import { sql } from 'kysely';
import { nextAssessmentAt } from '../../src/domain/assessment-schedule.ts';
import { isAfter } from '../../src/domain/clock.ts';
import type { Attention } from '../../src/domain/facts.ts';
import { assess } from '../../src/domain/readiness.ts';
import { RETRY_PAUSES_MINUTES } from '../../src/domain/retry-schedule.ts';
import type { Channel } from '../../src/contract/channel.ts';
import type { JobStatus } from '../../src/contract/job.ts';
import { loadFacts } from '../../src/store/load-facts.ts';
import type { Feed, LivePost } from './platforms/feed.ts';
import type { Weather } from './weather.ts';
import { ENVIRONMENT, type World } from './world.ts';

/** What a run came to; filled by the checks, empty when every promise was kept. */
export interface Tally {
  published: number;
  /** Jobs waiting for a person, by the reason given. */
  waiting: Record<string, number>;
  withdrawn: number;
}

interface JobRow {
  id: string;
  entry: string;
  post: string;
  channel: Channel;
  status: JobStatus;
  attempts: number;
  unknown: boolean;
  attention: Attention | null;
  due: Temporal.Instant | null;
}

interface AttemptRow {
  job: string;
  number: number;
  started: Temporal.Instant;
  finished: Temporal.Instant | null;
  status: 'ok' | 'failed' | null;
  failureClass: string | null;
}

/** Stored readiness equals computed readiness, and is planned to be looked at when time alone changes it (spec.md 4). */
export async function checkReadiness(
  world: World,
  now: Temporal.Instant,
  broken: (what: string) => void,
): Promise<void> {
  await world.database.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM calendar_entries WHERE user_id = ${world.userId} ORDER BY id FOR UPDATE`.execute(transaction);
    const ids = rows.map((row) => row.id);
    for (const entry of await loadFacts(transaction, ids, ENVIRONMENT, now)) {
      const { stored, facts } = entry;
      // Its moment has come, and nobody has been there yet.
      if (stored.assessAt !== null && !isAfter(stored.assessAt, now)) continue;
      const computed = assess(facts);
      const next = nextAssessmentAt(facts);
      if (computed.readiness !== stored.readiness) {
        broken(
          `readiness of ${facts.entry.channel} is stored as ${stored.readiness}, computed as ${computed.readiness}`,
        );
      } else if (JSON.stringify(computed.issues.map(codeOf)) !== JSON.stringify(stored.issues.map(codeOf))) {
        broken(`issues stored ${stored.issues.map(codeOf).join()}, computed ${computed.issues.map(codeOf).join()}`);
      } else if (next?.toString() !== stored.assessAt?.toString()) {
        broken(
          `next look is planned for ${stored.assessAt?.toString() ?? 'never'}, due ${next?.toString() ?? 'never'}`,
        );
      }
    }
  });
}

function codeOf(issue: { code: string }): string {
  return issue.code;
}

/** Every promise of spec.md 5 that can be told from the end of a run. */
export async function checkEnd(
  world: World,
  feed: Feed,
  weather: Weather,
  now: Temporal.Instant,
  broken: (what: string) => void,
): Promise<Tally> {
  await checkReadiness(world, now, broken);
  const { rows: jobs } = await sql<JobRow>`
    SELECT j.id, e.id AS entry, e.post_id AS post, j.channel, j.status, j.attempt_count AS attempts,
      j.unknown_since IS NOT NULL AS unknown, j.attention, j.due_at AS due
    FROM publish_jobs j JOIN calendar_entries e ON e.id = j.calendar_entry_id WHERE j.user_id = ${world.userId}`.execute(
    world.database,
  );
  const { rows: attempts } = await sql<AttemptRow>`
    SELECT t.publish_job_id AS job, t.number, t.started_at AS started, t.finished_at AS finished, t.status, t.failure_class AS "failureClass"
    FROM publish_attempts t JOIN publish_jobs j ON j.id = t.publish_job_id WHERE j.user_id = ${world.userId}
    ORDER BY t.started_at, t.id`.execute(world.database);

  const tally: Tally = { published: 0, waiting: {}, withdrawn: 0 };
  for (const post of world.posts) {
    for (const channel of post.channels) {
      const key = `${post.assetId}:${channel}`;
      const job = jobs.find((each) => each.post === post.id && each.channel === channel);
      const live = feed.posts.filter((each) => each.key === key);
      if (job === undefined) {
        tally.withdrawn += 1;
        if (live.length > 0) await checkWithdrawn(world, post.id, key, broken);
        continue;
      }
      checkJob(
        job,
        live,
        attempts.filter((attempt) => attempt.job === job.id),
        { weather, wasTakenOff: world.takenOff.has(post.id) },
        broken,
      );
      if (job.status === 'published') tally.published += 1;
      else
        tally.waiting[job.attention?.reason ?? job.status] =
          (tally.waiting[job.attention?.reason ?? job.status] ?? 0) + 1;
    }
  }
  return tally;
}

/** Deleting a published post takes it off the calendar, not off the platform; any other must not be live. */
async function checkWithdrawn(
  world: World,
  postId: string,
  key: string,
  broken: (what: string) => void,
): Promise<void> {
  const { rows } = await sql<{ was: string | null }>`
    SELECT (SELECT j ->> 'status' FROM jsonb_array_elements(u.payload -> 'snapshots' -> 0 -> 'jobs') j
      WHERE j ->> 'channel' = ${key.split(':')[1] ?? ''}) AS was
    FROM undo_handles u WHERE u.user_id = ${world.userId} AND u.kind = 'delete'
      AND u.payload -> 'snapshots' -> 0 -> 'post' ->> 'id' = ${postId}`.execute(world.database);
  if (!rows.some((row) => row.was === 'published')) broken(`${key} is live but was withdrawn`);
}

/** What may have kept the pipeline from its work. */
interface Trouble {
  weather: Weather;
  wasTakenOff: boolean;
}

function checkJob(
  job: JobRow,
  live: readonly LivePost[],
  attempts: readonly AttemptRow[],
  trouble: Trouble,
  broken: (what: string) => void,
): void {
  const name = `${job.channel} ${job.id.slice(-4)}`;
  checkPauses(name, attempts, trouble, broken);
  switch (job.status) {
    case 'published':
      if (live.length !== 1) broken(`${name} counts as published and is live ${live.length} times`);
      if (attempts.at(-1)?.status !== 'ok') broken(`${name} is published without a successful attempt`);
      checkLateness(name, live, attempts.at(-1), broken);
      return;
    case 'needs_attention':
      checkReason(name, job, live.length, attempts, trouble, broken);
      if (job.due !== null && !job.unknown) broken(`${name} waits for a person and is due all the same`);
      return;
    case 'scheduled':
    case 'publishing':
    case 'failed':
      broken(`${name} is left ${job.status}${job.unknown ? ' (unknown)' : ''}, due ${job.due?.toString() ?? 'never'}`);
  }
}

/** The account tolerates an hour (spec.md 5.5); an attempt itself takes its time, a quarter of an hour with Instagram. */
const LATEST_MINUTES = 60 + 20;

/** Nothing is sent so long after its attempt began that it would be silently late. */
function checkLateness(
  name: string,
  [post]: readonly LivePost[],
  attempt: AttemptRow | undefined,
  broken: (what: string) => void,
): void {
  if (post === undefined || attempt === undefined) return;
  const minutes = (post.askedAt - attempt.started.epochMilliseconds) / 60_000;
  if (minutes > LATEST_MINUTES) broken(`${name} was sent ${minutes.toFixed(0)} minutes after its attempt began`);
}

const LONGEST_START_SECONDS = 120;

/** The pauses between attempts of one order: never shorter; longer only where the platform or an outage says so. */
function checkPauses(
  name: string,
  attempts: readonly AttemptRow[],
  { weather, wasTakenOff }: Trouble,
  broken: (what: string) => void,
): void {
  for (const [index, attempt] of attempts.entries()) {
    const before = attempts[index - 1];
    if (before === undefined || attempt.number !== before.number + 1 || before.finished === null) continue;
    const pause = RETRY_PAUSES_MINUTES[before.number - 1];
    if (pause === undefined) {
      broken(`${name} was tried ${attempt.number} times`);
      continue;
    }
    const waited = attempt.started.since(before.finished).total('seconds');
    if (waited < pause * 60) broken(`${name} was retried after ${waited} s instead of ${pause} min`);
    const { climate } = weather;
    const isUndisturbed = weather.mishaps === 0 && climate.outage === null && !wasTakenOff;
    // Room in the platform's window, then preflight's own look at it, stand between the due instant and the attempt.
    const most = pause * 60 + (before.failureClass === 'rate' ? 25 * 3600 : LONGEST_START_SECONDS);
    if (isUndisturbed && waited > most) broken(`${name} was retried after ${waited} s instead of ${pause} min`);
  }
}

/** A person is asked only for a reason that is true. */
function checkReason(
  name: string,
  job: JobRow,
  live: number,
  attempts: readonly AttemptRow[],
  { weather }: Trouble,
  broken: (what: string) => void,
): void {
  const { attention } = job;
  if (attention === null) return broken(`${name} waits for a person without a reason`);
  if (attention.reason !== 'unknown_outcome' && live > 0) broken(`${name} is live but says ${attention.reason}`);
  if ((attention.reason === 'unknown_outcome') !== job.unknown)
    broken(`${name}: ${attention.reason}, unknown: ${job.unknown}`);
  const last = attempts.at(-1);
  switch (attention.reason) {
    case 'retries_used_up':
      if (job.attempts !== 4 || last?.status !== 'failed') broken(`${name} gave up after ${job.attempts} attempts`);
      return;
    case 'refused':
      if (last?.status !== 'failed' || last.failureClass !== attention.failureClass)
        broken(`${name} was refused without a failed attempt of class ${attention.failureClass ?? 'none'}`);
      return;
    case 'missed': {
      // Either nobody was there, or finding out took longer than the account tolerates.
      const sought = last?.finished?.since(last.started).total('minutes') ?? 0;
      if (weather.mishaps === 0 && weather.climate.outage === null && sought < 60)
        broken(`${name} was missed though nobody slept`);
      return;
    }
    case 'worker_crashed':
      if (weather.mishaps < 5) broken(`${name} was set aside as poisoned`);
      return;
    case 'preflight':
    case 'unknown_outcome':
  }
}
