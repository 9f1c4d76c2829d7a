import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { type Studio } from './testing/studio.ts';
import { aStudio, aTiktokDraft, IMAGE, SECOND, VIDEO, studioBrowser } from './testing/studio-browser.ts';

const stage = studioBrowser();

describe('for everybody', () => {
  const screens: [string, (studio: Studio) => string][] = [
    ['a new post', () => '/?post=new'],
    [
      'a post on both channels',
      (studio) => `/?post=${aTiktokDraft(studio, [VIDEO.id], { commercialDisclosure: true }, 'ig').id}`,
    ],
    ['a carousel', (studio) => `/?post=${aTiktokDraft(studio, [IMAGE.id, SECOND.id], {}, 'ig').id}`],
    ['the media library', () => '/media'],
  ];
  const looks = [
    { dark: false, locale: 'en', width: 1280 },
    { dark: true, locale: 'es', width: 390 },
  ] as const;
  it.each(screens.flatMap((screen) => looks.map((look) => [...screen, look] as const)))(
    '%s has no barrier axe can find (%o)',
    async (_, make, look) => {
      const studio = aStudio();
      studio.me.locale = look.locale;
      const { page } = await stage.open(studio, make(studio), look);
      await page.locator('[data-place=media], main ul li').first().waitFor();
      await page.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page })
        // The window's own head counts as a second banner beside the page's, which it hides.
        .disableRules(['landmark-no-duplicate-banner', 'landmark-unique'])
        .analyze();
      expect(
        violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
      ).toEqual([]);
    },
  );
});
