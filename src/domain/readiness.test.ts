import { describe, expect, test } from 'vitest';
import type { VideoFacts } from '../contract/asset.ts';
import { TiktokPayload, type InstagramPayload } from '../contract/payload.ts';
import { nextAssessmentAt } from './assessment-schedule.ts';
import type { AccountFacts, AssetOfEntry, Attention, JobFacts, ReadinessFacts } from './facts.ts';
import { ISSUE_MESSAGES, sayIssue } from './issue-messages.ts';
import { ISSUES, type IssueCode } from './issues.ts';
import { assess, obstacles } from './readiness.ts';
import { NEEDED_SCOPES, WANTED_SCOPES } from './scopes.ts';

const NOW = Temporal.Instant.from('2026-11-23T09:00:00Z');
const inHours = (hours: number): Temporal.Instant => NOW.add({ minutes: Math.round(hours * 60) });

const PHOTO: AssetOfEntry = {
  id: 'photo',
  kind: 'image',
  mimeType: 'image/jpeg',
  sizeBytes: 400_000,
  width: 1080,
  height: 1350,
  video: null,
  crop: null,
};
const CLIP: VideoFacts = {
  durationMs: 30_000,
  videoCodec: 'avc',
  audioCodec: 'aac',
  framesPerSecond: 30,
  bitsPerSecond: 8_000_000,
  moovFirst: true,
  hasEditList: false,
};
function video(facts: Partial<VideoFacts> = {}, item: Partial<AssetOfEntry> = {}): AssetOfEntry {
  return {
    ...PHOTO,
    id: 'video',
    kind: 'video',
    mimeType: 'video/mp4',
    sizeBytes: 20_000_000,
    width: 1080,
    height: 1920,
    video: { ...CLIP, ...facts },
    ...item,
  };
}

const ACCOUNT: AccountFacts = {
  status: 'ok',
  expiresAt: inHours(24 * 50),
  refreshable: true,
  scopes: [...WANTED_SCOPES.ig, ...WANTED_SCOPES.tiktok],
  capabilities: {
    privacyLevelOptions: ['PUBLIC_TO_EVERYONE', 'SELF_ONLY'],
    maxVideoDurationSeconds: 60,
    quotaTotal: 100,
    private: false,
  },
  standing: 'live',
  bookedInWindow: 0,
};
const BASE: Omit<ReadinessFacts, 'entry'> = {
  now: NOW,
  post: { caption: 'Out of the kiln', hashtags: [], cover: null },
  assets: [PHOTO],
  account: ACCOUNT,
  job: { status: 'scheduled', unknownSince: null, attention: null },
  environment: { mediaReach: 'reachable', channelEnabled: { ig: true, tiktok: true } },
};
type Change = Partial<Omit<ReadinessFacts, 'entry'>> & { at?: Temporal.Instant | null };

function ig(change: Change = {}, payload: InstagramPayload = {}): ReadinessFacts {
  const { at = inHours(48), ...facts } = change;
  return { ...BASE, ...facts, entry: { channel: 'ig', scheduledAt: at, payload } };
}
function tiktok(change: Change = {}, payload: Partial<TiktokPayload> = {}): ReadinessFacts {
  const { at = inHours(48), ...facts } = change;
  const chosen = { privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true, ...payload };
  return {
    ...BASE,
    assets: [video()],
    ...facts,
    entry: { channel: 'tiktok', scheduledAt: at, payload: TiktokPayload.parse(chosen) },
  };
}
const account = (change: Partial<AccountFacts>): Change => ({ account: { ...ACCOUNT, ...change } });
const words = (caption: string, hashtags: string[] = []): Change => ({ post: { caption, hashtags, cover: null } });
function stopped(attention: Partial<Attention>, more: Partial<JobFacts> = {}): Change {
  const whole: Attention = {
    reason: 'refused',
    failureClass: null,
    says: { quoted: 'As it said.' },
    platformCode: null,
    ...attention,
  };
  return { job: { status: 'needs_attention', unknownSince: null, attention: whole, ...more } };
}
const tags = (count: number): string[] => Array.from({ length: count }, (_, index) => `tag${index}`);

