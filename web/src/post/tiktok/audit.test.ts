import { describe, expect, it } from 'vitest';
import { readBuiltClient } from '../../../../test/support/built-client.ts';
import { refuse } from '../testing/studio-answer.ts';
import { makeTiktok } from '../testing/studio-data.ts';
import { changePost } from '../testing/studio.ts';
import {
  aStudio,
  aTiktokDraft,
  sentTo,
  lastPost,
  SOON,
  choosePrivacy,
  expectText,
  NOW,
  IMAGE,
  VIDEO,
  LONG,
  studioBrowser,
} from '../testing/studio-browser.ts';

/** The checks of TikTok’s audit, by their numbers (tiktok.md 11). */
const stage = studioBrowser();

describe('TikTok’s audit', () => {
  it('U1 U2: asks for the creator afresh when the section shows, and names who posts', async () => {
    const studio = aStudio();
    const fresh = makeTiktok(NOW, { capabilities: { ...makeTiktok(NOW).capabilities, nickname: 'Renamed today' } });
    studio.refresh = {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ data: fresh, error: null, meta: { requestId: 'r', latencyMs: 1 } }),
    };
    const post = aTiktokDraft(studio, [VIDEO.id]);
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    const creator = modal.locator('[data-creator]');
    await creator.getByText('Renamed today').waitFor();
    await creator.getByText('@lucia.ceramica').waitFor();
    expect(sentTo(studio, 'POST', /^\/v1\/accounts\/.*:refresh$/)).toHaveLength(1);
  });

  it('U3: stops when TikTok takes no more posts now', async () => {
    const studio = aStudio();
    const suspended = makeTiktok(NOW, { suspendedUntil: new Date(NOW + 30 * 86_400_000).toISOString() });
    studio.refresh = {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ data: suspended, error: null, meta: { requestId: 'r', latencyMs: 1 } }),
    };
    const post = aTiktokDraft(studio, [VIDEO.id], { privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true });
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByText('TikTok takes no more posts from this account for now. Try later.').first().waitFor();
    expect(await modal.getByRole('button', { name: 'Schedule' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('U3: stops when TikTok has barred this account, in TikTok’s words', async () => {
    const studio = aStudio();
    studio.refresh = refuse(403, 'FORBIDDEN', 'TikTok has barred this account from posting.');
    const post = aTiktokDraft(studio, [VIDEO.id], { privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true });
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByRole('alert').getByText('TikTok has barred this account from posting.').waitFor();
    expect(await modal.getByRole('button', { name: 'Schedule' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('U4: blocks a video that is too long for this creator, with both numbers', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [LONG.id], { privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true });
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByText("1:58 is longer than this account's 1:00.").waitFor();
    expect(await modal.getByRole('button', { name: 'Schedule' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('U5 U19: shows the words and a preview, both following what is typed', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id]);
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByLabel('Caption', { exact: true }).fill('Typed now');
    const preview = modal.getByRole('region', { name: 'As TikTok shows it' });
    expect(await preview.locator('[data-preview-caption=tiktok]').textContent()).toContain('Typed now');
    expect(await preview.locator('video').count()).toBe(1);
    await preview.getByRole('button', { name: '… more' }).click();
    await preview.getByText('#clay').waitFor();
  });

  it('U6 U7: offers exactly the creator’s options, none chosen, and waits for one', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], { musicConfirmed: true });
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    const select = modal.getByLabel('Who can see this post');
    expect(await select.textContent()).toContain('Choose who can see it');
    expect(await modal.getByRole('button', { name: 'Schedule' }).getAttribute('aria-disabled')).toBe('true');
    await select.click();
    expect(await page.getByRole('option').allTextContents()).toEqual(['Everyone', 'Friends', 'Only me']);
    await page.getByRole('option', { name: 'Friends' }).click();
    await expect
      .poll(() => modal.getByRole('button', { name: 'Schedule' }).getAttribute('aria-disabled'), SOON)
      .toBeNull();
    await expect
      .poll(() => lastPost(studio)?.entries[0]?.payload, SOON)
      .toMatchObject({
        privacyLevel: 'MUTUAL_FOLLOW_FRIENDS',
      });
  });

  it('U8 U9: allows nothing by itself, and nothing the creator switched off', async () => {
    const capabilities = { ...makeTiktok(NOW).capabilities, duetDisabled: true };
    const studio = aStudio({ accounts: [makeTiktok(NOW, { capabilities })] });
    const { modal } = await stage.open(studio, `/?post=new&assets=${VIDEO.id}`);
    for (const name of ['Comment', 'Duet', 'Stitch']) {
      expect(await modal.getByRole('checkbox', { name, exact: true }).getAttribute('aria-checked')).toBe('false');
    }
    expect(await modal.getByRole('checkbox', { name: 'Duet' }).getAttribute('aria-disabled')).toBe('true');
    await modal.getByText('Off in your TikTok settings.').waitFor();
    await modal.getByRole('checkbox', { name: 'Comment' }).click();
    await modal.getByRole('button', { name: 'Save draft' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(lastPost(studio)?.entries[0]?.payload).toMatchObject({
      allowComment: true,
      allowDuet: false,
      allowStitch: false,
    });
  });

  it('U10: offers comments only for photos', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [IMAGE.id]);
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByRole('checkbox', { name: 'Comment' }).waitFor();
    expect(await modal.getByRole('checkbox', { name: /Duet|Stitch/ }).count()).toBe(0);
  });

  it('U11 U12 U15: disclosure is off, then asks whom it promotes, and does not go on without an answer', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], { privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true });
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    const disclose = modal.getByRole('switch', { name: 'Disclose commercial content' });
    expect(await disclose.getAttribute('aria-checked')).toBe('false');
    expect(await modal.getByRole('checkbox', { name: 'Your brand' }).count()).toBe(0);
    await disclose.click();
    for (const name of ['Your brand', 'Branded content']) {
      expect(await modal.getByRole('checkbox', { name }).getAttribute('aria-checked')).toBe('false');
    }
    const schedule = modal.getByRole('button', { name: 'Schedule' });
    await expect.poll(() => schedule.getAttribute('aria-disabled'), SOON).toBe('true');
    await schedule.hover({ force: true });
    const words = 'You need to indicate if your content promotes yourself, a third party, or both.';
    await page.locator('[data-open]').getByText(words).waitFor();
    await modal.getByRole('checkbox', { name: 'Your brand' }).click();
    await modal.getByRole('checkbox', { name: 'Branded content' }).click();
    await expect.poll(() => schedule.getAttribute('aria-disabled'), SOON).toBeNull();
    await expect
      .poll(() => lastPost(studio)?.entries[0]?.payload, SOON)
      .toMatchObject({
        brandOrganic: true,
        brandContent: true,
      });
  });

  it('U13 U14: says how TikTok will label it', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], { commercialDisclosure: true, brandOrganic: true });
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByText('Your video will be labeled as “Promotional content”.').waitFor();
    await modal.getByRole('checkbox', { name: 'Branded content' }).click();
    await expect
      .poll(() => modal.getByText('Your video will be labeled as “Paid partnership”.').first().isVisible(), SOON)
      .toBe(true);
  });

  it('U16: never both branded and for one’s own eyes only', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], { commercialDisclosure: true });
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    await choosePrivacy(page, 'Only me');
    const branded = modal.getByRole('checkbox', { name: 'Branded content' });
    await expect.poll(() => branded.getAttribute('aria-disabled'), SOON).toBe('true');
    await modal.getByText('Branded content visibility cannot be set to private.').first().waitFor();
    await choosePrivacy(page, 'Everyone');
    await branded.click();
    await modal.getByLabel('Who can see this post').click();
    const onlyMe = page.getByRole('option', { name: 'Only me' });
    expect(await onlyMe.getAttribute('aria-disabled')).toBe('true');
    expect(await onlyMe.textContent()).toContain('Branded content visibility cannot be set to private.');
  });

  it('U17 U18: names what posting agrees to, before the button, with links', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], { commercialDisclosure: true });
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    const consent = modal.locator('[data-consent]');
    expect(await consent.textContent()).toContain('By posting, you agree to TikTok’s Music Usage Confirmation');
    expect(await consent.getByRole('link').getAttribute('href')).toBe(
      'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en',
    );
    await modal.getByRole('checkbox', { name: 'Branded content' }).click();
    await expectText(consent, /By posting, you agree to TikTok’s Branded Content Policy and Music Usage Confirmation/);
    expect(await consent.getByRole('link', { name: 'Branded Content Policy' }).getAttribute('href')).toBe(
      'https://www.tiktok.com/legal/page/global/bc-policy/en',
    );
  });

  it('U20 U21: nothing is ordered without the button, and then what was typed, unchanged', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id], { privacyLevel: 'PUBLIC_TO_EVERYONE' });
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal.getByRole('checkbox', { name: 'I agree to TikTok’s terms named below' }).click();
    await expect.poll(() => lastPost(studio)?.entries[0]?.payload, SOON).toMatchObject({ musicConfirmed: true });
    expect(lastPost(studio)?.entries[0]?.state).toBe('draft');
    await modal.getByRole('button', { name: 'Schedule' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect([lastPost(studio)?.entries[0]?.state, lastPost(studio)?.caption, lastPost(studio)?.hashtags]).toEqual([
      'scheduled',
      'Three jars',
      ['clay'],
    ]);
  });

  it('U22 U23: says that processing takes minutes, and shows what becomes of it', async () => {
    const studio = aStudio();
    studio.me.features.publishNow = true;
    const post = aTiktokDraft(studio, [VIDEO.id], { privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true });
    const { page, modal } = await stage.open(studio, `/?post=${post.id}`);
    await modal
      .getByText(/it may take a few minutes for the content to be processed/)
      .first()
      .waitFor();
    await modal.getByRole('button', { name: 'Publish now' }).click();
    await modal.getByText('It is being published now.').waitFor();
    expect(await modal.getByLabel('Caption', { exact: true }).getAttribute('readonly')).not.toBeNull();
    changePost(studio, post.id, (each) => {
      each.entries = each.entries.map((entry) => ({
        ...entry,
        state: 'published',
        readiness: 'published',
        permalink: 'https://www.tiktok.com/@lucia/video/1',
        version: entry.version + 1,
      }));
    });
    await page.reload();
    await modal.getByText(/^Live on TikTok/).waitFor();
    expect(await modal.getByRole('link', { name: 'Open on TikTok' }).getAttribute('href')).toBe(
      'https://www.tiktok.com/@lucia/video/1',
    );
  });

  it('U24: no secret of the app is in what the browser gets', async () => {
    const scripts = [...(await readBuiltClient())].flatMap(([path, file]) =>
      path.endsWith('.js') ? [String(file)] : [],
    );
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((text) => /client_secret|TIKTOK_CLIENT|INSTAGRAM_APP_SECRET/i.test(text))).toEqual([]);
  });

  it('asks for none of it when the post is finished in TikTok', async () => {
    const studio = aStudio();
    const post = aTiktokDraft(studio, [VIDEO.id]);
    const { modal } = await stage.open(studio, `/?post=${post.id}`);
    const cover = modal.getByRole('region', { name: 'Cover' });
    await cover.waitFor();
    await modal.getByRole('radio', { name: /^Finish in TikTok/ }).check();
    await modal.getByText('It will wait in your TikTok inbox; you finish it there.').waitFor();
    await modal.getByText('The caption does not travel to the TikTok inbox; copy it there when you finish.').waitFor();
    expect(await modal.getByLabel('Who can see this post').count()).toBe(0);
    // TikTok takes nothing but the file then.
    expect(await cover.count()).toBe(0);
    await modal.getByRole('button', { name: 'Schedule' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(lastPost(studio)?.entries[0]).toMatchObject({ state: 'scheduled', payload: { mode: 'inbox' } });
  });
});
