import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPunctual, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';
import { claimDueJobs, type ClaimedJob } from '../store/claim-due-jobs.ts';
import { mayHaveTwin } from './may-have-twin.ts';
import { workOnJob } from './work-on-job.ts';

let punctual: TestPunctual;
let user: TestUser;

beforeAll(async () => {
  punctual = await startPunctual();
  user = await punctual.signUp();
  await user.link('ig');
});
afterAll(() => punctual.close());

test('a post with the same words counts while nobody knows what it became, or which one it is', async () => {
  const at = punctual.clock.now().add({ minutes: 5 }).toString();
  const post = async (caption: string, hashtags: string[]): Promise<string> => {
    const assetIds = [await user.uploadPhoto()];
    const entries = [{ channel: 'ig', scheduledAt: at, payload: {} }];
    const { data } = await user.call('POST', '/v1/posts', { caption, hashtags, assetIds, entries, intent: 'schedule' });
    return data.entries[0].id;
  };
  const [one, twin, stranger] = [await post('Bowls #kiln', []), await post('Bowls #kiln', []), await post('Cups', [])];
  await punctual.clock.advanceBy({ minutes: 5 });
  const wish = { now: punctual.clock.now(), leaseMs: 20_000, workerId: 'w', limit: 9, perAccount: 9 };
  const jobs = await claimDueJobs(punctual.pipeline.database, wish);
  const jobOf = (entryId: string): ClaimedJob => {
    const job = jobs.find((each) => each.entryId === entryId);
    if (job === undefined) throw new Error('it is not due');
    return job;
  };
  const ask = () => mayHaveTwin(punctual.pipeline, jobOf(one), 'Bowls #kiln');

  // Nothing of it was sent yet.
  expect(await ask()).toBe(false);
  await workOnJob(punctual.pipeline, jobOf(stranger));
  expect(await ask()).toBe(false);
  await workOnJob(punctual.pipeline, jobOf(twin));
  expect(await ask()).toBe(true);
  // It is live, and by this id.
  await sql`UPDATE publish_jobs SET status = 'published', external_id = '17' WHERE id = ${jobOf(twin).id}`.execute(
    punctual.pipeline.database,
  );
  expect(await ask()).toBe(false);
  // A post that was edited after it was sent may have had any words.
  await sql`
    UPDATE posts SET updated_at = ${punctual.clock.now().add({ seconds: 1 })}
    WHERE id = (SELECT post_id FROM calendar_entries WHERE id = ${stranger})`.execute(punctual.pipeline.database);
  expect(await ask()).toBe(true);
});
