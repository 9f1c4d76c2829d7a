import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { databaseOn } from './database.ts';
import { isoOf, utcText } from './utc-text.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own.drop());

test.each([
  '2026-11-28T21:37:06.634914Z',
  '2026-11-28T21:37:06.6Z',
  '2026-11-28T21:37:06Z',
  '1969-12-31T23:59:59.999999Z',
  '9999-12-31T23:59:59Z',
])('%s comes as Temporal writes it, whatever zone the server keeps', async (instant) => {
  const text = await databaseOn(own.pool)
    .transaction()
    .execute(async (transaction) => {
      await sql`SET LOCAL TIME ZONE 'Pacific/Apia'`.execute(transaction);
      return transaction.selectNoFrom(utcText(sql`${instant}::timestamptz`).as('text')).executeTakeFirstOrThrow();
    });
  expect(isoOf(text.text)).toBe(Temporal.Instant.from(instant).toString());
});
