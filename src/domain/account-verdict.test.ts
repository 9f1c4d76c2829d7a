import { expect, test } from 'vitest';
import { isSuspension, lossOf } from './account-verdict.ts';
import { consentOf, declarationsFor } from './consent.ts';
import { TiktokPayload } from '../contract/payload.ts';

test.each([
  ['token', '190/458', 'revoked'],
  ['token', 'auth_removed', 'revoked'],
  ['token', '190/463', 'expired'],
  ['token', 'access_token_invalid', 'expired'],
  ['token', null, 'expired'],
  ['transient', '190/458', null],
  ['unknown', 'auth_removed', null],
  ['media', null, null],
] as const)('a failure of class %s with %s makes the account %s', (failureClass, platformCode, loss) => {
  expect(lossOf({ failureClass, platformCode })).toBe(loss);
});

const rate = (platformCode: string) => isSuspension({ failureClass: 'rate', platformCode });

test('a daily cap suspends the creator; a busy minute does not', () => {
  expect([rate('spam_risk_too_many_posts'), rate('reached_active_user_cap'), rate('rate_limit_exceeded')]).toEqual([
    true,
    true,
    false,
  ]);
});

test.each([
  [{}, ['U17']],
  [{ commercialDisclosure: true, brandOrganic: true }, ['U13', 'U17']],
  [{ commercialDisclosure: true, brandContent: true }, ['U14', 'U18']],
  [{ commercialDisclosure: true, brandContent: true, brandOrganic: true }, ['U14', 'U18']],
  // Ticked once, but the disclosure was switched off again: nothing is disclosed.
  [{ brandContent: true }, ['U17']],
])('the declarations that go with %j are %j', (choices, checks) => {
  expect(declarationsFor(TiktokPayload.parse(choices)).map((declaration) => declaration.check)).toEqual(checks);
});

test('a consent names every toggle, whether it was touched or not', () => {
  expect(consentOf(TiktokPayload.parse({}))).toMatchObject({
    privacyLevel: null,
    musicConfirmed: false,
    toggles: { allowComment: false, allowDuet: false, allowStitch: false, commercialDisclosure: false },
  });
});
