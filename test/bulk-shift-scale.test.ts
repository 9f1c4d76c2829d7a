import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextAssessmentAt } from '../src/domain/assessment-schedule.ts';
import { assess } from '../src/domain/readiness.ts';
import { loadFacts } from '../src/store/load-facts.ts';
import { insertEntries } from './e2e/calendar-entries.ts';
import { startPunctual, type TestPunctual, type TestUser } from './support/punctual.ts';

const COUNT = 10_000;
const ZONE = 'Europe/Madrid';

/** spec.md 3 and 6: one transaction, all or nothing, however many; readiness is right as soon as it has answered. */
describe('ten thousand entries shifted at once', () => {
  let punctual: TestPunctual;
  let user: TestUser;
  let ids: string[];

  beforeAll(async () => {
    punctual = await startPunctual();
    user = await punctual.signUp();
    await user.link('ig', { body: { timezone: ZONE } });
    const photo = await user.uploadPhoto();
    const first = punctual.clock.now().add({ hours: 30 });
    // Some forty a day for most of a year, both changes of the clocks included; every seventh lacks its photo.
    ids = await insertEntries(punctual.foundation, {
      count: COUNT,
      at: (index) => first.add({ minutes: 36 * index }),
      asset: (index) => (index % 7 === 0 ? null : photo),
    });
  });
  afterAll(() => punctual.close());

  test(
    'a day later: every one keeps its hour on the wall, job and readiness with it; undone in one step',
    { timeout: 120_000 },
    async () => {
      const before = await times(punctual);
      expect(before.size).toBe(COUNT);
      const preview = await user.call('POST', '/v1/calendar/entries:bulk-shift', { ids, offset: 'P1D', dryRun: true });
      expect(preview.data.moved).toHaveLength(COUNT);
      expect(await times(punctual)).toEqual(before);

      const answer = await user.call('POST', '/v1/calendar/entries:bulk-shift', { ids, offset: 'P1D' });
      expect(answer.status).toBe(200);
      expect(answer.data.moved).toHaveLength(COUNT);
      const after = await times(punctual);
      const wrong = ids.filter((id) => after.get(id) !== aDayLater(before.get(id) ?? ''));
      expect(wrong).toEqual([]);
      expect(await jobsElsewhere(punctual)).toBe(0);
      expect(await staleReadiness(punctual, ids)).toEqual([]);

      const undone = await user.call('POST', `/v1/undo/${answer.data.undo.id}`);
      expect(undone.status).toBe(200);
      expect(await times(punctual)).toEqual(before);
      expect(await jobsElsewhere(punctual)).toBe(0);
      expect(await staleReadiness(punctual, ids)).toEqual([]);
    },
  );

  test('one that may not move keeps all of them where they are, and is named', async () => {
    const before = await times(punctual);
    const held = ids[COUNT / 2] ?? '';
    const { database } = punctual.foundation;
    await sql`UPDATE publish_jobs SET status = 'publishing' WHERE calendar_entry_id = ${held}`.execute(database);
    const range = {
      from: punctual.clock.now().toString(),
      to: punctual.clock
        .now()
        .add({ hours: 24 * 400 })
        .toString(),
    };
    const answer = await user.call('POST', '/v1/calendar/entries:bulk-shift', { range, offset: 'PT2H' });
    expect(answer.status).toBe(422);
    expect(answer.error?.code).toBe('SHIFT_REFUSED');
    expect(answer.error?.details.refused.map((one: { id: string }) => one.id)).toEqual([held]);
    expect(await times(punctual)).toEqual(before);
    await sql`UPDATE publish_jobs SET status = 'scheduled' WHERE calendar_entry_id = ${held}`.execute(database);

    const now = await user.call('POST', '/v1/calendar/entries:bulk-shift', { range, offset: 'PT2H' });
    expect(now.data.moved).toHaveLength(COUNT);
    const exactly = Temporal.Instant.from(before.get(held) ?? '').add({ hours: 2 });
    expect((await times(punctual)).get(held)).toBe(exactly.toString());
  });

  test('a shift that would bring the first of them into the past moves none', async () => {
    const before = await times(punctual);
    const answer = await user.call('POST', '/v1/calendar/entries:bulk-shift', { ids, offset: '-P2D' });
    expect(answer.status).toBe(422);
    expect(answer.error?.details.refused.length).toBeGreaterThan(0);
    expect(answer.error?.details.refused.every((one: { code: string }) => one.code === 'TIME_IN_PAST')).toBe(true);
    expect(await times(punctual)).toEqual(before);
  });
});

async function times(punctual: TestPunctual): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; at: Temporal.Instant }>`
    SELECT id, scheduled_at AS at FROM calendar_entries`.execute(punctual.foundation.database);
  return new Map(rows.map((row) => [row.id, row.at.toString()]));
}

/** The same hour of the next day; where the clocks skip it, as much later as they skip; where it comes twice, the first. */
function aDayLater(at: string): string {
  return Temporal.Instant.from(at)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .add({ days: 1 })
    .toZonedDateTime(ZONE, { disambiguation: 'compatible' })
    .toInstant()
    .toString();
}

/** How many jobs the worker would take up at another moment than the calendar shows. */
async function jobsElsewhere(punctual: TestPunctual): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM calendar_entries e JOIN publish_jobs j ON j.calendar_entry_id = e.id
    WHERE j.scheduled_at <> e.scheduled_at OR j.next_attempt_at <> e.scheduled_at OR j.due_at IS DISTINCT FROM e.scheduled_at`.execute(
    punctual.foundation.database,
  );
  return rows[0]?.count ?? -1;
}

/** Entries whose stored readiness, issues or next look are not what the one pure function says now. */
async function staleReadiness(punctual: TestPunctual, ids: readonly string[]): Promise<string[]> {
  const { database, clock, environment } = punctual.foundation;
  const known = await database
    .transaction()
    .execute((transaction) => loadFacts(transaction, ids, environment(), clock.now()));
  return known.flatMap(({ facts, stored }) => {
    const { readiness, issues } = assess(facts);
    const same =
      stored.readiness === readiness &&
      stored.issues.map((issue) => issue.code).join() === issues.map((issue) => issue.code).join() &&
      stored.assessAt?.toString() === nextAssessmentAt(facts)?.toString();
    return same ? [] : [`${stored.readiness} should be ${readiness} (${issues.map((issue) => issue.code).join()})`];
  });
}
