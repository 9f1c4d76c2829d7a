import { sql } from 'kysely';
import pino from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPunctual, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';
import type { ChannelAdapter } from '../channels/adapter.ts';
import type { Failure, PublishOutcome } from '../domain/outcome.ts';
import { claimDueJobs, type ClaimedJob } from '../store/claim-due-jobs.ts';
import type { PipelineContext } from './context.ts';
import { createPipelineMetrics } from './metrics.ts';
import { takeFigures } from './take-figures.ts';
import { workOnJob } from './work-on-job.ts';
import { startWorker } from './worker.ts';

let punctual: TestPunctual;
let user: TestUser;

beforeAll(async () => {
  punctual = await startPunctual();
  user = await punctual.signUp();
  await user.link('ig');
});
afterAll(() => punctual.close());

/** A post that is due now. */
async function duePost(caption: string): Promise<{ entryId: string; at: Temporal.Instant }> {
  const at = punctual.clock.now().add({ minutes: 5 });
  const created = await user.call('POST', '/v1/posts', {
    caption,
    assetIds: [await user.uploadPhoto()],
    entries: [{ channel: 'ig', scheduledAt: at.toString(), payload: {} }],
    intent: 'schedule',
  });
  await punctual.clock.advanceTo(at);
  return { entryId: String(created.data.entries[0].id), at };
}

async function rowOf(entryId: string) {
  const { rows } = await sql<{ status: string; leased: boolean; due: Temporal.Instant }>`
    SELECT status, leased_until IS NOT NULL AS leased, due_at AS due FROM publish_jobs WHERE calendar_entry_id = ${entryId}`.execute(
    punctual.foundation.database,
  );
  return rows[0];
}

async function timesLive(caption: string): Promise<number> {
  return (await punctual.sandbox.posts()).filter((post) => post['caption'] === caption).length;
}

/** Claims what is due, for this post alone: what others have left to do does not matter here. */
async function claim(entryId: string): Promise<ClaimedJob> {
  const wish = {
    now: punctual.clock.now(),
    leaseMs: 20_000,
    workerId: 'w',
    limit: 20,
    perAccount: 20,
    suspects: 0,
  } as const;
  const job = (await claimDueJobs(punctual.foundation.database, wish)).find((each) => each.entryId === entryId);
  if (job === undefined) throw new Error('it is not due');
  return job;
}

function withInstagram(change: (ig: ChannelAdapter) => Partial<ChannelAdapter>): PipelineContext {
  const { ig } = punctual.pipeline.channels;
  if (ig === null) throw new Error('Instagram is not configured');
  return { ...punctual.pipeline, channels: { ...punctual.pipeline.channels, ig: { ...ig, ...change(ig) } } };
}

/** Publishing that comes to its outcome without a step that could be written down. */
async function* inOneCall(call: () => Promise<PublishOutcome>): AsyncGenerator<never, PublishOutcome> {
  yield* [];
  return call();
}

/** Stops the worker, with time for nothing but its patience. */
async function stopInTime(worker: { stop(): Promise<void> }): Promise<void> {
  const asked = punctual.clock.now();
  const stopped = worker.stop();
  await punctual.clock.advanceBy({ seconds: 8 });
  await stopped;
  expect(punctual.clock.now().since(asked).total('seconds')).toBeLessThan(10);
}

