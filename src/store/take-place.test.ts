import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPunctual, type TestPunctual } from '../../test/support/punctual.ts';
import { takePlace } from './take-place.ts';

let punctual: TestPunctual;
let account: string;

beforeAll(async () => {
  punctual = await startPunctual();
  const user = await punctual.signUp();
  await user.link('tiktok', { account: 'priva' });
  account = (await user.call('GET', '/v1/accounts')).data[0].id;
});
afterAll(() => punctual.close());

const WINDOW = { endpoint: 'init', calls: 6, seconds: 60 };
const NOW = Temporal.Instant.from('2026-11-23T09:00:00Z');
/** However loaded the machine, who queues for the lock gets it. */
const PATIENT_MS = 60_000;
const take = (now: Temporal.Instant, window = WINDOW, waitMs = PATIENT_MS) =>
  takePlace(punctual.foundation.database, account, window, now, waitMs);

test('many workers together take as many places as there are, and learn when the next falls free', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => take(NOW)));
  expect(answers.filter((answer) => answer === null)).toHaveLength(6);
  expect(new Set(answers.map((answer) => answer?.toString()))).toEqual(new Set([undefined, '2026-11-23T09:01:00Z']));

  expect((await take(NOW.add({ seconds: 59 })))?.toString()).toBe('2026-11-23T09:01:00Z');
  expect(await take(NOW.add({ seconds: 60 }))).toBeNull();
});

test('each endpoint has a window of its own, and who may take half leaves the other half', async () => {
  const half = { ...WINDOW, endpoint: 'creator_info', calls: 3 };
  const composer = await Promise.all(Array.from({ length: 9 }, () => take(NOW, half)));
  expect(composer.filter((answer) => answer === null)).toHaveLength(3);
  expect(await take(NOW, { ...half, calls: 6 })).toBeNull();
});

test('an account that is locked for long is come back to, rather than waited for', async () => {
  const { database } = punctual.foundation;
  await database.transaction().execute(async (transaction) => {
    await transaction.selectFrom('channel_accounts').select('id').where('id', '=', account).forUpdate().execute();
    expect((await take(NOW, WINDOW, 10))?.toString()).toBe('2026-11-23T09:00:02Z');
  });
});
