import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { ChannelAdapter } from '../../src/channels/adapter.ts';
import type { PipelineContext } from '../../src/pipeline/context.ts';
import { startWorker } from '../../src/pipeline/worker.ts';
import { workOnJob } from '../../src/pipeline/work-on-job.ts';
import { claimDueJobs, SUSPECT_AFTER, type ClaimedJob } from '../../src/store/claim-due-jobs.ts';
import { startPunctual, type TestPunctual, type TestUser } from '../support/punctual.ts';

/** Everything dies with a worker that works on the poisoned job; so often may that happen. */
const MOST_CRASHES = 5;

let punctual: TestPunctual;
let user: TestUser;

beforeEach(async () => {
  punctual = await startPunctual();
  user = await punctual.signUp();
  await user.link('ig');
});
afterEach(async () => {
  await punctual.close();
});

/** Schedules a post in ten minutes; answers its entry. */
async function schedule(caption: string): Promise<string> {
  const scheduledAt = punctual.clock.now().add({ minutes: 10 }).toString();
  const assetIds = [await user.uploadPhoto()];
  const entries = [{ channel: 'ig', scheduledAt, payload: {} }];
  const answer = await user.call('POST', '/v1/posts', {
    caption,
    hashtags: [],
    tags: [],
    assetIds,
    entries,
    intent: 'schedule',
  });
  return String(answer.data.entries[0].id);
}

async function jobOf(entryId: string) {
  const { rows } = await sql<{ status: string; reason: string | null; due: Temporal.Instant | null; unknown: boolean }>`
    SELECT status, attention ->> 'reason' AS reason, due_at AS due, unknown_since IS NOT NULL AS unknown
    FROM publish_jobs WHERE calendar_entry_id = ${entryId}`.execute(punctual.pipeline.database);
  const [job] = rows;
  if (job === undefined) throw new Error('there is no such job');
  return job;
}

function claim(workerId: string, inHand: readonly ClaimedJob[] = []): Promise<ClaimedJob[]> {
  const { leaseMs, perAccount, concurrency } = punctual.pipeline.settings;
  return claimDueJobs(punctual.pipeline.database, {
    now: punctual.clock.now(),
    leaseMs,
    workerId,
    limit: concurrency - inHand.length,
    perAccount,
    suspects: inHand.some((job) => job.lostClaims >= SUSPECT_AFTER) ? 0 : 1,
  });
}

async function livePosts(): Promise<string[]> {
  return (await punctual.sandbox.posts()).map((post) => String(post['caption']));
}

test('a job that kills its worker is set aside, and takes nobody with it', async () => {
  const poisoned = await schedule('the poisoned one');
  const innocent = await schedule('the innocent one');
  await punctual.clock.advanceBy({ minutes: 10 });

  let crashes = 0;
  for (let life = 0; life < 20; life += 1) {
    const jobs = await claim(`worker ${life}`);
    const kills = jobs.some((job) => job.entryId === poisoned && job.lostClaims < MOST_CRASHES);
    if (kills) crashes += 1;
    else await Promise.all(jobs.map((job) => workOnJob(punctual.pipeline, job)));
    await punctual.clock.advanceBy({ seconds: 21 });
  }

  expect(crashes).toBe(MOST_CRASHES);
  expect(await jobOf(poisoned)).toMatchObject({ status: 'needs_attention', reason: 'worker_crashed', due: null });
  expect(await jobOf(innocent)).toMatchObject({ status: 'published' });
  expect(await livePosts()).toEqual(['the innocent one']);
});

test('a post that is live stays published, though what is left to do for it kills the worker', async () => {
  const entry = await schedule('live already');
  await punctual.clock.advanceBy({ minutes: 10 });
  await sql`UPDATE publish_jobs SET status = 'published', lost_claims = ${MOST_CRASHES - 1}, due_at = ${punctual.clock.now()},
    leased_until = ${punctual.clock.now()}`.execute(punctual.pipeline.database);
  for (const job of await claim('worker')) await workOnJob(punctual.pipeline, job);
  expect(await jobOf(entry)).toMatchObject({ status: 'published', reason: null, due: null });
});

test('a job that may be live and kills the worker stays an open question', async () => {
  const entry = await schedule('who knows');
  await punctual.clock.advanceBy({ minutes: 10 });
  await sql`UPDATE publish_jobs SET status = 'needs_attention', unknown_since = ${punctual.clock.now()}, lost_claims = ${MOST_CRASHES - 1},
    due_at = ${punctual.clock.now()}, leased_until = ${punctual.clock.now()}`.execute(punctual.pipeline.database);
  for (const job of await claim('worker')) await workOnJob(punctual.pipeline, job);
  expect(await jobOf(entry)).toMatchObject({ status: 'needs_attention', reason: 'unknown_outcome', unknown: true });
});