/** One example for every code there is: the facts, and what the creator reads. The compiler asks for a missing one. */
const LIVE = { status: 'published', unknownSince: null, attention: null } as const;
const EXAMPLES: Record<IssueCode, { facts: ReadinessFacts; says: string }> = {
  retries_used_up: {
    facts: ig(stopped({ reason: 'retries_used_up', failureClass: 'transient' })),
    says: 'Four attempts did not get it out. “As it said.”',
  },
  outcome_unknown: {
    facts: ig(stopped({ reason: 'unknown_outcome' }, { unknownSince: NOW })),
    says: 'It may be live, and the platform cannot tell us. Look there, then say whether it is.',
  },
  first_comment_waits: {
    facts: ig({ job: { ...LIVE, firstComment: { state: 'waiting' } } }),
    says: 'The first comment is not written yet: the access to Instagram has ended. Link the account again within 3 days of the post and it is written then.',
  },
  first_comment_missing: {
    facts: ig({ job: { ...LIVE, firstComment: { state: 'missing', says: { quoted: 'As it said.' } } } }),
    says: 'The post is live without its first comment. “As it said.” If it is not there, write it in Instagram.',
  },
  outcome_being_checked: {
    facts: ig({ job: { status: 'publishing', unknownSince: NOW, attention: null } }),
    says: 'The platform did not confirm; we are finding out whether it went out. Nothing is sent meanwhile.',
  },
  refused_media: {
    facts: ig(stopped({ failureClass: 'media' })),
    says: 'The platform refused the media. “As it said.”',
  },
  refused_content: {
    facts: ig(stopped({ failureClass: 'content' })),
    says: 'The platform refused the text or a choice. “As it said.”',
  },
  refused_for_now: {
    facts: tiktok(stopped({ failureClass: 'rate' })),
    says: 'The platform takes nothing more for now. “As it said.”',
  },
  refused_permanently: {
    facts: ig(stopped({ failureClass: 'permanent' })),
    says: 'The platform refused it, and trying again would not help. “As it said.”',
  },
  worker_crashed: {
    facts: ig(stopped({ reason: 'worker_crashed' })),
    says: 'Publishing it stopped the worker several times, so it was set aside. Nothing went out.',
  },
  hour_missed: {
    facts: ig({ ...stopped({ reason: 'missed' }), at: inHours(-2) }),
    says: 'Its hour passed before it could be posted, so it was not posted late. Choose a new time.',
  },
  held_up: {
    facts: ig({ ...stopped({ reason: 'preflight' }), at: inHours(-1) }),
    says: 'It was held up at its hour. Choose a new time, or publish it now.',
  },
  account_missing: { facts: ig({ account: null }), says: 'No Instagram account is linked.' },
  account_revoked: {
    facts: tiktok(account({ status: 'revoked' })),
    says: 'TikTok withdrew our access. Link the account again.',
  },
  account_expired: {
    facts: ig(account({ status: 'expired' })),
    says: 'The access to Instagram has expired. Link the account again.',
  },
  token_ends_before: {
    facts: tiktok(account({ expiresAt: inHours(24), refreshable: false })),
    says: 'The access to TikTok ends before this post is due. Link the account again.',
  },
  scopes_missing: {
    facts: ig(account({ scopes: ['instagram_business_basic'] })),
    says: 'Instagram was not allowed everything posting needs (instagram_business_content_publish). Link it again and leave all boxes ticked.',
  },
  media_none: { facts: ig({ assets: [] }), says: 'Add a photo or a video.' },
  media_gone: { facts: ig({ assets: [PHOTO, null] }), says: 'A file of this post was deleted. Add another.' },
  media_too_many: {
    facts: ig({ assets: Array.from({ length: 11 }, () => PHOTO) }),
    says: '11 files are more than the 10 this channel takes.',
  },
  media_mixed: {
    facts: tiktok({ assets: [video(), PHOTO] }),
    says: 'TikTok takes one video, or photos, but not both.',
  },
  media_kind_mismatch: { facts: ig({}, { kind: 'reel' }), says: '“reel” was chosen, but the files make “image”.' },
  video_format: {
    facts: ig({ assets: [video({}, { mimeType: 'video/webm' })] }),
    says: 'video/webm is not taken here. Export the video as MP4.',
  },
  video_codec: {
    facts: ig({ assets: [video({ videoCodec: 'vp9' })] }),
    says: 'The video is coded as vp9. Export it as H.264.',
  },
  audio_codec: {
    facts: ig({ assets: [video({ audioCodec: 'opus' })] }),
    says: 'The sound is coded as opus. Export it as AAC.',
  },
  video_too_long: {
    facts: ig({ assets: [video({ durationMs: 901_000 })] }),
    says: '15:01 is longer than the 15:00 this channel takes.',
  },
  video_too_long_for_creator: {
    facts: tiktok({ assets: [video({ durationMs: 118_000 })] }),
    says: "1:58 is longer than this account's 1:00.",
  },
  video_too_short: {
    facts: ig({ assets: [video({ durationMs: 2000 })] }),
    says: '0:02 is shorter than the 0:03 this channel asks for.',
  },
  video_too_large: {
    facts: ig({ assets: [video({}, { sizeBytes: 312_000_000 })] }),
    says: '312 MB is over the limit of 300 MB.',
  },
  video_frame_rate: {
    facts: tiktok({ assets: [video({ framesPerSecond: 120 })] }),
    says: '120 frames a second; between 23 and 60 are taken.',
  },
  video_dimensions: {
    facts: tiktok({ assets: [video({}, { width: 240, height: 426 })] }),
    says: '240 × 426 pixels; sides from 360 to 4096 are taken.',
  },
  video_bit_rate: {
    facts: ig({ assets: [video({ bitsPerSecond: 40_000_000 })] }),
    says: '40 Mbit/s is over the 25 this channel takes.',
  },
  video_index_last: {
    facts: ig({ assets: [video({ moovFirst: false })] }),
    says: 'The video’s index stands at its end. Export it again “for web” (fast start).',
  },
  video_edit_list: {
    facts: ig({ assets: [video({ hasEditList: true })] }),
    says: 'The video carries cuts that Instagram refuses (an edit list). Export it again.',
  },
  image_format: {
    facts: ig({ assets: [{ ...PHOTO, mimeType: 'image/gif' }] }),
    says: 'image/gif is not taken here. Use JPEG, PNG or WebP.',
  },
  media_unreachable: {
    facts: ig({ environment: { ...BASE.environment, mediaReach: 'unreachable' } }),
    says: 'The platform cannot fetch your media from this server. Settings → Reach from outside says why.',
  },
  caption_too_long: {
    facts: ig(words('x'.repeat(2201))),
    says: 'The caption has 2201 characters; 2200 are allowed.',
  },
  title_too_long: {
    facts: tiktok({ assets: [PHOTO] }, { title: 'x'.repeat(91) }),
    says: 'The title has 91 characters; 90 are allowed.',
  },
  too_many_hashtags: { facts: ig(words('Kiln', tags(31))), says: '31 hashtags; Instagram allows 30.' },
  too_many_mentions: {
    facts: ig(
      words(
        tags(21)
          .map((tag) => `@${tag}`)
          .join(' '),
      ),
    ),
    says: '21 mentions; Instagram allows 20.',
  },
  first_comment_too_long: {
    facts: ig({}, { firstComment: 'x'.repeat(301) }),
    says: 'The first comment may have 300 characters, 4 hashtags and one link.',
  },
  choices_invalid: {
    facts: ig({}, { userTags: [{ username: 'lucia' }] }),
    says: 'A choice is incomplete: place each tagged person on the picture.',
  },
  cover_outside_video: {
    facts: ig({ assets: [video()] }, { coverTimeMs: 31_000 }),
    says: 'The cover is taken at 0:31, but the video ends at 0:30.',
  },
  cover_gone: {
    facts: ig({ assets: [video()], coverAsset: 'gone' }),
    says: 'The cover image was deleted. Choose another.',
  },
  privacy_not_chosen: {
    facts: tiktok({}, { privacyLevel: undefined }),
    says: 'Choose who can see it on TikTok.',
  },
  privacy_not_offered: {
    facts: tiktok({}, { privacyLevel: 'FOLLOWER_OF_CREATOR' }),
    says: 'TikTok does not offer this account the chosen audience any more. Choose again.',
  },
  music_not_confirmed: { facts: tiktok({}, { musicConfirmed: false }), says: 'Confirm TikTok’s music usage terms.' },
  disclosure_incomplete: {
    facts: tiktok({}, { commercialDisclosure: true }),
    says: 'You need to indicate if your content promotes yourself, a third party, or both.',
  },
  branded_content_private: {
    facts: tiktok({}, { commercialDisclosure: true, brandContent: true, privacyLevel: 'SELF_ONLY' }),
    says: 'Branded content visibility cannot be set to private.',
  },
  interaction_disabled: {
    facts: tiktok(account({ capabilities: { ...ACCOUNT.capabilities, duetDisabled: true } }), { allowDuet: true }),
    says: 'Your TikTok settings do not allow “duet” any more. Switch it off here.',
  },
  unaudited_public_account: {
    facts: tiktok(account({ standing: 'unaudited' }), { privacyLevel: 'SELF_ONLY' }),
    says: 'This app is not audited by TikTok, so it may post to private accounts only. Make the account private, finish the post in TikTok, or use an audited app.',
  },
  unaudited_privacy: {
    facts: tiktok(account({ standing: 'unaudited', capabilities: { private: true } })),
    says: 'This app is not audited by TikTok: only “Only me” is possible. Choose it, or finish the post in TikTok.',
  },
  // Until a post has gone out: below.
  app_in_development: {
    facts: ig(account({ standing: 'development' })),
    says: 'The Instagram app is in development mode: it posts only to accounts that have a role on it. Add this account as a tester there, if it is not one yet.',
  },
  posting_suspended: {
    facts: tiktok({ ...account({ suspendedUntil: inHours(20) }), at: inHours(3) }),
    says: 'TikTok takes no more posts from this account for now. Try later.',
  },
  quota_exceeded: {
    facts: ig(account({ bookedInWindow: 100 })),
    says: 'It would be post 101 within 24 hours; this account may publish 100. Choose another time.',
  },
  inbox_full: {
    facts: tiktok({ ...account({ bookedInWindow: 5 }), at: inHours(3) }, { mode: 'inbox' }),
    says: '5 drafts of the 24 hours before may still wait in your TikTok inbox, and TikTok takes 5. Finish some of them there first, or choose another time.',
  },
  channel_publishing_off: {
    facts: ig({ environment: { ...BASE.environment, channelEnabled: { ig: false, tiktok: true } } }),
    says: 'This server does not publish to Instagram: it is switched off, or has no app for it.',
  },
  hashtags_not_shown: { facts: ig(words('Kiln', tags(6))), says: '6 hashtags: the network shows 5 at most.' },
  image_will_be_cropped: {
    facts: ig({ assets: [{ ...PHOTO, width: 1000, height: 2000 }] }),
    says: 'This picture will be cropped to fit Instagram. Choose what stays.',
  },
  image_small: {
    facts: ig({ assets: [{ ...PHOTO, width: 300, height: 300 }] }),
    says: '300 pixels wide: Instagram will enlarge it to 320.',
  },
  video_very_short: {
    facts: tiktok({ assets: [video({ durationMs: 2000 })] }),
    says: 'At 0:02 it is very short; TikTok may refuse it.',
  },
  carousel_video_long: {
    facts: ig({ assets: [PHOTO, video({ durationMs: 61_000 })] }),
    says: 'A video of more than 1:00 in a carousel may be refused.',
  },
  reel_not_vertical: {
    facts: ig({ assets: [video({}, { width: 1920, height: 1080 })] }),
    says: 'Reels are made for upright video; this one is 1920 × 1080.',
  },
  finish_in_app: {
    facts: tiktok({}, { mode: 'inbox' }),
    says: 'It will wait in your TikTok inbox; you finish it there.',
  },
  first_comment_scope: {
    facts: ig(account({ scopes: [...NEEDED_SCOPES.ig] }), { firstComment: 'More on my page' }),
    says: 'The first comment needs a permission that was not given. The post goes out without it.',
  },
  ai_label_not_sent: {
    facts: tiktok({ assets: [PHOTO] }, { aiGenerated: true }),
    says: 'Apps can label only videos as AI-generated. Label these photos in TikTok once they are out.',
  },
  caption_not_sent: {
    facts: tiktok({}, { mode: 'inbox' }),
    says: 'The caption does not travel to the TikTok inbox; copy it there when you finish.',
  },
};
const CODES = Object.keys(ISSUES) as IssueCode[];

