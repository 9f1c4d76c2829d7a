import { describe, expect, it } from 'vitest';
import { judgeAsset, type MediaItem } from './media-rules.ts';
import { exportAdvice, planVideoFix } from './video-fix.ts';

const GOOD: MediaItem = {
  kind: 'video',
  mimeType: 'video/mp4',
  sizeBytes: 20_000_000,
  width: 1080,
  height: 1920,
  crop: null,
  video: {
    durationMs: 30_000,
    framesPerSecond: 30,
    videoCodec: 'avc',
    audioCodec: 'aac',
    bitsPerSecond: 5_000_000,
    moovFirst: true,
    hasEditList: false,
  },
};

function item(fields: Partial<MediaItem>, video: Partial<NonNullable<MediaItem['video']>> = {}): MediaItem {
  return { ...GOOD, ...fields, video: GOOD.video === null ? null : { ...GOOD.video, ...video } };
}

describe('fixing a video in the browser', () => {
  it('is not offered where nothing is in the way, or nothing helps', () => {
    expect(planVideoFix(['ig', 'tiktok'], GOOD)).toBeNull();
    expect(planVideoFix(['ig'], item({}, { durationMs: 2000 }))).toBeNull();
    expect(planVideoFix(['ig'], { ...GOOD, kind: 'image', video: null })).toBeNull();
  });

  it('only packs anew what is only packed wrongly', () => {
    const asItIs = { maximumMs: null, encode: null, encodeSound: false };
    expect(planVideoFix(['ig'], item({}, { moovFirst: false }))).toEqual(asItIs);
    expect(planVideoFix(['ig'], item({}, { hasEditList: true }))).toEqual(asItIs);
    expect(planVideoFix(['ig'], item({ mimeType: 'video/webm' }, { moovFirst: null, audioCodec: 'opus' }))).toEqual({
      ...asItIs,
      encodeSound: true,
    });
  });

  it('cuts what is too long, for the strictest of the channels and the creator', () => {
    const hour = item({ sizeBytes: 200_000_000 }, { durationMs: 3_600_000 });
    expect(planVideoFix(['ig'], hour)?.maximumMs).toBe(900_000);
    expect(planVideoFix(['ig', 'tiktok'], hour)).toMatchObject({ maximumMs: 600_000, encode: null });
    expect(planVideoFix(['tiktok'], GOOD, 15_000)).toMatchObject({ maximumMs: 15_000, encode: null });
    // 800 MB in an hour: a quarter of an hour of it is small enough as it is.
    expect(planVideoFix(['ig'], item({ sizeBytes: 800_000_000 }, { durationMs: 3_600_000 }))?.encode).toBeNull();
  });

  it('codes anew within every limit', () => {
    const wrong = [
      item({ width: 2160, height: 3840 }, { bitsPerSecond: 60_000_000 }),
      item({}, { videoCodec: 'av1' }),
      item({}, { framesPerSecond: 120 }),
      item({}, { framesPerSecond: 12 }),
      item({ sizeBytes: 900_000_000 }, { durationMs: 600_000 }),
      item({ width: 3840, height: 2160 }, { bitsPerSecond: 80_000_000 }),
      item({ width: 200, height: 300 }),
    ];
    for (const source of wrong) {
      const fix = planVideoFix(['ig', 'tiktok'], source);
      if (fix?.encode == null || source.video === null) throw new Error('is to be coded anew');
      const { width, height, framesPerSecond, bitsPerSecond } = fix.encode;
      expect([width % 2, height % 2]).toEqual([0, 0]);
      const seconds = source.video.durationMs / 1000;
      const made = item(
        { width, height, sizeBytes: Math.round((bitsPerSecond * seconds) / 8) + 2_000_000 },
        {
          durationMs: source.video.durationMs,
          bitsPerSecond,
          framesPerSecond: framesPerSecond ?? source.video.framesPerSecond,
        },
      );
      const refused = (['ig', 'tiktok'] as const)
        .flatMap((channel) => judgeAsset(channel, made))
        .filter(({ code }) => code !== 'reel_not_vertical');
      expect(refused).toEqual([]);
    }
  });

  it('says what to export where the browser cannot do it', () => {
    expect(exportAdvice(['ig'], item({ width: 3840, height: 2160 }, { durationMs: 1_200_000 }))).toEqual({
      maximumMs: 900_000,
      minimumMs: 3000,
      width: 1920,
      height: 1080,
      framesPerSecond: 30,
      megabitsPerSecond: 2,
      maximumBytes: 300_000_000,
    });
  });
});