describe('a worker that is told to stop', () => {
  test('lets go of what it has not begun: another takes it up at once', async () => {
    const { entryId } = await duePost('not begun');
    const asked = Promise.withResolvers<undefined>();
    const silent = withInstagram((ig) => ({
      connect: {
        ...ig.connect,
        readCapabilities: () => {
          asked.resolve(undefined);
          return new Promise(() => {});
        },
      },
    }));
    const worker = startWorker(silent);
    await asked.promise;
    await stopInTime(worker);

    const row = await rowOf(entryId);
    expect(row).toMatchObject({ status: 'scheduled', leased: false });
    expect(row?.due.equals(punctual.clock.now())).toBe(true);
    await punctual.runUntil(punctual.clock.now().add({ minutes: 2 }));
    expect((await rowOf(entryId))?.status).toBe('published');
    expect(await timesLive('not begun')).toBe(1);
  });

  test('begins nothing that it was just claiming', async () => {
    const { entryId } = await duePost('just claimed');
    const worker = startWorker(punctual.pipeline);
    await worker.stop();
    expect(await rowOf(entryId)).toMatchObject({ status: 'scheduled', leased: false });
    await claim(entryId);
    await punctual.clock.advanceBy({ seconds: 20 });
    await punctual.runUntil(punctual.clock.now().add({ minutes: 2 }));
    expect(await timesLive('just claimed')).toBe(1);
  });

  test('keeps its hand on what it is sending, until the lease ends and the next one may look', async () => {
    const { entryId } = await duePost('being sent');
    const sending = Promise.withResolvers<undefined>();
    const stuck = withInstagram((ig) => ({
      publisher: {
        ...ig.publisher,
        publish: () =>
          inOneCall(() => {
            sending.resolve(undefined);
            return new Promise(() => {});
          }),
      },
    }));
    const worker = startWorker(stuck);
    await sending.promise;
    await stopInTime(worker);

    expect(await rowOf(entryId)).toMatchObject({ status: 'publishing', leased: true });
    await punctual.settle();
    expect(await timesLive('being sent')).toBe(0);
    await punctual.runUntil(punctual.clock.now().add({ minutes: 2 }));
    expect((await rowOf(entryId))?.status).toBe('published');
    expect(await timesLive('being sent')).toBe(1);
  });
});

test('an unclear attempt keeps what the platform said and what was found, until it is known to be live', async () => {
  const { entryId } = await duePost('who knows');
  const failure: Failure = {
    failureClass: 'unknown',
    says: { quoted: 'Something went wrong.' },
    platformCode: '1/99',
    traceId: 'AbCdEf',
    httpStatus: 500,
  };
  const foundNothing = { ...failure, platformCode: null, traceId: null, httpStatus: null };
  const candidates = [{ externalId: '17', permalink: 'https://www.instagram.com/p/x/', createdAt: null }];
  const context = withInstagram((ig) => ({
    publisher: {
      ...ig.publisher,
      publish: () => inOneCall(() => Promise.resolve({ kind: 'unknown', failure, askAt: punctual.clock.now() })),
      confirm: (_request, progress) =>
        Promise.resolve({ outcome: { kind: 'personDecides', failure: foundNothing, candidates }, progress }),
    },
  }));
  const { postId } = (await user.call('GET', `/v1/calendar/entries/${entryId}`)).data;
  const attempt = async () => (await user.call('GET', `/v1/posts/${postId}/history`)).data.attempts[0];
  const told = { failureClass: 'unknown', errorCode: '1/99', traceId: 'AbCdEf', errorMessage: expect.any(String) };
  await workOnJob(context, await claim(entryId));
  expect(await attempt()).toMatchObject({ status: null, ...told, candidates: [] });
  await workOnJob(context, await claim(entryId));
  expect(await attempt()).toMatchObject({ status: null, ...told, candidates });

  const { job } = (await user.call('GET', `/v1/calendar/entries/${entryId}`)).data;
  await user.call('POST', `/v1/publishing/jobs/${job.id}:resolve`, { outcome: 'live' });
  expect(await attempt()).toMatchObject({ status: 'ok', failureClass: null, errorCode: null, errorMessage: null });
});