describe('every issue', () => {
  test.each(CODES)('%s: is found in its example, and decides there', (code) => {
    const { facts, says } = EXAMPLES[code];
    const { readiness, issues } = assess(facts);
    const found = issues.find((issue) => issue.code === code);
    expect(found === undefined ? issues : sayIssue(found, 'en')).toMatchObject({
      code,
      message: says,
      action: ISSUES[code].action,
    });
    const unhindered = facts.job?.status === 'published' ? 'published' : 'ready';
    expect(readiness).toBe(ISSUES[code].readiness ?? unhindered);
    // The first issue names the readiness; advice stands behind and names none.
    expect(ISSUES[code].readiness === null || issues[0]?.code === code).toBe(true);
  });

  test.each(CODES)('%s: says itself in both languages, with every number', (code) => {
    const found = assess(EXAMPLES[code].facts).issues.find((issue) => issue.code === code);
    for (const locale of ['en', 'es'] as const) {
      for (const [, name = ''] of ISSUE_MESSAGES[code][locale].matchAll(/\{(\w+)\}/g)) {
        expect(found?.params, `${locale} {${name}}`).toHaveProperty(name);
      }
      const said = found === undefined ? '' : sayIssue(found, locale).message;
      expect(said).not.toMatch(/[{}]|undefined/);
    }
    expect(ISSUE_MESSAGES[code].es).not.toBe(ISSUE_MESSAGES[code].en);
  });
});

