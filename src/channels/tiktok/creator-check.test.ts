import { describe, expect, test } from 'vitest';
import { CREATOR, fakeMedia } from '../../../test/conformance/tiktok-fake.ts';
import type { Locale } from '../../contract/me.ts';
import { TiktokPayload } from '../../contract/payload.ts';
import type { Failure } from '../../domain/outcome.ts';
import { say } from '../../domain/said.ts';
import { objectionOf } from './creator-check.ts';
import type { CreatorInfo } from './creator-info.ts';

const VIDEO = [fakeMedia()];
const PHOTOS = [fakeMedia({ kind: 'image', mimeType: 'image/jpeg', durationMs: null })];

function objection(payload: Partial<TiktokPayload>, info: Partial<CreatorInfo> = {}, media = VIDEO) {
  const choices = TiktokPayload.parse({ privacyLevel: 'PUBLIC_TO_EVERYONE', ...payload });
  return objectionOf({ ...CREATOR, ...info }, choices, media);
}

function wordsOf(failure: Failure | null, locale: Locale): string {
  return failure === null ? '' : say(failure.says, locale);
}

test('choices that the account allows pass', () => {
  expect(objection({ allowComment: true, allowDuet: true, allowStitch: true })).toBeNull();
});

describe('what changed since the choices were made is put to a person', () => {
  test('the audience is gone', () => {
    const failure = objection({ privacyLevel: 'FOLLOWER_OF_CREATOR' });
    expect(failure).toMatchObject({ failureClass: 'content', platformCode: 'privacy_level_option_mismatch' });
    expect(wordsOf(failure, 'en')).toContain(
      '“followers” for this account. It offers: everyone, friends, and only me.',
    );
    expect(wordsOf(failure, 'es')).toContain('«seguidores» a esta cuenta. Ofrece: todo el mundo, amigos y solo yo.');
  });

  test('no audience was chosen', () => {
    const choices = TiktokPayload.parse({});
    expect(objectionOf(CREATOR, choices, VIDEO)).toMatchObject({ failureClass: 'content' });
  });

  test('the video is longer than allowed, with both numbers', () => {
    const failure = objection({}, {}, [fakeMedia({ durationMs: 118_000 })]);
    expect(failure).toMatchObject({ failureClass: 'content' });
    expect(wordsOf(failure, 'en')).toContain('1:58');
    expect(wordsOf(failure, 'es')).toContain('1:00');
    expect(objection({}, {}, [fakeMedia({ durationMs: 60_000 })])).toBeNull();
  });

  test.each([
    ['comments', 'comentarios', { allowComment: true }, { comment_disabled: true }],
    ['duets', 'dúos', { allowDuet: true }, { duet_disabled: true }],
    ['stitches', 'pegados', { allowStitch: true }, { stitch_disabled: true }],
  ])('%s are switched off in TikTok', (english, spanish, payload, info) => {
    expect(wordsOf(objection(payload, info), 'en')).toContain(`would allow ${english},`);
    expect(wordsOf(objection(payload, info), 'es')).toContain(`permitiría ${spanish},`);
    expect(objection({}, info)).toBeNull();
  });

  test('branded content cannot be for oneself', () => {
    const branded = { privacyLevel: 'SELF_ONLY', commercialDisclosure: true, brandContent: true } as const;
    expect(objection(branded)).toMatchObject({ failureClass: 'content' });
    expect(objection({ ...branded, commercialDisclosure: false })).toBeNull();
  });
});

test('photos know neither duet, stitch nor length', () => {
  const info = { duet_disabled: true, stitch_disabled: true, max_video_post_duration_sec: 1 };
  expect(objection({ allowDuet: true, allowStitch: true }, info, PHOTOS)).toBeNull();
  expect(wordsOf(objection({ allowComment: true }, { comment_disabled: true }, PHOTOS), 'en')).toContain('comments');
});
