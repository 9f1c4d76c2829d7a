import { sql } from 'kysely';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoBarriers, setCalendarStage, type CalendarStage } from './calendar-stage.ts';

const SOON = { timeout: 30_000 };

describe('what only a person can settle', () => {
  let stage: CalendarStage;
  beforeAll(async () => {
    stage = await setCalendarStage();
  });
  afterAll(() => stage.close());

  test(
    'an outcome nobody could tell: the posts that may be it stand beside the decision',
    { timeout: 90_000 },
    async () => {
      const { punctual } = stage;
      const now = onTheSecond(punctual.clock.now());
      const entry = await stage.schedule('Is it there?', now.add({ minutes: 5 }));
      await punctual.sandbox.fault({ channel: 'ig', endpoint: 'media_publish', kind: 'drop_after', times: 1 });
      // Instagram takes a few seconds over the picture, now more, now less; the question after them is soon answered.
      const firstIssue = async () => (await stage.entry(entry.id)).issues[0]?.code;
      for (let second = 0; second < 60 && (await firstIssue()) === undefined; second += 1)
        await punctual.runUntil(now.add({ minutes: 5, seconds: second }));
      expect(await firstIssue()).toBe('outcome_being_checked');
      // From here on the platform says nothing more about it, for longer than is asked.
      await punctual.sandbox.fault({ channel: 'ig', endpoint: 'container', kind: 'http', status: 500 });
      await punctual.runUntil(now.add({ hours: 30 }));
      expect((await stage.entry(entry.id)).issues[0]).toMatchObject({ code: 'outcome_unknown' });
      const permalink = 'https://www.instagram.com/p/likely/';
      const candidates = [
        { externalId: '17900000000000001', permalink, createdAt: now.add({ minutes: 5 }).toString() },
      ];
      await sql`UPDATE publish_attempts SET response_meta = response_meta || ${JSON.stringify({ candidates })}::jsonb`.execute(
        punctual.foundation.database,
      );

      const page = await stage.open(`?post=${entry.postId}`);
      const composer = page.getByRole('dialog');
      const link = composer.getByRole('link', { name: /^Post of / });
      expect(await link.getAttribute('href')).toBe(permalink);
      await expectNoBarriers(page, 'a decision with its evidence');
      await composer.getByRole('button', { name: 'This is it' }).click();
      expect(await composer.getByLabel('Its address (optional)').inputValue()).toBe(permalink);
      await composer.getByText('History', { exact: true }).click();
      await composer.getByText('Its outcome is not known yet.').waitFor();
      await composer.getByRole('button', { name: 'It is live' }).click();
      await expect.poll(async () => (await stage.entry(entry.id)).permalink, SOON).toBe(permalink);
      await composer.getByText('Declared live').waitFor();
      await page.context().close();
    },
  );

  test('their data: taken along as a file, then deleted for good', { timeout: 90_000 }, async () => {
    await stage.user.call('POST', '/v1/posts', { caption: 'Kept to the end' });
    const page = await stage.open();
    await page.goto(`${stage.punctual.url}/settings`);
    const arriving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download my data' }).click();
    const file = await arriving;
    expect(file.suggestedFilename()).toMatch(/^punctual-\d{4}-\d{2}-\d{2}\.json$/);
    expect(readFileSync(await file.path(), 'utf8')).toContain('Kept to the end');

    await page.getByRole('button', { name: 'Delete everything' }).click();
    const dialog = page.getByRole('dialog');
    const address = dialog.getByLabel('Type owner@example.com to confirm');
    await address.fill('somebody@example.com');
    await dialog.getByRole('button', { name: 'Delete everything' }).click();
    await dialog.getByText('That is not owner@example.com.').waitFor();
    await expectNoBarriers(page, 'the question before deleting');
    expect((await stage.user.call('GET', '/v1/me')).status).toBe(200);
    await address.fill('owner@example.com');
    await dialog.getByRole('button', { name: 'Delete everything' }).click();
    await page.getByRole('button', { name: 'Create account' }).waitFor();
    expect((await stage.user.call('GET', '/v1/posts')).status).toBe(401);
    await page.context().close();
  });
});

/** The database keeps microseconds: an instant between two of them would be due for ever. */
function onTheSecond(now: Temporal.Instant): Temporal.Instant {
  return now.round({ smallestUnit: 'second', roundingMode: 'ceil' });
}