describe('a post that fits', () => {
  test.each([
    ['an Instagram picture', ig()],
    ['an Instagram reel with a cover', ig({ assets: [video()], coverAsset: 'image' })],
    ['a first comment with a link', ig({}, { firstComment: 'More at https://lucia.example/bowls?from=ig #clay' })],
    ['a TikTok video', tiktok()],
    ['TikTok photos', tiktok({ assets: [PHOTO, PHOTO] })],
    ['a draft without a time', ig({ at: null, job: null })],
    ['a draft for the TikTok inbox without a privacy', tiktok(words(''), { mode: 'inbox', musicConfirmed: false })],
  ])('is ready: %s', (_name, facts) => {
    expect(assess(facts).readiness).toBe('ready');
    expect(obstacles(facts)).toEqual([]);
  });

  test('that is live is published, whatever else is wrong by now', () => {
    const facts = ig({ account: null, assets: [], job: { status: 'published', unknownSince: null, attention: null } });
    expect(assess(facts)).toEqual({ readiness: 'published', issues: [] });
  });
});

describe('a first comment', () => {
  test.each([
    ['a character too many', 'x'.repeat(301)],
    ['a hashtag too many', '#a #b #c #d #e'],
    ['a link too many', 'https://lucia.example and http://shop.lucia.example'],
  ])('with %s is not sent in vain', (_name, firstComment) => {
    expect(assess(ig({}, { firstComment })).issues.map(({ code }) => code)).toContain('first_comment_too_long');
  });
});

