import { expect, test } from 'vitest';
import { CREATOR } from '../../../test/conformance/tiktok-fake.ts';
import { capabilitiesOf, standingOf } from './creator-info.ts';

const NOW = Temporal.Instant.from('2026-11-23T09:00:00Z');
const PRIVATE = { privacy_level_options: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'] };
const ONLY_ME = { privacy_level_options: ['SELF_ONLY'] };

test('says what the account may do, and when that was read', () => {
  const avatar = { creator_avatar_url: 'https://p16.tiktokcdn.com/lucia.jpeg' };
  expect(capabilitiesOf({ ...CREATOR, ...avatar, duet_disabled: true }, NOW)).toEqual({
    checkedAt: '2026-11-23T09:00:00Z',
    avatarUrl: 'https://p16.tiktokcdn.com/lucia.jpeg',
    username: 'lucia',
    nickname: 'Lucía',
    private: false,
    privacyLevelOptions: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
    commentDisabled: false,
    duetDisabled: true,
    stitchDisabled: false,
    maxVideoDurationSeconds: 60,
  });
});

test.each([
  ['offers everyone', {}, false],
  ['offers followers', { ...PRIVATE, duet_disabled: true, stitch_disabled: true }, true],
  ['offers only me, with duets allowed', ONLY_ME, false],
  ['offers only me, with stitches allowed', { ...ONLY_ME, duet_disabled: true }, false],
  ['offers only me and nothing else', { ...ONLY_ME, duet_disabled: true, stitch_disabled: true }, undefined],
])('an account that %s: private %s', (_name, more, expected) => {
  expect(capabilitiesOf({ ...CREATOR, ...more }, NOW).private).toBe(expected);
});

test('the standing is inferred only from a lone SELF_ONLY', () => {
  const auto = { standing: 'auto' } as const;
  expect(standingOf(auto, { ...CREATOR, ...ONLY_ME })).toBe('unaudited');
  expect(standingOf(auto, { ...CREATOR, ...PRIVATE })).toBeNull();
  expect(standingOf(auto, CREATOR)).toBeNull();
  expect(standingOf(auto, null)).toBeNull();
});

test('what a person said of the standing counts', () => {
  expect(standingOf({ standing: 'audited' }, { ...CREATOR, ...ONLY_ME })).toBe('audited');
  expect(standingOf({ standing: 'unaudited' }, CREATOR)).toBe('unaudited');
});