test('with a full disk nothing is sent, and the post goes out when there is room again', async () => {
  const entry = await schedule('no room');
  const { database } = punctual.pipeline;
  await sql`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE disk_full USING MESSAGE = 'could not extend file: No space left on device'; END $$`.execute(
    database,
  );
  await sql`CREATE TRIGGER no_room BEFORE INSERT ON publish_attempts EXECUTE FUNCTION no_room()`.execute(database);
  await punctual.clock.advanceBy({ minutes: 10 });
  for (const job of await claim('worker')) {
    await expect(workOnJob(punctual.pipeline, job)).rejects.toThrow('No space left');
  }
  const calls = await punctual.sandbox.requests('?channel=ig');
  expect(calls.filter((call) => call['method'] === 'POST' && String(call['path']).includes('/media'))).toEqual([]);

  await sql`DROP TRIGGER no_room ON publish_attempts`.execute(database);
  await punctual.runUntil(punctual.clock.now().add({ minutes: 2 }));
  expect(await jobOf(entry)).toMatchObject({ status: 'published' });
  expect(await livePosts()).toEqual(['no room']);
});

test.each([
  ['', 0],
  [', nor after a worker that died over it', 1],
])('what was being sent when the machine stopped is not sent hours later%s', async (_also, deaths) => {
  const entry = await schedule('too late');
  await punctual.clock.advanceBy({ minutes: 10 });
  // The container is being prepared; then the machine is off until the evening.
  for (const job of await claim('worker')) await workOnJob(punctual.pipeline, job);
  expect(await jobOf(entry)).toMatchObject({ status: 'publishing' });
  await punctual.clock.advanceBy({ hours: 9 });
  for (let death = 0; death < deaths; death += 1) {
    expect(await claim(`short life ${death}`)).toHaveLength(1);
    await punctual.clock.advanceBy({ seconds: 21 });
  }
  await punctual.runUntil(punctual.clock.now().add({ minutes: 30 }));
  expect(await jobOf(entry)).toMatchObject({ status: 'needs_attention', reason: 'missed' });
  expect(await livePosts()).toEqual([]);
});

test('what several stops together have made too late is not sent, though none was long', async () => {
  const entry = await schedule('stop by stop');
  await punctual.clock.advanceBy({ minutes: 10 });
  const { database } = punctual.pipeline;
  // Twice the machine is off for forty minutes, and each time something is done before: no standstill is an hour long.
  for (let stop = 0; stop < 2; stop += 1) {
    const [job] = await claim(`short life ${stop}`);
    if (job === undefined) throw new Error('nothing was due');
    if (stop === 0) await workOnJob(punctual.pipeline, job);
    const now = punctual.clock.now();
    await sql`UPDATE publish_jobs SET still_since = ${now} WHERE id = ${job.id}`.execute(database);
    await punctual.clock.advanceBy({ minutes: 40 });
  }
  await punctual.runUntil(punctual.clock.now().add({ minutes: 30 }));
  expect(await jobOf(entry)).toMatchObject({ status: 'needs_attention', reason: 'missed' });
  expect(await livePosts()).toEqual([]);
});

test('what a machine slept over between preflight and sending is not sent when it wakes', async () => {
  const entry = await schedule('slept over');
  await punctual.clock.advanceBy({ minutes: 10 });
  const channels = withSleepBeforeSending(punctual.pipeline, { hours: 9 });
  for (const job of await claim('worker')) await workOnJob({ ...punctual.pipeline, channels }, job);
  await punctual.runUntil(punctual.clock.now().add({ minutes: 30 }));
  expect(await jobOf(entry)).toMatchObject({ status: 'needs_attention', reason: 'missed' });
  expect(await livePosts()).toEqual([]);
});

test('a post that is due goes out while a token refresh waits for its platform, and stopping does not wait for it', async () => {
  const entry = await schedule('in time');
  await sql`UPDATE channel_accounts SET refresh_due_at = ${punctual.clock.now()}`.execute(punctual.pipeline.database);
  await punctual.clock.advanceBy({ minutes: 10 });
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<never>();
  const channels = withHangingRefresh(punctual.pipeline, asked.resolve, answer.promise);
  const worker = startWorker({ ...punctual.pipeline, channels });
  await asked.promise;
  // Real time is only what the database and the sandbox need; the clock moves on by the worker's own pauses.
  await expect
    .poll(
      async () => {
        await punctual.clock.advanceBy({ seconds: 5 });
        return (await jobOf(entry)).status;
      },
      { timeout: 15_000 },
    )
    .toBe('published');
  const stopped = worker.stop();
  await punctual.clock.advanceBy({ seconds: 10 });
  await stopped;
  answer.reject(new Error('the connection was closed'));
});

/** A machine that is asleep from the beginning of the attempt to its first step. */
function withSleepBeforeSending(
  { channels }: PipelineContext,
  sleep: Temporal.DurationLike,
): PipelineContext['channels'] {
  const { ig } = channels;
  if (ig === null) throw new Error('the test needs Instagram');
  const publish: ChannelAdapter['publisher']['publish'] = async function* (request, from) {
    await punctual.clock.advanceBy(sleep);
    return yield* ig.publisher.publish(request, from);
  };
  return { ...channels, ig: { ...ig, publisher: { ...ig.publisher, publish } } };
}

/** A platform that takes the question and does not answer. */
function withHangingRefresh(
  { channels }: PipelineContext,
  onAsked: () => void,
  answer: Promise<never>,
): PipelineContext['channels'] {
  const { ig } = channels;
  if (ig === null) throw new Error('the test needs Instagram');
  const refresh: ChannelAdapter['connect']['refresh'] = () => {
    onAsked();
    return answer;
  };
  return { ...channels, ig: { ...ig, connect: { ...ig.connect, refresh } } };
}
