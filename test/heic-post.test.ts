import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HEIC_TURNED_P3 } from './fixtures/heic.ts';
import { startPunctual, type TestPunctual, type TestUser } from './support/punctual.ts';

/** A photo as an iPhone takes it, from the upload to both platforms. */
describe('a HEIC photo', () => {
  let punctual: TestPunctual;
  let user: TestUser;
  let assetId: string;
  beforeAll(async () => {
    punctual = await startPunctual();
    user = await punctual.signUp();
    await user.link('ig');
    assetId = await user.upload(HEIC_TURNED_P3, 'IMG_0042.HEIC', 'image/heic');
  });
  afterAll(() => punctual.close());

  test('is kept as it came, shown as JPEG, and known again', async () => {
    const { data: asset } = await user.call('GET', `/v1/assets/${assetId}`);
    expect(asset).toMatchObject({
      filename: 'IMG_0042.HEIC',
      mimeType: 'image/heic',
      sizeBytes: HEIC_TURNED_P3.length,
      width: 120,
      height: 160,
    });
    for (const url of [asset.url, asset.thumbnailUrl]) {
      const bytes = Buffer.from(await (await fetch(new URL(url, punctual.url))).arrayBuffer());
      expect(await sharp(bytes).metadata()).toMatchObject({ width: 120, height: 160 });
    }
    expect((await fetch(new URL(asset.url, punctual.url))).headers.get('content-type')).toBe('image/jpeg');
    expect(await user.upload(HEIC_TURNED_P3, 'copy.heic', '')).toBe(assetId);
  });

  test('is published as JPEG', async () => {
    const at = punctual.clock.now().add({ minutes: 10 });
    const entries = [{ channel: 'ig', scheduledAt: at.toString(), payload: {} }];
    const body = { caption: 'From my phone', assetIds: [assetId], entries, intent: 'schedule' };
    const post = await user.call('POST', '/v1/posts', body);
    expect(post.data.entries[0]).toMatchObject({ readiness: 'ready' });
    await punctual.runUntil(at.add({ minutes: 2 }));
    expect(await punctual.sandbox.posts()).toMatchObject([{ channel: 'ig', kind: 'image', caption: 'From my phone' }]);
  });

  test('that lies about itself is refused', async () => {
    await expect(user.upload(HEIC_TURNED_P3, 'photo.jpg', 'image/jpeg')).rejects.toThrow(
      /says it is JPEG, but it is HEIC/,
    );
  });
});
