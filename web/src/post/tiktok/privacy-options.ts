import { PRIVACY_LEVELS, type PrivacyLevel, type TiktokPayload } from '../../../../src/contract/payload.ts';

export interface PrivacyOption {
  value: PrivacyLevel;
  /** Branded content is never for one's own eyes only (tiktok.md 11, U16). */
  disabled: boolean;
}

/** Exactly what TikTok offers this creator, in its order (U6); nothing is chosen beforehand (U7). */
export function privacyOptions(
  offered: readonly string[] | undefined,
  payload: Pick<TiktokPayload, 'commercialDisclosure' | 'brandContent'>,
): PrivacyOption[] {
  const branded = payload.commercialDisclosure && payload.brandContent;
  return (offered ?? [])
    .map((level) => PRIVACY_LEVELS.find((known) => known === level))
    .filter((level) => level !== undefined)
    .map((value) => ({ value, disabled: branded && value === 'SELF_ONLY' }));
}
