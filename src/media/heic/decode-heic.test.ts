import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { HEIC_PLAIN, HEIC_TURNED_P3 } from '../../../test/fixtures/heic.ts';
import { temporaryFolder } from '../../../test/fixtures/temporary-folder.ts';
import { planRendition } from '../plan-rendition.ts';
import { renderImage } from '../render-image.ts';
import { decodeHeic, type HeicLimits } from './decode-heic.ts';

async function decode(bytes: Uint8Array, limits: HeicLimits = {}) {
  const path = join(await temporaryFolder(), 'photo.heic');
  await writeFile(path, bytes);
  return decodeHeic(path, limits);
}

async function decoded(bytes: Uint8Array) {
  const result = await decode(bytes);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

async function said(bytes: Uint8Array, limits?: HeicLimits): Promise<string> {
  const result = await decode(bytes, limits);
  return result.ok ? 'accepted' : `${result.problem.code}: ${result.problem.message}`;
}

async function pixel(image: Uint8Array, left: number, top: number): Promise<number[]> {
  const one = await sharp(image).extract({ left, top, width: 1, height: 1 }).toColourspace('srgb').raw().toBuffer();
  return [...one.subarray(0, 3)];
}

describe('a HEIC photo', () => {
  it('is decoded as it lies, in sRGB', async () => {
    const { jpeg, width, height } = await decoded(HEIC_PLAIN);
    expect({ width, height }).toEqual({ width: 160, height: 120 });
    expect((await sharp(jpeg).metadata()).icc).toBeUndefined();
    expect(near(await pixel(jpeg, 80, 5), [255, 255, 255])).toBe(true);
    expect(near(await pixel(jpeg, 20, 90), [230, 30, 30])).toBe(true);
    expect(near(await pixel(jpeg, 140, 90), [30, 30, 230])).toBe(true);
  });

  it('is turned upright, keeps its colours, and loses what else the phone wrote into it', async () => {
    const { jpeg, width, height } = await decoded(HEIC_TURNED_P3);
    expect({ width, height }).toEqual({ width: 120, height: 160 });
    const metadata = await sharp(jpeg).metadata();
    expect(metadata.icc?.length).toBeGreaterThan(400);
    expect(metadata.exif).toBeUndefined();
    expect(Buffer.from(jpeg).includes('secret place')).toBe(false);
    // White was on top: a quarter turn clockwise brings it to the right.
    expect(near(await pixel(jpeg, 115, 80), [255, 255, 255])).toBe(true);
    // The red of Display P3 is more than sRGB can show: it becomes the reddest there is, not the same numbers.
    const item = {
      kind: 'image' as const,
      mimeType: 'image/heic',
      sizeBytes: 1,
      width,
      height,
      crop: null,
      video: null,
    };
    const plan = planRendition({ channel: 'tiktok', use: 'post', item, carouselAspect: null });
    if (plan.kind !== 'image') throw new Error('is to be drawn');
    const drawn = await renderImage(jpeg, plan);
    if (!drawn.ok) throw new Error(drawn.problem.message);
    expect((await sharp(drawn.value.bytes).metadata()).icc).toBeUndefined();
    const [red = 0, green = 255] = await pixel(drawn.value.bytes, 40, 20);
    expect(red).toBeGreaterThan(245);
    expect(green).toBeLessThan(20);
  });

  it('is refused with words when it is cut off, damaged, too large or takes too long', async () => {
    const damaged = /^UNSUPPORTED_MEDIA: The HEIC photo is cut off or damaged/;
    expect(await said(HEIC_TURNED_P3.subarray(0, HEIC_TURNED_P3.length - 60))).toMatch(damaged);
    expect(await said(HEIC_TURNED_P3.subarray(0, 300))).toMatch(damaged);
    expect(await said(claiming(HEIC_PLAIN, 60_000, 60_000))).toMatch(/60000 × 60000 pixels; at most 64 megapixels/);
    // Half a gigapixel less a lie: the header says little, the picture in it is another.
    expect(await said(claiming(HEIC_PLAIN, 8, 8))).toMatch(damaged);
    expect(await said(HEIC_PLAIN, { timeoutMs: 0 })).toMatch(/takes too long/);
    // The next one is none the worse for it.
    expect(await said(HEIC_PLAIN)).toBe('accepted');
  });

  it('survives any single byte of its header being another', { timeout: 120_000 }, async () => {
    const header = Buffer.from(HEIC_TURNED_P3).indexOf('mdat');
    for (let at = 20; at < header; at += 61) {
      const broken = Uint8Array.from(HEIC_TURNED_P3);
      broken[at] = 255 - (broken[at] ?? 0);
      expect(await said(broken)).toMatch(/^(?:accepted$|UNSUPPORTED_MEDIA: )/);
    }
  });
});

/** Within what lossy compression does to plain colours. */
function near(found: readonly number[], wanted: readonly number[]): boolean {
  return wanted.every((value, index) => Math.abs(value - (found[index] ?? Number.NaN)) <= 12);
}

/** The same file, its `ispe` box saying another size. */
function claiming(bytes: Uint8Array, width: number, height: number): Uint8Array {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf('ispe') + 8;
  copy.writeUInt32BE(width, at);
  copy.writeUInt32BE(height, at + 4);
  return copy;
}
