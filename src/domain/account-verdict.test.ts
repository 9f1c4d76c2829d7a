import { expect, test } from 'vitest';
import { lossOf, suspensionHours } from './account-verdict.ts';
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

test.each([
  ['spam_risk_too_many_posts', 24],
  ['reached_active_user_cap', 24],
  ['rate_limit_exceeded', null],
  ['9/2207042', 1],
  ['4/2207051', 3],
  ['4', null],
  ['341', 6],
  ['368/1390008', 6],
  ['17', null],
  ['80002', null],
])('%s holds the creator’s posts up for %s hours', (platformCode, hours) => {
  expect(suspensionHours({ failureClass: 'rate', platformCode })).toBe(hours);
  // While nobody knows whether it went out, it is no refusal either.
  expect(suspensionHours({ failureClass: 'unknown', platformCode })).toBeNull();
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