describe('each turn', () => {
  const lines: Record<string, unknown>[] = [];
  const registry = new Registry();
  let context: PipelineContext;

  beforeAll(() => {
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    context = { ...punctual.pipeline, log, metrics: createPipelineMetrics(registry) };
  });

  test('is one line with what happened, when, how late and how long, and counts', async () => {
    await punctual.sandbox.fault({ channel: 'ig', endpoint: 'media', kind: 'error', code: 2, times: 1 });
    const { entryId, at } = await duePost('a secret caption');
    await punctual.clock.advanceBy({ seconds: 3 });
    await takeFigures(context);
    const figures = await registry.metrics();
    expect(figures).toContain('punctual_jobs_due 1');
    expect(figures).toContain('punctual_oldest_due_seconds 3');
    expect(figures).toContain('punctual_accounts{channel="ig",status="ok"} 1');
    expect(figures).toContain('punctual_accounts{channel="ig",status="revoked"} 0');

    // The first worker dies, and the second learns in the middle that a third has the job.
    await claim(entryId);
    await punctual.clock.advanceTo(at.add({ seconds: 24 }));
    const overtaken = await claim(entryId);
    await sql`UPDATE publish_jobs SET lease_token = lease_token + 1 WHERE id = ${overtaken.id}`.execute(
      context.database,
    );
    await workOnJob(context, overtaken);
    await punctual.clock.advanceTo(at.add({ seconds: 45 }));
    const job = await claim(entryId);
    await workOnJob(context, job);

    const turns = lines.filter((line) => line['msg'] === 'publishing turn');
    expect(turns.map((line) => line['outcome'])).toEqual(['lost', 'retrying']);
    expect(turns[1]).toMatchObject({
      jobId: job.id,
      channel: 'ig',
      attempt: 1,
      failureClass: 'transient',
      errorCode: '2',
      latencyMs: 0,
      latenessMs: 45_000,
    });
    expect(turns[1]?.['traceId']).toEqual(expect.any(String));
    const attempts = await sql<{ error_code: string; trace: string }>`
      SELECT error_code, response_meta ->> 'traceId' AS trace FROM publish_attempts`.execute(context.database);
    expect(attempts.rows).toContainEqual({ error_code: '2', trace: turns[1]?.['traceId'] });

    const counted = await registry.metrics();
    expect(counted).toContain(
      'punctual_publish_turns_total{channel="ig",outcome="retrying",failure_class="transient"} 1',
    );
    expect(counted).toContain('punctual_lost_leases_total{channel="ig"} 1');
    expect(counted).toContain('punctual_taken_over_total{channel="ig"} 2');
    expect(counted).toContain('punctual_publish_lateness_seconds_sum{channel="ig"} 45');

    // A person's second wish is no lateness of the schedule.
    const jobId = (await user.call('GET', `/v1/calendar/entries/${entryId}`)).data.job.id;
    await punctual.clock.advanceBy({ minutes: 2 });
    await user.call('POST', `/v1/publishing/jobs/${jobId}:retry`);
    await workOnJob(context, await claim(entryId));
    expect(await registry.metrics()).toContain('punctual_publish_lateness_seconds_count{channel="ig"} 1');
    expect(JSON.stringify(lines)).not.toMatch(/secret caption|IGAA/);
  });

  test.each([
    ['missed', 'transient', 61],
    ['needs_attention', 'content', 1],
    ['confirm_notLive', 'transient', 1],
  ] as const)('that asks in vain counts as what becomes of the post: %s', async (turn, failureClass, minutes) => {
    const { entryId } = await duePost(`asked about: ${turn}`);
    const failure: Failure = {
      failureClass,
      says: { quoted: 'Nothing was posted.' },
      platformCode: null,
      traceId: null,
      httpStatus: null,
    };
    const asked = withInstagram((ig) => ({
      publisher: {
        ...ig.publisher,
        publish: () =>
          inOneCall(() =>
            Promise.resolve({
              kind: 'unknown',
              failure: { ...failure, failureClass: 'unknown' },
              askAt: punctual.clock.now(),
            }),
          ),
        confirm: (_request, progress) =>
          Promise.resolve({ outcome: { kind: 'notLive', failure, notBefore: null }, progress }),
      },
    }));
    const counted = { ...asked, log: context.log, metrics: context.metrics };
    await workOnJob(counted, await claim(entryId));
    await punctual.clock.advanceBy({ minutes });
    await workOnJob(counted, await claim(entryId));
    expect(lines.at(-1)).toMatchObject({ msg: 'publishing turn', outcome: turn, failureClass });
  });
});
