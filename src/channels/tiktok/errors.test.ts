import { describe, expect, test } from 'vitest';
import { say } from '../../domain/said.ts';
import { fakeTools, fakeTiktok } from '../../../test/conformance/tiktok-fake.ts';
import { API_ERRORS, FAIL_REASONS, OAUTH_ERRORS } from './error-catalogue.ts';
import { oauthVerdictOn, outcomeOf, verdictOn, verdictOnFailReason } from './errors.ts';

const tools = fakeTools(fakeTiktok());
const refused = (code: string, httpStatus: number, message = '') =>
  verdictOn({ kind: 'refused', error: { code, message, logId: 'log-1', httpStatus } });

/** tiktok.md 9, copied by hand: status, code, class, and what publish makes of it. */
const SECTION_9 = [
  [400, 'invalid_param', 'permanent', 'needsPerson'],
  [400, 'invalid_params', 'permanent', 'needsPerson'],
  [400, 'app_version_check_failed', 'permanent', 'needsPerson'],
  [400, 'invalid_publish_id', 'unknown', 'needsPerson'],
  [400, 'token_not_authorized_for_specified_publish_id', 'permanent', 'needsPerson'],
  [400, 'publish_not_cancellable', 'permanent', 'needsPerson'],
  [400, 'invalid_file_upload', 'media', 'needsPerson'],
  [400, 'scope_permission_missed', 'token', 'needsPerson'],
  [401, 'access_token_invalid', 'token', 'needsPerson'],
  [401, 'scope_not_authorized', 'token', 'needsPerson'],
  [403, 'spam_risk_too_many_posts', 'rate', 'needsPerson'],
  [200, 'spam_risk_too_many_posts', 'rate', 'needsPerson'],
  [403, 'spam_risk_user_banned_from_posting', 'permanent', 'needsPerson'],
  [200, 'spam_risk_user_banned_from_posting', 'permanent', 'needsPerson'],
  [403, 'spam_risk_too_many_pending_share', 'rate', 'needsPerson'],
  [403, 'reached_active_user_cap', 'rate', 'needsPerson'],
  [200, 'reached_active_user_cap', 'rate', 'needsPerson'],
  [403, 'unaudited_client_can_only_post_to_private_accounts', 'permanent', 'needsPerson'],
  [403, 'url_ownership_unverified', 'permanent', 'needsPerson'],
  [403, 'privacy_level_option_mismatch', 'content', 'needsPerson'],
  [429, 'rate_limit_exceeded', 'rate', 'retry'],
  [500, 'internal_error', 'transient', 'retry'],
] as const;

describe('section 9', () => {
  test.each(SECTION_9)('%i %s: %s, %s', (httpStatus, code, failureClass, outcome) => {
    const verdict = refused(code, httpStatus);
    expect(verdict.failure).toMatchObject({ failureClass, platformCode: code, traceId: 'log-1', httpStatus });
    expect(outcomeOf(verdict, tools).kind).toBe(outcome);
  });

  test('has a row for every code of the catalogue, and the other way round', () => {
    const codes = new Set<string>(SECTION_9.map(([, code]) => code));
    expect(new Set(API_ERRORS.map(({ code }) => code))).toEqual(codes);
  });

  test.each(['privacy_level', 'title', 'brand_content_toggle'])(
    'invalid_param about %s is the creator’s to mend',
    (field) => {
      expect(refused('invalid_param', 400, `The ${field} is not valid`).failure.failureClass).toBe('content');
    },
  );

  test('invalid_param about anything else is ours', () => {
    expect(refused('invalid_param', 400, 'chunk_size is invalid').failure.failureClass).toBe('permanent');
    // A word inside another is not the field.
    expect(refused('invalid_param', 400, 'subtitles are invalid').failure.failureClass).toBe('permanent');
  });

  test('the unaudited error names the three ways out', () => {
    const message = say(refused('unaudited_client_can_only_post_to_private_accounts', 403).failure.says, 'en');
    expect(message).toMatch(/private/);
    expect(message).toMatch(/finish in TikTok/);
    expect(message).toMatch(/audited by TikTok/);
  });

  test('429 waits a minute and a bit of chance', () => {
    const outcome = outcomeOf(refused('rate_limit_exceeded', 429), { ...tools, random: () => 0.999 });
    if (outcome.kind !== 'retry' || outcome.notBefore === null) throw new Error(outcome.kind);
    const waitMs = outcome.notBefore.epochMilliseconds - tools.clock.now().epochMilliseconds;
    expect(waitMs).toBeGreaterThanOrEqual(60_000);
    expect(waitMs).toBeLessThanOrEqual(90_000);
  });
});