const ends = (hours: number, refreshable: boolean): Change => account({ expiresAt: inHours(hours), refreshable });

describe('the token', () => {
  test('must last until the hour, not merely until now', () => {
    expect(assess(tiktok({ ...ends(24, false), at: inHours(23) })).readiness).toBe('ready');
    expect(assess(tiktok({ ...ends(24, false), at: inHours(24) })).issues[0]?.code).toBe('token_ends_before');
  });
  test('that the worker can prolong holds nothing up', () => {
    expect(assess(tiktok({ ...ends(24, true), at: inHours(48) })).readiness).toBe('ready');
    expect(assess(tiktok(ends(-1, true))).readiness).toBe('ready');
  });
  test('that has ended for good has expired, whatever the status still says', () => {
    expect(assess(ig(ends(0, false))).issues[0]?.code).toBe('account_expired');
  });
  test('of a post whose hour has passed is judged by now', () => {
    expect(assess(tiktok({ ...ends(1, false), at: inHours(-5) })).readiness).toBe('ready');
  });
  test('needs for an inbox draft only the right to upload', () => {
    const scopes = { scopes: ['user.info.basic', 'video.upload'] };
    expect(assess(tiktok(account(scopes), { mode: 'inbox' })).readiness).toBe('ready');
    expect(assess(tiktok(account(scopes))).issues[0]).toMatchObject({
      code: 'scopes_missing',
      params: { scopes: 'video.publish' },
    });
  });
});

