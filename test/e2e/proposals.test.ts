import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Loose } from '../support/punctual.ts';
import { expectNoBarriers, MADRID, setCalendarStage, type CalendarStage } from './calendar-stage.ts';

const SOON = { timeout: 30_000 };
const TEA = 'Winter sale of hand-thrown tea bowls, every bowl costs £28';
const KILN = 'Behind the scenes: how we load the kiln on firing day';
const WORKSHOP = 'Saturday workshop for beginners, six places left';

describe('a proposed calendar, without a model', () => {
  let stage: CalendarStage;
  let page: Page;
  beforeAll(async () => {
    stage = await setCalendarStage(MADRID);
    page = await stage.open('?view=list');
  });
  afterAll(() => stage.close());

  test('says what is missing in the form, at its field', { timeout: 60_000 }, async () => {
    await page.getByRole('button', { name: 'Plan ahead' }).click();
    const form = page.getByRole('dialog', { name: 'Plan ahead' });
    await form.getByLabel('Until').fill('2020-01-01');
    await form.getByLabel('Posts a week').fill('99');
    await form.getByRole('button', { name: 'Propose', exact: true }).click();
    await form.getByText('Write at least one idea, or what you want to reach.').waitFor();
    await form.getByText('Choose a day not before the first.').waitFor();
    await form.getByText('Choose between 1 and 14.').waitFor();
    await expect.poll(() => focusIn(form.getByLabel(/^Your plan/)), SOON).toBe(true);
    await expectNoBarriers(page, 'the form of a proposal');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    expect(await focusIn(page.getByRole('button', { name: 'Plan ahead' }))).toBe(true);
  });

  test('comes as ghosts, says who spoke, and is accepted or dismissed one by one', { timeout: 90_000 }, async () => {
    await propose(page, [TEA, KILN, WORKSHOP]);
    const panel = panelOf(page);
    await panel.locator('summary').getByText('3 new').waitFor();
    await panel.getByText('By: Built-in suggester, no AI model').waitFor();
    await expect.poll(() => panel.locator('[data-pending]').count(), SOON).toBe(3);
    await page.locator('[data-tile][data-proposed]').nth(2).waitFor();
    expect(await page.locator('[data-tile][data-proposed]').first().getAttribute('aria-label')).toContain('Proposed');
    await expectNoBarriers(page, 'a calendar with proposed posts');

    // By keyboard, and the focus goes on to the next.
    await rowOf(panel, 'tea bowls')
      .getByRole('button', { name: /^Accept/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => panel.locator('[data-pending]').count(), SOON).toBe(2);
    await expect.poll(() => focusIn(panel.locator('[data-pending] [data-accept]').first()), SOON).toBe(true);
    await rowOf(panel, 'workshop')
      .getByRole('button', { name: /^Dismiss/ })
      .click();
    await page.getByText('Proposal dismissed').first().waitFor();
    await expect.poll(() => panel.locator('[data-pending]').count(), SOON).toBe(1);
    await expect.poll(() => page.locator('[data-tile][data-proposed]').count(), SOON).toBe(1);

    const left = await posts();
    expect(new Set(left.map(({ brief }) => brief))).toEqual(new Set([TEA, KILN]));
    // Not by the toast's button: it may be gone by the time a busy machine gets there.
    await page.keyboard.press('Control+z');
    await expect.poll(() => panel.locator('[data-pending]').count(), SOON).toBe(2);
  });

  test('stays after a reload, until somebody decides', { timeout: 60_000 }, async () => {
    await page.reload();
    await page.getByText('2 proposed posts wait for your word.').waitFor();
    await expectNoBarriers(page, 'a calendar with a waiting proposal');
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    const panel = panelOf(page);
    await expect.poll(() => focusIn(panel), SOON).toBe(true);
    await panel.getByText('By: Built-in suggester, no AI model').waitFor();
    await expect.poll(() => panel.locator('[data-pending]').count(), SOON).toBe(2);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await expect.poll(() => focusIn(page.getByRole('button', { name: 'Review', exact: true })), SOON).toBe(true);
  });

  test('proposed anew shows the difference and leaves alone what is the creator’s', { timeout: 90_000 }, async () => {
    const tea = (await posts()).find(({ brief }) => brief === TEA);
    const kiln = (await posts()).find(({ brief }) => brief === KILN);
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await panelOf(page).getByRole('button', { name: 'Propose again…' }).click();
    const form = page.getByRole('dialog', { name: 'Plan ahead' });
    // The plan is still there.
    expect(await form.getByLabel(/^Your plan/).inputValue()).toContain(KILN);
    const until = await form.getByLabel('Until').inputValue();
    await form.getByLabel(/^Your plan/).fill(`${until} 09:00: ${KILN}\nA tour of the glaze room and its colours`);
    await form.getByRole('button', { name: 'Propose', exact: true }).click();
    const panel = panelOf(page);
    await panel.locator('summary').getByText('1 new · 1 changed · 1 kept, it is yours · 1 gone').waitFor();
    await rowOf(panel, 'kiln').getByText('Changed: time').waitFor();
    await rowOf(panel, 'glaze room').getByText('New', { exact: true }).waitFor();
    await expectNoBarriers(page, 'a proposal with its difference');
    const after = await posts();
    expect(after.find(({ id }) => id === tea?.id)).toEqual(tea);
    expect(after.find(({ id }) => id === kiln?.id)?.entries[0].scheduledAt).not.toBe(kiln?.entries[0].scheduledAt);

    // The tile's own menu takes the same answers.
    await page.locator('[data-tile][data-proposed]').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Accept proposal' }).click();
    await expect.poll(() => panel.locator('[data-pending]').count(), SOON).toBe(1);
    await panel.getByRole('button', { name: 'Accept all' }).click();
    await panel.getByText('None is waiting.').waitFor();
    await expect.poll(() => page.locator('[data-tile][data-proposed]').count(), SOON).toBe(0);
    expect(await posts()).toHaveLength(3);
  });

  test('is planned on a phone, in Spanish', { timeout: 60_000 }, async () => {
    await stage.user.call('PATCH', '/v1/me', { locale: 'es' });
    const phone = await stage.open('', { viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'es-ES' });
    await phone.getByRole('button', { name: 'Planificar' }).tap();
    const form = phone.getByRole('dialog', { name: 'Planificar' });
    await form.getByLabel(/^Tu plan/).fill('Cómo reparamos un cuenco roto con oro');
    await form.getByRole('button', { name: 'Proponer', exact: true }).tap();
    const panel = phone.locator('[data-proposals]');
    await panel.getByText('Por: Sugeridor integrado, sin modelo de IA').waitFor();
    await panel.locator('[data-pending]').first().waitFor();
    await expectNoBarriers(phone, 'a proposal on a phone');
    await panel.getByRole('button', { name: 'Descartar todas' }).tap();
    await panel.getByText('No espera ninguna.').waitFor();
    await phone.context().close();
    await stage.user.call('PATCH', '/v1/me', { locale: 'en' });
  });

  test('is not offered while suggestions are switched off', async () => {
    await stage.user.call('PATCH', '/v1/me', { suggestionsEnabled: false });
    const off = await stage.open('');
    expect(await off.getByRole('button', { name: 'Plan ahead' }).count()).toBe(0);
    await off.context().close();
  });

  async function posts(): Promise<Loose[]> {
    return (await stage.user.call('GET', '/v1/posts?limit=100')).data;
  }
});

describe('a proposed calendar, by a model that takes its time', () => {
  let stage: CalendarStage;
  let model: Server;
  const asked: ServerResponse[] = [];
  beforeAll(async () => {
    model = createServer((_request, answer) => asked.push(answer));
    await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
    const { port } = model.address() as AddressInfo;
    stage = await setCalendarStage(MADRID, {
      AI_PROVIDER: 'openai-compatible',
      AI_BASE_URL: `http://127.0.0.1:${String(port)}/v1`,
      AI_MODEL: 'thinker',
    });
  });
  afterAll(async () => {
    await stage.close();
    model.closeAllConnections();
    await new Promise((resolve) => model.close(resolve));
  });

  test('shows what came, stops when told to, and keeps it', { timeout: 90_000 }, async () => {
    const page = await stage.open('?view=list');
    await propose(page, [`${FIRST.toString()} 10:00: ${TEA}`, KILN]);
    const panel = panelOf(page);
    // The day the plan names is placed at once; the rest waits for the model.
    await panel.getByText('1 post so far').waitFor();
    await panel.locator('[data-pending]').waitFor();
    await page.locator('[data-tile][data-proposed]').waitFor();
    await expectNoBarriers(page, 'a proposal on its way');
    await panel.getByRole('button', { name: 'Stop' }).click();
    await panel.getByText('Stopped. What came is kept.').waitFor();
    await expect.poll(() => panel.locator('[data-pending]').count(), SOON).toBe(1);
    await expect.poll(() => asked.every((answer) => answer.destroyed), SOON).toBe(true);

    await page.reload();
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await panel.getByText('The last run was cut short. What came is kept.').waitFor();
    await expect.poll(() => panel.locator('[data-pending]').count(), SOON).toBe(1);
    await page.context().close();
  });

  test('says that it broke off, and what is kept', { timeout: 60_000 }, async () => {
    const page = await stage.open('?view=list');
    await page.route('**/v1/ai/calendar', (route) => route.abort());
    await propose(page, [KILN]);
    await panelOf(page).getByRole('alert').getByText('It broke off. What came is kept.').waitFor();
    await expectNoBarriers(page, 'a proposal that broke off');
    await page.context().close();
  });
});

/** Within one month, whatever today is, so that the list shows all of it; the calendar goes there by itself. */
const FIRST = Temporal.Now.plainDateISO(MADRID).add({ months: 1 }).with({ day: 2 });

async function propose(page: Page, lines: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Plan ahead' }).click();
  const form = page.getByRole('dialog', { name: 'Plan ahead' });
  await form.getByLabel(/^Your plan/).fill(lines.join('\n'));
  await form.getByLabel('From').fill(FIRST.toString());
  await form.getByLabel('Until').fill(FIRST.add({ days: 13 }).toString());
  await form.getByRole('button', { name: 'Propose', exact: true }).click();
  await form.waitFor({ state: 'detached' });
}

function panelOf(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Proposed posts' });
}

function rowOf(panel: Locator, words: string): Locator {
  return panel.locator('[data-pending]').filter({ hasText: new RegExp(words, 'i') });
}

function focusIn(place: Locator): Promise<boolean> {
  return place.evaluate((element) => element === document.activeElement);
}
