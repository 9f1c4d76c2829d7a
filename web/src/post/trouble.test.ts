import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../src/contract/history.ts';
import { idOf } from './testing/studio-data.ts';
import { addPost, type Studio } from './testing/studio.ts';
import {
  aStudio,
  aTiktokDraft,
  sentTo,
  lastPost,
  SOON,
  NOW,
  TOMORROW,
  IMAGE,
  studioBrowser,
} from './testing/studio-browser.ts';

/** A post that did not go out, and one that is let go of. */
const stage = studioBrowser();

/** To a tenth of a second: the same hour is written `….900Z` here and `….9Z` in the form. */
const AN_HOUR_AGO = new Date(Math.floor(NOW / 1000) * 1000 - 3_600_000 + 900).toISOString();

const trouble = (studio: Studio, code: string, message: string) =>
  addPost(
    studio,
    {
      caption: 'x',
      assetIds: [IMAGE.id],
      entries: [{ channel: 'ig', scheduledAt: AN_HOUR_AGO, payload: {} }],
      intent: 'schedule',
    },
    {
      state: 'needs_attention',
      readiness: 'needs_attention',
      issues: [{ code, message, action: 'retry', blocking: true, params: {} }],
    },
  );

/** Its first attempt failed a while ago; the second is due soon. */
function retried(studio: Studio) {
  const job = { id: 'a-job', status: 'failed' as const, attemptCount: 1, nextAttemptAt: TOMORROW };
  const lastError = 'Instagram was temporarily unavailable.';
  const post = trouble(studio, 'x', 'x');
  const [entry] = post.entries;
  Object.assign(entry ?? {}, { state: 'retrying', readiness: 'ready', issues: [], job: { ...job, lastError } });
  return post;
}

function running(entryId: string, lastStep: string): Attempt {
  const open = { finishedAt: null, status: null, failureClass: null, errorCode: null, errorMessage: null };
  const startedAt = new Date(NOW).toISOString();
  return {
    id: idOf(5, 99),
    entryId,
    channel: 'ig',
    number: 1,
    startedAt,
    ...open,
    lastStep,
    traceId: null,
    candidates: [],
  };
}