/** tiktok.md 7, copied by hand. */
const REASONS = [
  ['file_format_check_failed', 'media'],
  ['duration_check_failed', 'media'],
  ['frame_rate_check_failed', 'media'],
  ['picture_size_check_failed', 'media'],
  ['video_size_check_failed', 'media'],
  ['internal', 'transient'],
  ['video_pull_failed', 'transient'],
  ['photo_pull_failed', 'transient'],
  ['publish_cancelled', 'permanent'],
  ['auth_removed', 'token'],
  ['spam_risk_too_many_posts', 'rate'],
  ['spam_risk_text', 'content'],
  ['spam_risk', 'permanent'],
  ['spam_risk_user_banned_from_posting', 'permanent'],
] as const;

describe('fail_reason', () => {
  test.each(REASONS)('%s: %s', (reason, failureClass) => {
    const { failure } = verdictOnFailReason(reason, 1, 'log-2');
    expect(failure).toMatchObject({ failureClass, platformCode: reason, traceId: 'log-2' });
  });

  test('has a row for every reason of the catalogue, and the other way round', () => {
    expect(FAIL_REASONS.map(({ code }) => code)).toEqual(REASONS.map(([reason]) => reason));
  });

  test.each(['video_pull_failed', 'photo_pull_failed'])('%s is the file’s fault after three tries', (reason) => {
    expect([1, 2, 3, 4].map((attempt) => verdictOnFailReason(reason, attempt, null).failure.failureClass)).toEqual([
      'transient',
      'transient',
      'transient',
      'media',
    ]);
  });

  test('one that nobody knows is final all the same', () => {
    expect(verdictOnFailReason('brand_new_reason', 1, null).failure).toMatchObject({
      failureClass: 'permanent',
      platformCode: 'brand_new_reason',
    });
    expect(verdictOnFailReason(null, 1, null).failure.platformCode).toBe('FAILED');
  });
});

const oauth = (code: string, asked: 'exchange' | 'refresh') =>
  oauthVerdictOn({ kind: 'refused', error: { code, message: '', logId: null, httpStatus: 400 } }, asked).failure;

describe('OAuth errors', () => {
  test.each([
    ['access_denied', 'token', 'token'],
    ['invalid_client', 'permanent', 'permanent'],
    ['invalid_grant', 'token', 'token'],
    ['invalid_request', 'permanent', 'token'],
    ['invalid_scope', 'permanent', 'permanent'],
    ['unauthorized_client', 'permanent', 'permanent'],
    ['unsupported_grant_type', 'permanent', 'permanent'],
    ['unsupported_response_type', 'permanent', 'permanent'],
    ['server_error', 'transient', 'transient'],
  ] as const)('%s: %s at linking, %s at a refresh', (code, atLinking, atRefresh) => {
    expect(oauth(code, 'exchange').failureClass).toBe(atLinking);
    expect(oauth(code, 'refresh').failureClass).toBe(atRefresh);
  });
});

test.each([
  [401, 'token'],
  [429, 'rate'],
  [503, 'transient'],
  [403, 'permanent'],
  [200, 'permanent'],
] as const)('an unlisted code with HTTP %i is %s', (httpStatus, failureClass) => {
  expect(refused('brand_new', httpStatus).failure).toMatchObject({ failureClass, platformCode: 'brand_new' });
});

test('every row tells a creator something, in their language', () => {
  for (const { says } of [...API_ERRORS, ...FAIL_REASONS, ...OAUTH_ERRORS]) {
    expect(say({ word: `tiktok.${says}` }, 'en')).toMatch(/^[A-Z].{20,}\.$/);
    expect(say({ word: `tiktok.${says}` }, 'es')).not.toBe(say({ word: `tiktok.${says}` }, 'en'));
  }
});
