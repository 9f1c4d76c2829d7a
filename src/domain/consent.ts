import type { TiktokPayload } from '../contract/payload.ts';

/** What TikTok's guidelines want shown before a post is ordered (tiktok.md 11). */
export interface Declaration {
  check: 'U13' | 'U14' | 'U17' | 'U18';
  /** TikTok's own wording; the composer shows it in the reader's language. */
  text: string;
  links: readonly string[];
}

const MUSIC = 'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en';
const BRANDED = 'https://www.tiktok.com/legal/page/global/bc-policy/en';

/** The declarations that go with these choices, in the order of the guidelines. */
export function declarationsFor(payload: TiktokPayload): Declaration[] {
  const branded = payload.commercialDisclosure && payload.brandContent;
  const ownBrand = payload.commercialDisclosure && payload.brandOrganic && !branded;
  return [
    ...(ownBrand
      ? [{ check: 'U13' as const, text: 'Your post will be labeled as “Promotional content”.', links: [] }]
      : []),
    ...(branded
      ? [{ check: 'U14' as const, text: 'Your post will be labeled as “Paid partnership”.', links: [] }]
      : []),
    branded
      ? {
          check: 'U18',
          text: "By posting, you agree to TikTok's Branded Content Policy and Music Usage Confirmation.",
          links: [BRANDED, MUSIC],
        }
      : { check: 'U17', text: "By posting, you agree to TikTok's Music Usage Confirmation.", links: [MUSIC] },
  ];
}

/** What the creator chose, as it is kept with the order (tiktok.md 11, "Scheduling and consent"). */
export function consentOf(payload: TiktokPayload) {
  return {
    privacyLevel: payload.privacyLevel ?? null,
    toggles: {
      allowComment: payload.allowComment,
      allowDuet: payload.allowDuet,
      allowStitch: payload.allowStitch,
      commercialDisclosure: payload.commercialDisclosure,
      brandOrganic: payload.brandOrganic,
      brandContent: payload.brandContent,
      aiGenerated: payload.aiGenerated,
      autoAddMusic: payload.autoAddMusic ?? false,
    },
    musicConfirmed: payload.musicConfirmed,
    declarations: declarationsFor(payload),
  };
}
