import { createHash } from 'node:crypto';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeImage } from '../../test/fixtures/make-image.ts';
import type { Crop } from '../contract/asset.ts';
import type { MediaItem } from '../domain/media-rules.ts';
import { type ImagePlan, instagramAspect, planRendition, type RenditionWish } from './plan-rendition.ts';
import { renderImage } from './render-image.ts';

const picture = (width: number, height: number, crop: Crop | null = null): MediaItem => ({
  kind: 'image',
  mimeType: 'image/png',
  sizeBytes: 1,
  width,
  height,
  video: null,
  crop,
});

function plan(item: MediaItem, wish: Partial<RenditionWish> = {}): ImagePlan {
  const planned = planRendition({ channel: 'ig', use: 'post', item, carouselAspect: null, ...wish });
  if (planned.kind !== 'image') throw new Error('expected an image to be drawn');
  return planned;
}

describe('planning', () => {
  it('sends videos as they are', () => {
    const video: MediaItem = { ...picture(720, 1280), kind: 'video', mimeType: 'video/mp4' };
    expect(planRendition({ channel: 'ig', use: 'post', item: video, carouselAspect: null })).toEqual({
      kind: 'original',
    });
  });

  it('cuts an upright phone photo to 4:5 around its middle, a panorama to 1.91:1', () => {
    expect(plan(picture(3000, 4000))).toMatchObject({
      crop: { left: 0, top: 125, width: 3000, height: 3750 },
      width: 1440,
      height: 1800,
    });
    const panorama = plan(picture(6000, 1000));
    expect(panorama.crop).toEqual({ left: 2045, top: 0, width: 1910, height: 1000 });
    expect(panorama.width / panorama.height).toBeLessThanOrEqual(1.91);
  });

  it('keeps a picture that fits, and enlarges none', () => {
    expect(plan(picture(1080, 1080))).toMatchObject({
      width: 1080,
      height: 1080,
      crop: { left: 0, top: 0, width: 1080 },
    });
    expect(plan(picture(200, 200))).toMatchObject({ width: 200, height: 200 });
  });

  it('cuts where the creator wants, then to the shape', () => {
    expect(plan(picture(1000, 1000, { x: 0.5, y: 0.25, width: 0.5, height: 0.5 }))).toMatchObject({
      crop: { left: 500, top: 250, width: 500, height: 500 },
      width: 500,
      height: 500,
    });
  });

  it('gives every image of a carousel the shape of the first', () => {
    const aspect = instagramAspect(picture(1000, 2000));
    expect(aspect).toBe(0.8);
    for (const item of [picture(4000, 1000), picture(900, 900), picture(333, 777)]) {
      const { width, height } = plan(item, { carouselAspect: aspect });
      expect(width / height).toBeGreaterThanOrEqual(0.8);
      expect(Math.abs(width / height - 0.8)).toBeLessThan(0.01);
    }
  });

  it('fits TikTok photos into 1080p either way round', () => {
    expect(plan(picture(4000, 3000), { channel: 'tiktok' })).toMatchObject({ width: 1440, height: 1080 });
    expect(plan(picture(3000, 6000), { channel: 'tiktok' })).toMatchObject({ width: 960, height: 1920 });
    expect(plan(picture(800, 600), { channel: 'tiktok' })).toMatchObject({ width: 800, height: 600 });
  });

  it('draws covers 9:16', () => {
    expect(plan(picture(4000, 3000), { use: 'cover' })).toMatchObject({ width: 1080, height: 1920 });
  });

  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  const part = fc.double({ min: 0.001, max: 1, noNaN: true });
  const crops = fc.option(fc.record({ x: fraction, y: fraction, width: part, height: part }));
  const sides = fc.integer({ min: 8, max: 12_000 });
  const pictures = fc.tuple(sides, sides, crops).map(([width, height, crop]) => picture(width, height, crop));

  it('always cuts inside the picture and leaves something', () => {
    const wishes = fc.constantFrom<Partial<RenditionWish>>(
      {},
      { channel: 'tiktok' },
      { use: 'cover' },
      { carouselAspect: 1 },
    );
    fc.assert(
      fc.property(pictures, wishes, (item, wish) => {
        const { crop, width, height } = plan(item, wish);
        expect(Math.min(crop.left, crop.top)).toBeGreaterThanOrEqual(0);
        expect(crop.left + crop.width).toBeLessThanOrEqual(item.width);
        expect(crop.top + crop.height).toBeLessThanOrEqual(item.height);
        expect(Math.min(width, height, crop.width, crop.height)).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it('always gives Instagram a shape it takes', () => {
    const aspects = fc.option(fc.double({ min: 0.8, max: 1.91, noNaN: true }));
    fc.assert(
      fc.property(pictures, aspects, (item, carouselAspect) => {
        const { width, height } = plan(item, { carouselAspect });
        fc.pre(width >= 5); // a sliver of four pixels has no shape to speak of
        expect(width).toBeLessThanOrEqual(1440);
        expect(width / height).toBeGreaterThanOrEqual(0.8);
        expect(width / height).toBeLessThanOrEqual(1.91);
      }),
      { numRuns: 500 },
    );
  });

  it('always gives TikTok a photo within 1080p', () => {
    fc.assert(
      fc.property(pictures, (item) => {
        const { width, height } = plan(item, { channel: 'tiktok' });
        expect(Math.max(width, height)).toBeLessThanOrEqual(1920);
        expect(Math.min(width, height)).toBeLessThanOrEqual(1080);
      }),
      { numRuns: 500 },
    );
  });
});

describe('drawing', () => {
  it('makes an upright sRGB JPEG without metadata, transparency on white', async () => {
    const source = await sharp({
      create: { width: 400, height: 300, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .withExif({ IFD0: { Artist: 'somebody' }, IFD3: { GPSLatitude: '41/1 23/1 0/1' } })
      .png()
      .toBuffer();
    const rendered = await renderImage(source, plan(picture(400, 300)));
    if (!rendered.ok) throw new Error(rendered.problem.message);
    const { bytes, facts, sha256 } = rendered.value;
    const seen = await sharp(bytes).metadata();
    expect(seen).toMatchObject({ format: 'jpeg', width: 400, height: 300, space: 'srgb', channels: 3 });
    expect(seen.exif).toBeUndefined();
    expect(seen.xmp).toBeUndefined();
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
    expect(facts).toMatchObject({ mimeType: 'image/jpeg', width: 400, height: 300, sizeBytes: bytes.length });
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('cuts the upright picture, not the stored one', async () => {
    // Stored lying, shown upright (EXIF 6): the stored left edge is shown as the top.
    const left = await sharp({ create: { width: 50, height: 100, channels: 3, background: '#ff0000' } })
      .png()
      .toBuffer();
    const lying = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#0000ff' } })
      .composite([{ input: left, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 95 })
      .toBuffer();
    const top: Crop = { x: 0, y: 0, width: 1, height: 0.25 };
    const rendered = await renderImage(lying, plan(picture(100, 200, top), { channel: 'tiktok' }));
    if (!rendered.ok) throw new Error(rendered.problem.message);
    expect(rendered.value.facts).toMatchObject({ width: 100, height: 50 });
    const [red = 0, , blue = 0] = await sharp(rendered.value.bytes).resize(1, 1).raw().toBuffer();
    expect(red).toBeGreaterThan(200);
    expect(blue).toBeLessThan(60);
  });

  it('goes down in quality until it is small enough, and says when nothing helps', async () => {
    const source = await makeImage({ noise: true, width: 600, height: 600 });
    const generous = plan(picture(600, 600));
    const best = await renderImage(source, generous);
    const bestBytes = best.ok ? best.value.bytes.length : 0;
    const tight = await renderImage(source, { ...generous, maxBytes: Math.floor(bestBytes * 0.7) });
    expect(tight.ok && tight.value.bytes.length).toBeLessThanOrEqual(Math.floor(bestBytes * 0.7));
    expect(await renderImage(source, { ...generous, maxBytes: 1000 })).toMatchObject({ ok: false });
    expect(await renderImage(Buffer.from('nothing'), generous)).toMatchObject({ ok: false });
  });

  it('keeps the noisiest 1440×1800 under Instagram’s 8 MB', async () => {
    const source = await makeImage({ noise: true, width: 1600, height: 2000, format: 'png' });
    const rendered = await renderImage(source, plan(picture(1600, 2000)));
    expect(rendered).toMatchObject({ ok: true, value: { facts: { width: 1440, height: 1800 } } });
    expect(rendered.ok && rendered.value.bytes.length).toBeLessThanOrEqual(8_000_000);
  });

  it('converts a wide-gamut colour profile to sRGB', async () => {
    const p3 = await sharp({ create: { width: 32, height: 32, channels: 3, background: '#ff0000' } })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const rendered = await renderImage(p3, plan(picture(32, 32)));
    if (!rendered.ok) throw new Error(rendered.problem.message);
    expect((await sharp(rendered.value.bytes).metadata()).icc).toBeUndefined();
    const [red = 0, green = 0] = await sharp(rendered.value.bytes).raw().toBuffer();
    expect(red).toBeGreaterThan(245);
    expect(green).toBeLessThan(20);
  });
});
