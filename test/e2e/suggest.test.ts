import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { photo } from '../support/uploads.ts';
import { expectNoBarriers, MADRID, setCalendarStage, type CalendarStage } from './calendar-stage.ts';

/** The machine may be busy; what is waited for is named when it does not come. */
const SOON = { timeout: 30_000 };
const BRIEF = 'Twelve new tea bowls come out of the kiln this Friday. Each is £28. Come to the studio from 10:00.';

describe('suggestions in the composer, without a model', () => {
  let stage: CalendarStage;
  beforeAll(async () => {
    stage = await setCalendarStage(MADRID);
  });
  afterAll(() => stage.close());

  test('from a brief to a scheduled post, with the last word left to the creator', { timeout: 90_000 }, async () => {
    const page = await stage.open('?post=new');
    const composer = page.getByRole('dialog');
    await composer.getByLabel('What is it about?').fill(BRIEF);
    await composer.getByRole('button', { name: 'Suggest', exact: true }).click();

    const caption = captionOf(composer);
    await expect.poll(() => caption.inputValue(), SOON).toContain('£28');
    const suggested = await caption.inputValue();
    for (const field of ['caption', 'hashtags', 'time'] as const) {
      const words = lineOf(composer, field);
      await words.getByText('Suggested', { exact: true }).waitFor();
      expect(await words.textContent()).toContain('Built-in suggester');
    }
    expect(await lineOf(composer, 'caption').textContent()).toContain('from your brief');
    await expectNoBarriers(page, 'a filled composer');

    // Once edited it is the creator's, and nothing takes it away unasked.
    await caption.fill('Tea bowls on Friday, £28 each.');
    await lineOf(composer, 'caption').getByText('Suggested', { exact: true }).waitFor({ state: 'detached' });
    await askFor(composer, 'a caption');
    const offer = composer.getByRole('group', { name: 'Suggested instead' });
    await offer.waitFor();
    await expectNoBarriers(page, 'a composer with a proposal');
    expect(await caption.inputValue()).toBe('Tea bowls on Friday, £28 each.');
    await offer.getByRole('button', { name: 'Keep mine' }).click();
    await offer.waitFor({ state: 'detached' });
    expect(await caption.inputValue()).toBe('Tea bowls on Friday, £28 each.');
    await askFor(composer, 'a caption');
    await offer.getByRole('button', { name: 'Use suggestion' }).click();
    await expect.poll(() => caption.inputValue(), SOON).toBe(suggested);
    await caption.fill(`${suggested} See you there!`);

    await composer
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'bowl.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await photo(1080, 1350)) });
    await composer.getByText(/Add a photo or a video/).waitFor({ state: 'detached' });
    const due = await dueOf(composer);
    await composer.getByRole('button', { name: 'Schedule', exact: true }).click();
    await composer.waitFor({ state: 'detached' });

    const posts = (await stage.user.call('GET', '/v1/posts')).data;
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({ brief: BRIEF, caption: `${suggested} See you there!` });
    expect(posts[0].hashtags.length).toBeGreaterThan(0);
    expect(posts[0].hashtags.length).toBeLessThanOrEqual(5);
    expect(posts[0].entries[0]).toMatchObject({ state: 'scheduled', readiness: 'ready' });
    const at = Temporal.Instant.from(posts[0].entries[0].scheduledAt).toZonedDateTimeISO(MADRID);
    expect(at.toPlainDateTime().toString({ smallestUnit: 'minute' })).toBe(due);
    await page.context().close();
  });

  test('a new post that opens with a brief fills in only what is empty', { timeout: 60_000 }, async () => {
    const page = await stage.open('?post=new');
    const composer = page.getByRole('dialog');
    await composer.getByLabel('What is it about?').fill(BRIEF);
    await captionOf(composer).fill('Mine');
    await captionOf(composer).fill('');
    await composer.getByLabel('Hashtags').fill('mytag');
    await page.keyboard.press('Enter');
    await composer.getByText('#mytag').first().waitFor();
    // Closed before it was ever saved, it waits in the browser.
    await page.keyboard.press('Escape');
    await composer.waitFor({ state: 'detached' });
    await page.goto(`${stage.punctual.url}/?post=new`);

    await expect.poll(() => captionOf(composer).inputValue(), SOON).toContain('£28');
    await lineOf(composer, 'caption').getByText('Suggested', { exact: true }).waitFor();
    // Saved as a draft by itself, with the hashtags as typed.
    const draft = async () =>
      (await stage.user.call('GET', '/v1/posts')).data.find(
        (post: { entries: { state: string }[] }) => post.entries[0]?.state === 'draft',
      );
    await expect.poll(async () => (await draft())?.caption, SOON).toContain('£28');
    expect((await draft()).hashtags).toEqual(['mytag']);
    await page.context().close();
  });

  test('a risky promise is named, and left out of the text', { timeout: 60_000 }, async () => {
    const page = await stage.open('?post=new');
    const composer = page.getByRole('dialog');
    await composer
      .getByLabel('What is it about?')
      .fill('Our clay mask is guaranteed to cure acne. The mask costs £12 and is made in Cádiz.');
    await composer.getByRole('button', { name: 'Suggest', exact: true }).click();
    await composer.getByRole('list', { name: 'Worth a second look' }).waitFor();
    await expect.poll(() => captionOf(composer).inputValue(), SOON).toContain('£12');
    expect(await captionOf(composer).inputValue()).not.toMatch(/cure/);
    await expectNoBarriers(page, 'a composer with a risky promise');
    await page.context().close();
  });

  test('switched off in the settings, nothing is suggested and the brief stays at hand', async () => {
    await stage.user.call('PATCH', '/v1/me', { suggestionsEnabled: false });
    const page = await stage.open('?post=new');
    const composer = page.getByRole('dialog');
    await captionOf(composer).fill('My own words');
    expect(await composer.getByRole('button', { name: /^Suggest/ }).count()).toBe(0);
    await composer.getByText('Title, tags and brief').click();
    await composer.getByLabel('Brief', { exact: true }).waitFor();
    await stage.user.call('PATCH', '/v1/me', { suggestionsEnabled: true });
    await page.context().close();
  });
});