describe('a post in trouble', () => {
  it('can be retried now', async () => {
    const studio = aStudio();
    const post = trouble(studio, 'retries_used_up', 'Four attempts did not get it out.');
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByText('Four attempts did not get it out.').first().waitFor();
    await modal.getByRole('button', { name: 'Retry now' }).click();
    await modal.getByText('It is being published now.').waitFor();
    expect(sentTo(studio, 'POST', /jobs\/.*:retry$/)).toHaveLength(1);
  });

  it('can be resolved and rescheduled in one press', async () => {
    const studio = aStudio();
    const post = trouble(studio, 'refused_content', 'The platform refused the text.');
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Caption', { exact: true }).fill('Better words');
    await modal.getByRole('button', { name: /^Resolve and reschedule for/ }).click();
    await expect.poll(() => lastPost(studio)?.entries[0]?.state, SOON).toBe('scheduled');
    expect(lastPost(studio)?.caption).toBe('Better words');
    expect(Date.parse(lastPost(studio)?.entries[0]?.scheduledAt ?? '')).toBeGreaterThan(NOW);
  });

  it('gets the next good slot where only its hour was missed', async () => {
    const studio = aStudio();
    const post = trouble(studio, 'hour_missed', 'Its hour passed.');
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByRole('button', { name: 'Resolve and reschedule to the next good slot' }).click();
    await expect
      .poll(() => sentTo(studio, 'POST', '/v1/publishing/jobs:reschedule-held-up'), SOON)
      .toEqual([{ entryIds: [post.entries[0]?.id], mode: 'next_slots' }]);
    await expect.poll(() => lastPost(studio)?.entries[0]?.state, SOON).toBe('scheduled');
  });

  it('is decided by a person where nobody knows whether it is live, never by accident', async () => {
    const studio = aStudio();
    const post = trouble(studio, 'outcome_unknown', 'It may be live.');
    const candidates = [{ externalId: '17', permalink: 'https://www.instagram.com/p/x/', createdAt: null }];
    studio.attempts = [{ ...running(post.entries[0]?.id ?? '', 'publishing unclear'), candidates }];
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByText(/^It was being sent to Instagram on .*, as it stands here\.$/).waitFor();
    await modal.getByText('Got as far as: the order to publish was given and its answer was lost').waitFor();
    await modal.getByText('These posts were found on Instagram around that time.').waitFor();
    await modal.getByRole('button', { name: 'Post again' }).click();
    await page.getByText('If it did go out after all, it will be there twice.').waitFor();
    await page.keyboard.press('Escape');
    expect(sentTo(studio, 'POST', /:resolve$/)).toEqual([]);
    await modal.getByLabel('Its address (optional)').fill('https://www.instagram.com/p/abc/');
    await modal.getByRole('button', { name: 'It is live' }).click();
    await modal.getByText(/^Live on Instagram/).waitFor();
    expect(sentTo(studio, 'POST', /:resolve$/)).toEqual([
      { outcome: 'live', permalink: 'https://www.instagram.com/p/abc/' },
    ]);
  });

  it('waits for its retry with the reason, and nothing is left to do', async () => {
    const studio = aStudio();
    const post = retried(studio);
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByText('Instagram was temporarily unavailable.').waitFor();
    // Its hour lies in the past, and stands.
    await modal.getByText('Ready to go').waitFor();
    expect(await modal.getByText('That time has passed.').count()).toBe(0);
    await modal.getByLabel('Caption', { exact: true }).fill('Better words');
    await modal.getByRole('button', { name: 'Save changes' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(lastPost(studio)?.caption).toBe('Better words');
  });

  it('is followed step by step while it is being published', async () => {
    const studio = aStudio();
    const post = trouble(studio, 'x', 'x');
    const [entry] = post.entries;
    Object.assign(entry ?? {}, { state: 'publishing', readiness: 'ready', issues: [] });
    studio.attempts = [running(entry?.id ?? '', 'waiting for Instagram, look 2')];
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByText('The platform is preparing the files.').waitFor();
    studio.attempts = [running(entry?.id ?? '', 'publishing')];
    await page.reload();
    await modal.getByText('The order to publish is being given.').waitFor();
  });

  it('says first on a phone what became of it, with the choices in sight', async () => {
    const studio = aStudio();
    const post = trouble(studio, 'outcome_unknown', 'It may be live.');
    const { modal } = await stage.open(studio, `/?post=${post.id}`, { width: 390, height: 700 });
    const choice = modal.getByRole('button', { name: 'It is live' });
    await choice.waitFor();
    const bottom = async () => {
      const box = await choice.boundingBox();
      return box === null ? Infinity : box.y + box.height;
    };
    expect(await bottom()).toBeLessThan(700);
  });

  it('that went out shows what was sent, without anything that looks as if it could be changed', async () => {
    const studio = aStudio();
    const post = addPost(
      studio,
      {
        caption: 'Three jars',
        hashtags: ['clay'],
        assetIds: [IMAGE.id],
        entries: [{ channel: 'ig', scheduledAt: AN_HOUR_AGO, payload: {} }],
        intent: 'schedule',
      },
      { state: 'published', readiness: 'published', issues: [], permalink: 'https://www.instagram.com/p/abc/' },
    );
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByText('This is what was sent. It cannot be changed from here any more.').waitFor();
    await modal.getByText('#clay').first().waitFor();
    expect(await modal.getByRole('button', { name: /#clay/ }).count()).toBe(0);
    expect(await modal.getByRole('button', { name: 'Emoji' }).count()).toBe(0);
    expect(await modal.getByLabel('Caption', { exact: true }).getAttribute('readonly')).not.toBeNull();
    expect(await modal.getByRole('switch', { name: /^Instagram/ }).isDisabled()).toBe(true);
  });

  it('is deleted with a way back', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id]);
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await modal.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => studio.undone.length, SOON).toBe(1);
  });

  it('opens at once with what its tile knew', async () => {
    const studio = aStudio();
    const post = addPost(studio, {
      title: 'Market day',
      entries: [{ channel: 'ig', scheduledAt: TOMORROW, payload: {} }],
      intent: 'schedule',
    });
    const { page, context, modal } = await stage.open(studio, '/?view=list');
    const held = Promise.withResolvers<undefined>();
    await context.route(`**/v1/posts/${post.id}`, async (route) => {
      await held.promise;
      await route.fallback();
    });
    await page
      .locator(`[data-entry-id="${post.entries[0]?.id ?? ''}"]`)
      .first()
      .click();
    await modal.getByRole('heading', { name: 'Market day' }).waitFor();
    held.resolve(undefined);
    await expect.poll(() => modal.getByLabel('Caption', { exact: true }).first().isVisible(), SOON).toBe(true);
  });
});
