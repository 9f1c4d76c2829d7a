import { describe, expect, it } from 'vitest';
import { makeImage, makeInstagram, makeTiktok, makeVideo } from '../testing/studio-data.ts';
import { issuesOf, type World } from './checks.ts';
import { placeOf } from './places.ts';
import { newForm, type PostForm } from './post-form.ts';
import { scheduleBlockers } from './schedule-blockers.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const image = makeImage(1, NOW);
const base = newForm(['ig', 'tiktok'], '2026-11-24T09:00:00Z', [image.id]);

function world(over: Partial<World> = {}): World {
  return {
    now: Temporal.Instant.fromEpochMilliseconds(NOW),
    locale: 'en',
    account: makeInstagram(NOW),
    assets: new Map([[image.id, image]]),
    entry: null,
    ...over,
  };
}
const codes = (form: PostForm, over: Partial<World> = {}, channel: 'ig' | 'tiktok' = 'ig') =>
  issuesOf(channel, form, world(over)).map((issue) => issue.code);
const situation = {
  issues: [],
  nowMs: NOW,
  entryOf: () => null,
  uploading: false,
  conflicts: 0,
  tiktokRefuses: null,
};

const said = (code: string) => ({ code, message: code, action: 'reschedule' as const, blocking: true, params: {} });
const at = (code: string, action: string, form = base) =>
  placeOf('ig', { code, message: '', action: action as never, blocking: true, params: {} }, form);
const waiting = (state: string, scheduledAt: string) => ({ entryOf: () => ({ state, scheduledAt }) });
const kinds = (form: PostForm, over = {}) =>
  scheduleBlockers(form, { ...situation, ...over }).map((blocker) => blocker.kind);

describe('checks while typing', () => {
  it('say nothing of a post that is ready', () => {
    expect(codes(base)).toEqual([]);
  });

  it('use the server’s own rules on what is in the form', () => {
    expect(codes({ ...base, caption: 'x'.repeat(2201) })).toEqual(['caption_too_long']);
    expect(codes({ ...base, assetIds: [] })).toEqual(['media_none']);
    expect(codes(base, { account: null })).toEqual(['account_missing']);
  });

  it('wait for a file that is still being read, and miss one that is gone', () => {
    expect(codes({ ...base, assetIds: [image.id, 'loading'] })).toEqual([]);
    expect(
      codes(
        { ...base, assetIds: [image.id, 'gone'] },
        {
          assets: new Map([
            [image.id, image],
            ['gone', null],
          ]),
        },
      ),
    ).toContain('media_gone');
  });

  it('keep what only the server can know, and drop its older word on the rest', () => {
    const entry = {
      issues: [said('quota_exceeded'), said('caption_too_long')],
      readiness: 'needs_attention',
    } as unknown as World['entry'];
    expect(codes(base, { entry })).toEqual(['quota_exceeded']);
  });

  it('speak the reader’s language', () => {
    expect(issuesOf('ig', { ...base, assetIds: [] }, world({ locale: 'es' }))[0]?.message).toBe(
      'Añade una foto o un vídeo.',
    );
  });

  it('say both numbers of a video too long for this creator (U4)', () => {
    const long = makeVideo(2, NOW, 118_000);
    const form = { ...base, assetIds: [long.id] };
    const [issue] = issuesOf('tiktok', form, world({ account: makeTiktok(NOW), assets: new Map([[long.id, long]]) }));
    expect(issue?.message).toBe("1:58 is longer than this account's 1:00.");
  });
});

describe('an issue’s place', () => {
  it('is the field that puts it right', () => {
    expect(at('media_none', 'upload')).toBe('media');
    expect(at('caption_too_long', 'edit_caption')).toBe('caption');
    expect(at('retries_used_up', 'retry')).toBe('progress');
    expect(at('quota_exceeded', 'reschedule')).toBe('time');
  });

  it('is the channel’s own words where it has some', () => {
    const own = { ...base, ig: { ...base.ig, payload: { caption: 'own' } } };
    expect(at('caption_too_long', 'edit_caption', own)).toBe('ig.caption');
  });
});

describe('Schedule', () => {
  it('is refused without a channel, with the time gone, or while files are on their way', () => {
    const off = { ...base, ig: { ...base.ig, on: false }, tiktok: { ...base.tiktok, on: false } };
    const past = newForm(['ig'], '2026-11-23T11:00:00Z', []);
    const timeless = newForm(['ig'], null, []);
    expect(kinds(off)).toEqual(['no_channel']);
    expect(kinds(past)).toEqual(['time_past']);
    expect(kinds(timeless)).toEqual(['no_time']);
    expect(kinds(base, { uploading: true })).toEqual(['uploading']);
    expect(kinds(base)).toEqual([]);
    expect(kinds(timeless, { ignoreTime: true })).toEqual([]);
  });

  it('says one thing of one time, whatever number of channels share it', () => {
    const both = newForm(['ig', 'tiktok'], '2026-11-23T11:00:00Z', []);
    expect(scheduleBlockers(both, situation)).toEqual([
      { kind: 'time_past', channels: ['ig', 'tiktok'], place: 'time' },
    ]);
  });

  it('lets the hour of a post stand that waits for its retry', () => {
    const past = newForm(['ig'], '2026-11-23T11:00:00Z', []);
    expect(kinds(past, waiting('retrying', '2026-11-23T11:00:00Z'))).toEqual([]);
    expect(kinds(past, waiting('retrying', '2026-11-23T11:00:00.000Z'))).toEqual([]);
    expect(kinds(past, waiting('retrying', '2026-11-23T10:00:00Z'))).toEqual(['time_past']);
    expect(kinds(past, waiting('needs_attention', '2026-11-23T11:00:00Z'))).toEqual(['time_past']);
  });

  it('is refused until TikTok’s choices are made by hand, and not for what can follow later', () => {
    const form = { ...base, assetIds: [] };
    const issues = issuesOf('tiktok', form, world({ account: makeTiktok(NOW) })).map((issue) => ({
      channel: 'tiktok' as const,
      issue,
      place: placeOf('tiktok', issue, form),
    }));
    const places = scheduleBlockers(form, { ...situation, issues }).map((blocker) => blocker.place);
    expect(places).toEqual(['tiktok.privacy', 'tiktok.music']);
  });

  it('is refused while TikTok takes nothing from this creator (U3), unless it is finished there', () => {
    const refused = { ...situation, tiktokRefuses: 'Try again later.' };
    expect(scheduleBlockers(base, refused)).toEqual([
      { kind: 'issue', said: 'Try again later.', place: 'tiktok.account' },
    ]);
    const inbox = { ...base, tiktok: { ...base.tiktok, payload: { ...base.tiktok.payload, mode: 'inbox' as const } } };
    expect(scheduleBlockers(inbox, refused)).toEqual([]);
  });
});
