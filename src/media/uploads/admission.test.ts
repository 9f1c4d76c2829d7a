import { expect, it } from 'vitest';
import { admit } from './admission.ts';
import { displayName } from './display-name.ts';

const headers = (length: string | number, metadata: Record<string, string>) => ({
  'upload-length': String(length),
  'upload-metadata': Object.entries(metadata)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(','),
});
const message = (length: string | number, metadata: Record<string, string>) => {
  const result = admit(headers(length, metadata));
  return result.ok ? 'admitted' : `${result.problem.code}: ${result.problem.message}`;
};

it('admits what the library takes, at its limits', () => {
  expect(admit(headers(50_000_000, { filename: 'a.jpg', filetype: 'image/jpeg' }))).toEqual({
    ok: true,
    value: { filename: 'a.jpg', declaredType: 'image/jpeg', lengthBytes: 50_000_000 },
  });
  expect(admit(headers(4_000_000_000, { filename: 'a.mov', filetype: 'video/quicktime' })).ok).toBe(true);
  expect(admit(headers(5, { filename: 'a.JPG', filetype: 'IMAGE/JPG; q=1' }))).toMatchObject({
    value: { declaredType: 'image/jpeg' },
  });
  expect(admit(headers(5, { filename: 'holiday.MOV' }))).toMatchObject({ value: { declaredType: 'video/quicktime' } });
});

it('refuses with words that help', () => {
  expect(message(50_000_001, { filename: 'a.jpg', filetype: 'image/jpeg' })).toMatch(
    /^TOO_LARGE: An image may have 50 MB/,
  );
  expect(message(4_000_000_001, { filename: 'a.mp4', filetype: 'video/mp4' })).toMatch(
    /^TOO_LARGE: A video may have 4000 MB/,
  );
  expect(message(4_000_000_001, { filename: 'a.mp4', filetype: 'video/mp4' })).toMatch(/^TOO_LARGE: A video may have/);
  expect(message(0, { filename: 'a.jpg', filetype: 'image/jpeg' })).toMatch(/^UNSUPPORTED_MEDIA: .*empty/);
  expect(message(9, { filename: 'a.exe', filetype: 'application/x-msdownload' })).toMatch(
    /JPEG, PNG, WebP or HEIC images and MP4, MOV or WebM videos/,
  );
  expect(message(9, { filename: 'a.gif', filetype: 'image/gif' })).toMatch(/GIF.*MP4/);
  expect(message(9, {})).toMatch(/^(INVALID_INPUT|UNSUPPORTED_MEDIA)/);
  for (const length of ['-1', '1e9', '', 'x', '99999999999999999999']) {
    expect(message(length, { filename: 'a.jpg', filetype: 'image/jpeg' })).toMatch(/^INVALID_INPUT: Upload-Length/);
  }
  expect(admit({ 'upload-length': '5', 'upload-metadata': 'filename not*base64' })).toMatchObject({
    problem: { code: 'INVALID_INPUT' },
  });
});

it('shows names without folders, controls and marks that turn text around', () => {
  expect(displayName('../../etc/passwd', 'x')).toBe('passwd');
  expect(displayName('C:\\Users\\me\\photo.jpg', 'x')).toBe('photo.jpg');
  expect(displayName('photo\u202Egpj.exe', 'x')).toBe('photogpj.exe');
  expect(displayName('a\u200Bb\u0000c\nd\u2066.jpg', 'x')).toBe('abcd.jpg');
  expect(displayName('  año  nuevo 🎉.jpg ', 'x')).toBe('año nuevo 🎉.jpg');
  for (const empty of ['', '..', '/', '\u202E', null, undefined])
    expect(displayName(empty, 'upload.jpg')).toBe('upload.jpg');
  const long = displayName(`${'é🎉'.repeat(300)}.jpeg`, 'x');
  expect(long.length).toBeLessThanOrEqual(200);
  expect(long).toMatch(/….*\.jpeg$/u);
  expect(long.isWellFormed()).toBe(true);
});
