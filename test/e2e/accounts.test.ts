import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoBarriers, setCalendarStage, type CalendarStage } from './calendar-stage.ts';

describe('the accounts page', () => {
  let stage: CalendarStage;
  let page: Page;
  beforeAll(async () => {
    stage = await setCalendarStage();
    page = await stage.open('', { viewport: { width: 390, height: 844 } });
  });
  afterAll(() => stage.close());

  /** The card as it is when the account is so. */
  async function cardOf(account: { status?: string; scopes?: string[]; suspendedUntil?: string | null }) {
    const { status = 'ok', scopes = ALL, suspendedUntil = null } = account;
    await sql`UPDATE channel_accounts SET status = ${status}, scopes = ${scopes}, posting_suspended_until = ${suspendedUntil}::timestamptz`.execute(
      stage.punctual.foundation.database,
    );
    await page.goto(`${stage.punctual.url}/accounts`);
    const card = page.getByRole('region', { name: 'Instagram', exact: true });
    await card.getByText('Time zone').waitFor();
    return card;
  }
  const ALL = ['instagram_business_basic', 'instagram_business_content_publish', 'instagram_business_manage_comments'];

  test('tells of a lost login what to do, and not that it renews itself', async () => {
    const well = await (await cardOf({})).innerText();
    expect(well).toContain('The login renews itself');
    const lost = await cardOf({ status: 'expired' });
    expect(await lost.innerText()).toMatch(
      /The login expired\s+Relink, and everything waiting for it is checked again\./,
    );
    expect(await lost.innerText()).not.toContain('renews itself');
    await expectNoBarriers(page, 'an account whose login expired');
  });

  test('says of an account without a needed permission that it may not post, within the width of a phone', async () => {
    const card = await cardOf({ scopes: ['instagram_business_basic'] });
    expect(await card.innerText()).toContain('Connected, but it may not post');
    expect(await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0);
  });

  test('names until when Instagram takes no more posts', async () => {
    const until = stage.punctual.clock.now().add({ hours: 5 }).toString();
    expect(await (await cardOf({ suspendedUntil: until })).innerText()).toMatch(/from this account until .*\d:\d\d/);
    expect(await (await cardOf({})).innerText()).not.toContain('takes no more posts');
  });
});
