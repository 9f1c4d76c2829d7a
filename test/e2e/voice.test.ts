import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoBarriers, MADRID, setCalendarStage, type CalendarStage } from './calendar-stage.ts';

const SOON = { timeout: 30_000 };
const CAPTIONS = [
  'Three tea bowls came out of the kiln today. They are glazed in blue. See you at the wheel! #lunapottery #stoneware',
  'We wedge the clay twice before throwing. It takes an hour. See you at the wheel! #lunapottery #stoneware',
];

describe('the voice card', () => {
  let stage: CalendarStage;
  beforeAll(async () => {
    stage = await setCalendarStage(MADRID);
    const now = stage.punctual.clock.now().round({ smallestUnit: 'second', roundingMode: 'ceil' });
    for (const [index, caption] of CAPTIONS.entries()) await stage.schedule(caption, now.add({ minutes: 2 + index }));
    await stage.punctual.runUntil(now.add({ minutes: 10 }));
  });
  afterAll(() => stage.close());

  test('shows what was learnt, takes corrections, keeps them, and gives them back', { timeout: 90_000 }, async () => {
    const page = await stage.open();
    await page.goto(`${stage.punctual.url}/settings`);
    const voice = page.getByRole('region', { name: 'Your voice' });
    await voice.getByText('Learnt from your last 2 published captions.').waitFor();
    await voice.getByText('That is not much yet.').waitFor();
    const closing = voice.getByRole('textbox', { name: 'Closing lines' });
    expect(await closing.inputValue()).toBe('See you at the wheel!');
    expect(await voice.getByRole('textbox', { name: 'Own hashtags' }).inputValue()).toContain('#lunapottery');
    await expectNoBarriers(page, 'the voice card');

    // What cannot be is refused at its field, and nothing is stored.
    const length = voice.getByRole('textbox', { name: 'Characters of a caption' });
    await leave(length, 'long');
    await voice.getByText('Choose between 20 and 2,200.').waitFor();
    expect((await stage.user.call('GET', '/v1/voice')).data.edited).toEqual([]);

    await leave(closing, 'Come and feel the clay!');
    await voice.getByRole('button', { name: 'Back to what was learnt: Closing lines' }).waitFor();
    await page.reload();
    await expect.poll(() => closing.inputValue(), SOON).toBe('Come and feel the clay!');
    await voice.getByText('Set by you').waitFor();

    // And suggestions go by it.
    const { id } = (
      await stage.user.call('POST', '/v1/posts', {
        brief: 'Twelve new tea bowls are ready. They are glazed in blue and green.',
        caption: '',
        assetIds: [],
        entries: [{ channel: 'ig', scheduledAt: null, payload: {} }],
        intent: 'draft',
      })
    ).data;
    const suggested = async () =>
      (await stage.user.call('POST', `/v1/posts/${id}:suggest`, { fields: ['caption'] })).data.caption.text;
    expect(await suggested()).toContain('Come and feel the clay!');

    await voice.getByRole('button', { name: 'Everything back to learnt' }).click();
    await expect.poll(() => closing.inputValue(), SOON).toBe('See you at the wheel!');
    expect(await suggested()).toContain('See you at the wheel!');
    await page.context().close();
  });

  test('is not shown while suggestions are switched off', async () => {
    await stage.user.call('PATCH', '/v1/me', { suggestionsEnabled: false });
    const page = await stage.open();
    await page.goto(`${stage.punctual.url}/settings`);
    await page.getByRole('region', { name: 'Suggestions' }).waitFor();
    expect(await page.getByRole('region', { name: 'Your voice' }).count()).toBe(0);
    await page.context().close();
  });
});

async function leave(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.blur();
}