describe('posts that an account held up', () => {
  let stage: CalendarStage;
  beforeAll(async () => {
    stage = await setCalendarStage(MADRID);
  });
  afterAll(() => stage.close());

  test('are rescheduled all at once after relinking', { timeout: 90_000 }, async () => {
    const { punctual, user } = stage;
    const now = onTheSecond(punctual.clock.now());
    const soon = [
      await stage.schedule('One', now.add({ minutes: 5 })),
      await stage.schedule('Two', now.add({ minutes: 6 })),
    ];
    const [account] = (await user.call('GET', '/v1/accounts')).data;
    await user.call('DELETE', `/v1/accounts/${account.id}`);
    await punctual.runUntil(now.add({ minutes: 20 }));

    const page = await stage.open('?view=list');
    expect(await page.getByText('2 posts were held up').count()).toBe(0);
    await user.link('ig');
    const banner = page.locator('[data-held-up="all"]');
    await banner.getByText('2 posts were held up').waitFor();
    await expectNoBarriers(page, 'a calendar with held-up posts');

    await page.goto(`${punctual.url}/accounts`);
    const note = page.locator('[data-held-up="ig"]');
    await note.getByText('2 posts were held up').waitFor();
    expect(await note.getByRole('button', { name: 'Publish now' }).count()).toBe(0);
    await expectNoBarriers(page, 'accounts with held-up posts');
    await note.getByRole('button', { name: 'Reschedule to the next good slots' }).click();
    await page.getByText('2 posts have new times').first().waitFor();
    await note.waitFor({ state: 'detached' });

    const times = new Set<string>();
    for (const { id } of soon) {
      const entry = await stage.entry(id);
      expect(entry).toMatchObject({ state: 'scheduled', readiness: 'ready' });
      expect(Temporal.Instant.compare(entry.scheduledAt, punctual.clock.now())).toBe(1);
      times.add(entry.scheduledAt);
    }
    expect(times.size).toBe(2);
    await page.context().close();
  });

  test('one of them is rescheduled from its own window, and its history tells', { timeout: 90_000 }, async () => {
    const { punctual, user } = stage;
    const now = onTheSecond(punctual.clock.now());
    const entry = await stage.schedule('Alone', now.add({ minutes: 5 }));
    const [account] = (await user.call('GET', '/v1/accounts')).data;
    await user.call('DELETE', `/v1/accounts/${account.id}`);
    await punctual.runUntil(now.add({ minutes: 20 }));
    await user.link('ig');

    const page = await stage.open(`?post=${entry.postId}`);
    const composer = page.getByRole('dialog');
    await composer.getByRole('button', { name: 'Resolve and reschedule to the next good slot' }).click();
    await expect.poll(async () => (await stage.entry(entry.id)).state, SOON).toBe('scheduled');
    await composer.getByText('History', { exact: true }).click();
    await composer.getByText('Rescheduled after being held up').waitFor();
    await composer.getByText('Written', { exact: true }).waitFor();
    await expectNoBarriers(page, 'a post with its history');
    await page.context().close();
  });
});

function captionOf(composer: Locator): Locator {
  return composer.getByLabel('Caption', { exact: true });
}

function lineOf(composer: Locator, field: 'caption' | 'hashtags' | 'time'): Locator {
  return composer.locator(`[data-suggest="${field}"]`);
}

async function askFor(composer: Locator, what: string): Promise<void> {
  await composer.getByRole('button', { name: new RegExp(`^Suggest( again)? ${what}$`) }).click();
}

/** What the two time fields say, on the account's wall. */
async function dueOf(composer: Locator): Promise<string> {
  const date = await composer.getByLabel('Date').inputValue();
  return `${date}T${await composer.getByLabel('Time', { exact: true }).inputValue()}`;
}

/** The database keeps microseconds: an instant between two of them would be due for ever. */
function onTheSecond(now: Temporal.Instant): Temporal.Instant {
  return now.round({ smallestUnit: 'second', roundingMode: 'ceil' });
}
