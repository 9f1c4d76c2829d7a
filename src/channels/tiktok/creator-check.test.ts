import { describe, expect, test } from 'vitest';
import { CREATOR, fakeMedia } from '../../../test/conformance/tiktok-fake.ts';
import { TiktokPayload } from '../../contract/payload.ts';
import { objectionOf } from './creator-check.ts';
import type { CreatorInfo } from './creator-info.ts';

const VIDEO = [fakeMedia()];
const PHOTOS = [fakeMedia({ kind: 'image', mimeType: 'image/jpeg', durationMs: null })];

function objection(payload: Partial<TiktokPayload>, info: Partial<CreatorInfo> = {}, media = VIDEO) {
  const choices = TiktokPayload.parse({ privacyLevel: 'PUBLIC_TO_EVERYONE', ...payload });
  return objectionOf({ ...CREATOR, ...info }, choices, media);
}

test('choices that the account allows pass', () => {
  expect(objection({ allowComment: true, allowDuet: true, allowStitch: true })).toBeNull();
});

describe('what changed since the choices were made is put to a person', () => {
  test('the audience is gone', () => {
    const failure = objection({ privacyLevel: 'FOLLOWER_OF_CREATOR' });
    expect(failure).toMatchObject({ failureClass: 'content', platformCode: 'privacy_level_option_mismatch' });
    expect(failure?.message).toContain('“followers”');
    expect(failure?.message).toContain('“everyone”, “friends”, “only me”');
  });

  test('no audience was chosen', () => {
    const choices = TiktokPayload.parse({});
    expect(objectionOf(CREATOR, choices, VIDEO)).toMatchObject({ failureClass: 'content' });
  });

  test('the video is longer than allowed, with both numbers', () => {
    const failure = objection({}, {}, [fakeMedia({ durationMs: 118_000 })]);
    expect(failure).toMatchObject({ failureClass: 'content' });
    expect(failure?.message).toContain('1:58');
    expect(failure?.message).toContain('1:00');
    expect(objection({}, {}, [fakeMedia({ durationMs: 60_000 })])).toBeNull();
  });

  test.each([
    ['comments', { allowComment: true }, { comment_disabled: true }],
    ['duets', { allowDuet: true }, { duet_disabled: true }],
    ['stitches', { allowStitch: true }, { stitch_disabled: true }],
  ])('%s are switched off in TikTok', (word, payload, info) => {
    expect(objection(payload, info)?.message).toContain(word);
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
  expect(objection({ allowComment: true }, { comment_disabled: true }, PHOTOS)?.message).toContain('comments');
});
