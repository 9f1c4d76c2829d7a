import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPunctual, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';
import type { ChannelAdapter } from '../channels/adapter.ts';
import type { PipelineContext } from './context.ts';
import { claimDueJobs } from '../store/claim-due-jobs.ts';
import { workOnJob } from './work-on-job.ts';

let punctual: TestPunctual;
let user: TestUser;

beforeAll(async () => {
  punctual = await startPunctual();
  user = await punctual.signUp();
  await user.link('ig');
});
afterAll(() => punctual.close());

test('a platform that does not say what the creator may do holds a post up for 20 seconds, no longer', async () => {
  const scheduledAt = punctual.clock.now().add({ minutes: 5 });
  const created = await user.call('POST', '/v1/posts', {
    caption: 'Out of the kiln',
    assetIds: [await user.uploadPhoto()],
    entries: [{ channel: 'ig', scheduledAt: scheduledAt.toString(), payload: {} }],
    intent: 'schedule',
  });
  await punctual.clock.advanceTo(scheduledAt);
  const asked = Promise.withResolvers<undefined>();
  const { ig } = punctual.pipeline.channels;
  if (ig === null) throw new Error('Instagram is not configured');
  const silent: ChannelAdapter = {
    ...ig,
    connect: {
      ...ig.connect,
      readCapabilities: () => {
        asked.resolve(undefined);
        return new Promise(() => {});
      },
    },
  };
  const context: PipelineContext = { ...punctual.pipeline, channels: { ...punctual.pipeline.channels, ig: silent } };

  const [job] = await claimDueJobs(context.database, {
    now: punctual.clock.now(),
    leaseMs: 60_000,
    workerId: 'test',
    limit: 1,
    perAccount: 1,
  });
  if (job === undefined) throw new Error('nothing is due');
  const work = workOnJob(context, job);
  await asked.promise;
  await punctual.clock.advanceBy({ seconds: 20 });
  await work;
  await punctual.runUntil(punctual.clock.now().add({ minutes: 2 }));

  const { data } = await user.call('GET', `/v1/calendar/entries/${String(created.data.entries[0].id)}`);
  expect(data.state).toBe('published');
});
