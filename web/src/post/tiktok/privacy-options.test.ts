import { describe, expect, it } from 'vitest';
import { privacyOptions } from './privacy-options.ts';

const OPEN = { commercialDisclosure: false, brandContent: false };

describe('who may see it', () => {
  it('is exactly what TikTok offers this creator, in its order (U6)', () => {
    const offered = ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'];
    expect(privacyOptions(offered, OPEN).map((option) => option.value)).toEqual(offered);
    expect(privacyOptions(undefined, OPEN)).toEqual([]);
    expect(privacyOptions(['SOMETHING_NEW', 'SELF_ONLY'], OPEN).map((option) => option.value)).toEqual(['SELF_ONLY']);
  });

  it('cannot be “only me” for branded content (U16)', () => {
    const options = privacyOptions(['PUBLIC_TO_EVERYONE', 'SELF_ONLY'], {
      commercialDisclosure: true,
      brandContent: true,
    });
    expect(options).toEqual([
      { value: 'PUBLIC_TO_EVERYONE', disabled: false },
      { value: 'SELF_ONLY', disabled: true },
    ]);
  });
});
