import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeImage, pngClaiming } from '../../test/fixtures/make-image.ts';
import { makeVideo } from '../../test/fixtures/make-video.ts';
import { temporaryFolder } from '../../test/fixtures/temporary-folder.ts';
import { AssetFacts } from '../contract/asset.ts';
import { ok } from '../contract/problem.ts';
import { probe, type ProbeOptions } from './probe.ts';

async function probeBytes(bytes: Uint8Array, options: ProbeOptions = {}) {
  const path = join(await temporaryFolder(), 'file');
  await writeFile(path, bytes);
  const probed = await probe(path, options);
  return probed.ok ? ok(probed.value.facts) : probed;
}

async function refusal(bytes: Uint8Array): Promise<string> {
  const result = await probeBytes(bytes);
  if (result.ok) throw new Error(`was accepted: ${JSON.stringify(result.value)}`);
  expect(result.problem.code).toBe('UNSUPPORTED_MEDIA');
  return result.problem.message;
}

describe('probing an image', () => {
  it('tells type, size as shown, colour and transparency', async () => {
    const jpeg = await makeImage({ width: 40, height: 30, orientation: 6 });
    expect(await probeBytes(jpeg)).toEqual({
      ok: true,
      value: {
        kind: 'image',
        mimeType: 'image/jpeg',
        sizeBytes: jpeg.length,
        width: 30,
        height: 40,
        hasAlpha: false,
        colourSpace: 'srgb',
        video: null,
      },
    });
    const png = await makeImage({ width: 12, height: 9, format: 'png', background: { r: 1, g: 2, b: 3, alpha: 0.5 } });
    expect(await probeBytes(png)).toMatchObject({ value: { mimeType: 'image/png', width: 12, hasAlpha: true } });
  });

  it('refuses a cut-off JPEG, PNG and WebP', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const whole = await makeImage({ format, noise: true, width: 200, height: 200 });
      expect(await refusal(whole.subarray(0, Math.floor(whole.length * 0.6)))).toMatch(/cut off|damaged/);
    }
  });

  it('refuses a hundred-megapixel bomb by its header, before decoding', async () => {
    expect(await refusal(pngClaiming(40_000, 40_000))).toMatch(/40000 × 40000.*100 megapixels/);
    expect(await refusal(pngClaiming(10_001, 10_000))).toMatch(/100 megapixels/);
  });

  it('refuses an animated WebP and a GIF with very many frames without unrolling it', async () => {
    const frame = await makeImage({ width: 4, height: 4, format: 'png' });
    const other = await makeImage({ width: 4, height: 4, format: 'png', background: { r: 0, g: 0, b: 0 } });
    const animated = await sharp([frame, other], { join: { animated: true } })
      .webp()
      .toBuffer();
    expect(await refusal(animated)).toMatch(/animated/);
    const frames = Buffer.from([0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 2, 1, 0, 0]);
    const gif = Buffer.concat([
      Buffer.from('GIF89a\xff\xff\xff\xff\0\0\0', 'latin1'),
      ...Array.from({ length: 20_000 }, () => frames),
    ]);
    expect(await refusal(gif)).toMatch(/GIF/);
  });
});

