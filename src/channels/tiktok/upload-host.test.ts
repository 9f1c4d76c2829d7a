import { expect, test } from 'vitest';
import { isAllowedUploadUrl } from './upload-host.ts';

test.each([
  ['https://open-upload.tiktokapis.com/video/?upload_id=67890&upload_token=Xza123', true],
  ['https://upload.us.tiktokapis.com/video/?x=1', true],
  ['https://upload.eu-ttp2.tiktokapis.com/v', true],
  ['http://open-upload.tiktokapis.com/v', false],
  ['https://open-upload.tiktokapis.com:8443/v', false],
  ['https://open-upload.tiktokapis.com.evil.example/v', false],
  ['https://evil.example/open-upload.tiktokapis.com', false],
  ['https://upload.a.b.tiktokapis.com/v', false],
  ['https://xupload.us.tiktokapis.com/v', false],
  ['https://user:secret@open-upload.tiktokapis.com/v', false],
  ['http://127.0.0.1:3001/upload/1', true],
  ['http://127.0.0.1:3002/upload/1', false],
  ['file:///etc/passwd', false],
  ['no url', false],
])('%s: %s', (uploadUrl, allowed) => {
  expect(isAllowedUploadUrl(uploadUrl, { allowedUploadHosts: ['http://127.0.0.1:3001'] })).toBe(allowed);
});
