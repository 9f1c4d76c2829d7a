import { describe, expect, it } from 'vitest';
import { makeImage } from '../../test/fixtures/make-image.ts';
import { HEIC_PLAIN, HEIC_TURNED_P3 } from '../../test/fixtures/heic.ts';
import { makeVideo } from '../../test/fixtures/make-video.ts';
import { bytesInMemory } from './byte-source.ts';
import { sniff } from './sniff.ts';

const sniffBytes = (bytes: Uint8Array) => sniff(bytesInMemory(bytes));
const brand = (...brands: string[]) => {
  const [major = '', ...compatible] = brands;
  const text = `ftyp${major}\0\0\0\0${compatible.join('')}`;
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(text, 'latin1')]);
  bytes.writeUInt32BE(bytes.length, 0);
  return Buffer.concat([bytes, Buffer.alloc(200)]);
};

describe('sniff', () => {
  it('knows every accepted type by its bytes', async () => {
    const files: [string, Uint8Array][] = [
      ['image/jpeg', await makeImage({ format: 'jpeg' })],
      ['image/png', await makeImage({ format: 'png' })],
      ['image/webp', await makeImage({ format: 'webp' })],
      ['video/mp4', await makeVideo({ seconds: 1 })],
      ['video/mp4', await makeVideo({ seconds: 1, moovFirst: false })],
      ['video/quicktime', await makeVideo({ seconds: 1, container: 'mov' })],
      ['image/heic', HEIC_PLAIN],
      ['image/heic', HEIC_TURNED_P3],
      ['video/webm', await makeVideo({ seconds: 1, container: 'webm', width: 360, height: 640 })],
      ['video/quicktime', Buffer.concat([Buffer.from('\0\0\0\x08wide', 'latin1'), Buffer.alloc(64)])],
    ];
    for (const [type, bytes] of files) expect(await sniffBytes(bytes)).toEqual({ ok: true, value: type });
  });

  it('refuses what no channel takes and says what to do', async () => {
    const refused: [Uint8Array, RegExp][] = [
      [new Uint8Array(0), /empty/],
      [brand('mif1', 'avif'), /AVIF.*JPEG/],
      [brand('M4A ', 'isom'), /without a picture/],
      [brand('3gp5', 'isom'), /3GP.*MP4/],
      [Buffer.from('GIF89a\x01\0\x01\0\0\0\0'), /GIF.*MP4/],
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /SVG.*PNG/],
      [Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- x -->\n<svg width="1"/>'), /SVG/],
      [Buffer.from('  <!DOCTYPE html><p>hello'), /web page/],
      [Buffer.from('<svg xmlns="x"/>', 'utf16le'), /SVG/],
      [Buffer.from('%PDF-1.7 …'), /JPEG or MP4/],
      [await makeVideo({ seconds: 1, container: 'mkv' }), /MKV.*MP4/],
      [Buffer.from('MZ\x90\0 this is a program'), /something else/],
    ];
    for (const [bytes, words] of refused) {
      const result = await sniffBytes(bytes);
      expect(result).toMatchObject({ ok: false, problem: { code: 'UNSUPPORTED_MEDIA' } });
      expect(result.ok ? '' : result.problem.message).toMatch(words);
    }
  });

  it('refuses files that are two things at once', async () => {
    const jpeg = await makeImage();
    const comment = Buffer.from('<script>alert(1)</script>');
    const length = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
    const zipEnd = Buffer.concat([Buffer.from([0x50, 0x4b, 5, 6]), Buffer.alloc(18)]);
    const polyglots: [Uint8Array, RegExp][] = [
      [Buffer.concat([jpeg.subarray(0, 2), length, comment, jpeg.subarray(2)]), /web page/],
      [Buffer.concat([jpeg, Buffer.from('\n<html><body>hello</body></html>')]), /web page/],
      [
        Buffer.concat([
          jpeg.subarray(0, 2),
          Buffer.from([0xff, 0xfe, 0, 11]),
          Buffer.from('%PDF-1.4\n'),
          jpeg.subarray(2),
        ]),
        /PDF/,
      ],
      [Buffer.concat([jpeg, Buffer.from('PK\x03\x04 jar'), zipEnd]), /ZIP/],
    ];
    for (const [bytes, words] of polyglots) {
      const result = await sniffBytes(bytes);
      expect(result.ok ? '' : result.problem.message).toMatch(words);
    }
  });

  it('keeps phone pictures that carry a film or a second picture behind the first', async () => {
    const motionPhoto = Buffer.concat([await makeImage(), await makeVideo({ seconds: 1 })]);
    expect(await sniffBytes(motionPhoto)).toEqual({ ok: true, value: 'image/jpeg' });
  });
});