describe('probing a video', () => {
  it('tells what the rules need of an MP4', async () => {
    const bytes = await makeVideo({ width: 720, height: 1280, seconds: 4, framesPerSecond: 30 });
    const result = await probeBytes(bytes);
    expect(result).toMatchObject({
      ok: true,
      value: {
        kind: 'video',
        mimeType: 'video/mp4',
        sizeBytes: bytes.length,
        width: 720,
        height: 1280,
        video: { framesPerSecond: 30, videoCodec: 'avc', audioCodec: 'aac', moovFirst: true, hasEditList: false },
      },
    });
    const facts = AssetFacts.parse(result.ok ? result.value : null);
    expect(facts.video?.durationMs).toBeGreaterThanOrEqual(4000);
    expect(facts.video?.durationMs).toBeLessThan(4050);
    expect(facts.video?.bitsPerSecond).toBeCloseTo((bytes.length * 8) / ((facts.video?.durationMs ?? 0) / 1000), -2);
  });

  it('sees the index at the end, the turned picture, the missing sound', async () => {
    expect(await probeBytes(await makeVideo({ seconds: 1, moovFirst: false }))).toMatchObject({
      value: { video: { moovFirst: false } },
    });
    expect(
      await probeBytes(
        await makeVideo({ seconds: 1, width: 640, height: 360, rotation: 90, audio: false, container: 'mov' }),
      ),
    ).toMatchObject({ value: { mimeType: 'video/quicktime', width: 360, height: 640, video: { audioCodec: null } } });
    expect(await probeBytes(await makeVideo({ seconds: 3, fragmented: true }))).toMatchObject({
      value: { video: { moovFirst: true, framesPerSecond: 30 } },
    });
  });

  it('tells a real edit list from the harmless one of every encoder', async () => {
    const moovLast = Buffer.from(await makeVideo({ seconds: 4, moovFirst: false, audio: false }));
    expect(await probeBytes(withEdits(moovLast, [[4000, 0]]))).toMatchObject({
      value: { video: { hasEditList: false } },
    });
    expect(await probeBytes(withEdits(moovLast, [[1000, 0]]))).toMatchObject({
      value: { video: { hasEditList: true } },
    });
    expect(
      await probeBytes(
        withEdits(moovLast, [
          [1000, 0],
          [3000, 0],
        ]),
      ),
    ).toMatchObject({ value: { video: { hasEditList: true } } });
  });

  it('tells of a WebM what its container knows', async () => {
    const webm = await makeVideo({ seconds: 2, container: 'webm', width: 360, height: 640, framesPerSecond: 25 });
    expect(await probeBytes(webm)).toMatchObject({
      value: {
        mimeType: 'video/webm',
        width: 360,
        height: 640,
        video: { videoCodec: 'vp8', audioCodec: 'opus', framesPerSecond: 25, moovFirst: null, hasEditList: null },
      },
    });
  });

  it('refuses cut-off videos wherever the cut is', async () => {
    for (const wish of [
      { moovFirst: true },
      { moovFirst: false },
      { container: 'webm' as const },
      { fragmented: true },
    ]) {
      const whole = await makeVideo({ seconds: 2, width: 360, height: 640, ...wish });
      for (const part of [0.3, 0.7, 0.98]) {
        expect(await refusal(whole.subarray(0, Math.floor(whole.length * part)))).toMatch(/cut off|damaged|too long/);
      }
    }
  });

  it('refuses an index whose tables lie about their length', async () => {
    const bytes = Buffer.from(await makeVideo({ seconds: 1 }));
    const table = bytes.indexOf('stts');
    bytes.writeUInt32BE(0x7fffffff, table + 8);
    expect(await refusal(bytes)).toMatch(/damaged/);
  });

  it('gives up on a file made to keep a reader busy for ever, and nobody else waits for it', async () => {
    const bytes = Buffer.from(await makeVideo({ seconds: 1 }));
    bytes.writeUInt32BE(0xffffffff, bytes.indexOf('stsc') + 16);
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 10);
    const result = await probeBytes(bytes, { videoTimeoutMs: 600 });
    clearInterval(ticking);
    expect(result).toMatchObject({ ok: false, problem: { message: expect.stringMatching(/too long to read/) } });
    expect(turns).toBeGreaterThan(10);
  });

  it('does not let a table of a few bytes fill the memory', async () => {
    const bytes = Buffer.from(await makeVideo({ seconds: 1, fragmented: true }));
    const run = bytes.indexOf('trun');
    bytes.writeUInt32BE(0, run + 4);
    bytes.writeUInt32BE(0xffffffff, run + 8);
    // Ended by its memory limit or by time, whichever a machine reaches first.
    expect(await probeBytes(bytes, { videoTimeoutMs: 1000 })).toMatchObject({
      ok: false,
      problem: { message: expect.stringMatching(/damaged|too long/) },
    });
  });

  it('refuses sound without a picture', async () => {
    const bytes = Buffer.from(await makeVideo({ seconds: 1 }));
    bytes.write('meta', bytes.indexOf('vide'), 'latin1');
    expect(await refusal(bytes)).toMatch(/no picture|damaged/);
  });
});

/**
 * Puts an edit list (durations in 1/1000 of the movie's time scale, media times in the track's) into the only track.
 */
function withEdits(moovLast: Buffer, rows: [durationMs: number, mediaTime: number][]): Buffer {
  const scale = moovLast.readUInt32BE(moovLast.indexOf('mvhd') + 16);
  const list = Buffer.alloc(8 + 16 + rows.length * 12);
  list.writeUInt32BE(list.length, 0);
  list.write('edts', 4, 'latin1');
  list.writeUInt32BE(list.length - 8, 8);
  list.write('elst', 12, 'latin1');
  list.writeUInt32BE(rows.length, 20);
  for (const [index, [durationMs, mediaTime]] of rows.entries()) {
    list.writeUInt32BE(Math.round((durationMs / 1000) * scale), 24 + index * 12);
    list.writeInt32BE(mediaTime, 28 + index * 12);
    list.writeUInt32BE(0x10000, 32 + index * 12);
  }
  const moov = moovLast.lastIndexOf('moov') - 4;
  const trak = moovLast.indexOf('trak', moov) - 4;
  const media = moovLast.indexOf('mdia', trak) - 4;
  const changed = Buffer.concat([moovLast.subarray(0, media), list, moovLast.subarray(media)]);
  for (const box of [moov, trak]) changed.writeUInt32BE(changed.readUInt32BE(box) + list.length, box);
  return changed;
}