describe('the order of issues', () => {
  test('is what happened, the account, the media, the words, the choices, the time; advice last', () => {
    const facts = tiktok(
      {
        ...stopped({ reason: 'retries_used_up' }),
        ...account({ status: 'expired', bookedInWindow: 15 }),
        assets: [video({ durationMs: 118_000, framesPerSecond: 120 })],
        ...words('x'.repeat(2201), tags(6)),
      },
      { privacyLevel: undefined },
    );
    expect(assess(facts).issues.map((issue) => issue.code)).toEqual([
      'retries_used_up',
      'account_expired',
      'video_frame_rate',
      'video_too_long_for_creator',
      'caption_too_long',
      'privacy_not_chosen',
      'quota_exceeded',
      'hashtags_not_shown',
    ]);
    expect(assess(facts).readiness).toBe('failed_retry');
    expect(obstacles(facts)[0]?.code).toBe('account_expired');
  });

  test('lets what held a post up speak before the fact that it was held up', () => {
    const held = { ...stopped({ reason: 'preflight' }), at: inHours(-1) };
    expect(assess(ig({ ...held, assets: [] })).readiness).toBe('missing_media');
    expect(assess(ig(held)).issues.map((issue) => issue.code)).toEqual(['held_up']);
  });

  test('names the place of a file among several', () => {
    const { issues } = assess(ig({ assets: [PHOTO, { ...PHOTO, id: 'b', mimeType: 'image/gif' }] }));
    expect(issues[0]).toMatchObject({ code: 'image_format', params: { position: 2 } });
  });
});

describe('the next look', () => {
  test.each([
    ['a day before', ig({ at: inHours(48) }), 24],
    ['six hours before', ig({ at: inHours(23) }), 17],
    ['the hour itself', ig({ at: inHours(5) }), 5],
    ['the end of a token', ig({ ...account({ expiresAt: inHours(3) }), at: inHours(5) }), 3],
    ['the end of a suspension', tiktok({ ...account({ suspendedUntil: inHours(2) }), at: null }), 2],
  ])('is %s', (_name, facts, hours) => {
    expect(nextAssessmentAt(facts)?.toString()).toBe(inHours(hours).toString());
  });
  test('never comes for what is live, or what nothing but a fact can change', () => {
    expect(nextAssessmentAt(ig({ job: { status: 'published', unknownSince: null, attention: null } }))).toBeNull();
    expect(nextAssessmentAt(ig({ ...account({ expiresAt: null }), at: inHours(-1) }))).toBeNull();
  });

  test('misses no instant at which the answer changes', () => {
    const cases = [
      tiktok({ ...account({ expiresAt: inHours(30), refreshable: false }), at: inHours(50) }),
      tiktok({
        ...account({ expiresAt: inHours(30), refreshable: false, suspendedUntil: inHours(7) }),
        at: inHours(3),
      }),
      tiktok({ ...account({ suspendedUntil: inHours(9) }), at: null }),
      ig({ ...account({ expiresAt: inHours(2), refreshable: false }), at: inHours(1), job: null }),
    ];
    const missed = cases.flatMap((facts) => {
      let planned = nextAssessmentAt(facts);
      let said = JSON.stringify(assess(facts));
      const found: string[] = [];
      for (let minutes = 0; minutes <= 60 * 60; minutes += 15) {
        const here = { ...facts, now: NOW.add({ minutes }) };
        const isPlanned = planned !== null && Temporal.Instant.compare(planned, here.now) <= 0;
        if (!isPlanned && JSON.stringify(assess(here)) !== said) found.push(here.now.toString());
        said = JSON.stringify(assess(here));
        planned = nextAssessmentAt(here);
      }
      return found;
    });
    expect(missed).toEqual([]);
  });
});
