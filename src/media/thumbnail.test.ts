import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeImage, pngClaiming } from '../../test/fixtures/make-image.ts';
import { makeVideo } from '../../test/fixtures/make-video.ts';
import { acceptPoster, makeThumbnail } from './thumbnail.ts';

describe('a thumbnail', () => {
  it('is a small upright WebP on white', async () => {
    const source = await makeImage({ width: 2000, height: 1000, orientation: 6 });
    const thumbnail = await makeThumbnail(source);
    expect(thumbnail).toMatchObject({ width: 240, height: 480 });
    expect(await sharp(thumbnail.bytes).metadata()).toMatchObject({ format: 'webp', width: 240, height: 480 });
    const clear = await makeImage({ width: 50, height: 50, format: 'png', background: { r: 0, g: 0, b: 0, alpha: 0 } });
    const pixels = await sharp((await makeThumbnail(clear)).bytes)
      .raw()
      .toBuffer();
    expect([...pixels.subarray(0, 3)]).toEqual([255, 255, 255]);
  });
});

describe('a poster frame from the browser', () => {
  it('is drawn anew', async () => {
    const frame = await makeImage({ width: 720, height: 1280 });
    const poster = await acceptPoster(frame);
    expect(poster).toMatchObject({ ok: true, value: { width: 270, height: 480 } });
  });

  it('is refused when it is anything else', async () => {
    const wrong: Uint8Array[] = [
      new Uint8Array(0),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      await makeVideo({ seconds: 1 }),
      (await makeImage({ noise: true })).subarray(0, 20_000),
      pngClaiming(30_000, 30_000),
    ];
    for (const bytes of wrong)
      expect(await acceptPoster(bytes)).toMatchObject({ ok: false, problem: { code: 'UNSUPPORTED_MEDIA' } });
    expect(await acceptPoster(new Uint8Array(10_000_001))).toMatchObject({ ok: false, problem: { code: 'TOO_LARGE' } });
  });
});
