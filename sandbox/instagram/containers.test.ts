import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { errorOf, link } from '../testing/instagram-client.ts';
import type { InstagramClient } from '../testing/instagram-client.ts';
import { startMediaServer } from '../testing/media-server.ts';
import type { MediaServer } from '../testing/media-server.ts';
import { jpeg, png } from '../testing/pictures.ts';
import { temporarySandbox } from '../testing/temporary-sandbox.ts';
import type { TemporarySandbox } from '../testing/temporary-sandbox.ts';
import { video, withCuttingEditList } from '../testing/videos.ts';

let sandbox: TemporarySandbox;
let media: MediaServer;
let client: InstagramClient;
const urls: Record<string, string> = {};

beforeAll(async () => {
  sandbox = await temporarySandbox();
  media = await startMediaServer();
  const put = (name: string, bytes: Buffer, type = 'image/jpeg') => {
    urls[name] = media.put(name, bytes, type);
  };
  const square = await jpeg();
  put('square', square);
  put('portrait', await jpeg(1080, 1350));
  put('wide', await jpeg(1910, 1000));
  put('too-tall', await jpeg(1080, 1440));
  put('too-wide', await jpeg(2000, 1000));
  put(
    'rotated',
    await sharp(await jpeg(1350, 1080))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer(),
  );
  put('png', await png(), 'image/jpeg');
  put('heavy', Buffer.concat([square, Buffer.alloc(9_000_000)]));
  put('html', Buffer.from('<html>Please log in</html>'), 'text/html');
  put('half', square.subarray(0, square.length / 2));
  put('mpo', Buffer.concat([square.subarray(0, 2), multiPictureSegment(), square.subarray(2)]));
  urls['redirect'] = media.answer('redirect', (response) =>
    response.writeHead(302, { location: urls['square'] }).end(),
  );
  urls['gone'] = media.answer('gone', (response) => response.writeHead(410).end());
  urls['silent'] = media.answer('silent', () => {});
  urls['unreachable'] = 'http://127.0.0.1:1/a.jpg';
  urls['umlaut'] = `${media.url}/käse.jpg`;

  const reel = await video();
  put('reel', reel, 'video/mp4');
  put('reel-mov', await video({ container: 'mov' }), 'video/quicktime');
  put('slow-start', await video({ fastStart: false }), 'video/mp4');
  put('cut', withCuttingEditList(await video({ seconds: 6 })), 'video/mp4');
  put('vp9', await video({ codec: 'vp9' }), 'video/mp4');
  put('short', await video({ seconds: 2 }), 'video/mp4');
  put('long', await video({ seconds: 902, framesPerSecond: 24, bytesPerFrame: 1 }), 'video/mp4');
  put('slow', await video({ framesPerSecond: 12 }), 'video/mp4');
  put('broad', await video({ width: 2160, height: 3840 }), 'video/mp4');
  put('fat', await video({ bytesPerFrame: 120_000 }), 'video/mp4');
});
beforeEach(async () => {
  await sandbox.control('POST', 'reset');
  client = await link(sandbox.url);
});
afterAll(async () => {
  await sandbox.close();
  await media.close();
});

function multiPictureSegment(): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xe2, 0x00, 0x08]), Buffer.from('MPF\0aa')]);
}

function many(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}

async function createReel(name: string, more: Record<string, string> = {}): Promise<string> {
  const answer = await client.container({ media_type: 'REELS', video_url: url(name), ...more });
  expect(answer.status).toBe(200);
  return String(answer.body['id']);
}

const url = (name: string): string => urls[name] ?? '';

describe('images, refused at creation', () => {
  test.each([
    ['too-tall', 36003, 2207009],
    ['too-wide', 36003, 2207009],
    ['png', 36001, 2207005],
    ['mpo', 36001, 2207005],
    ['heavy', 36000, 2207004],
    ['html', 9004, 2207052],
    ['half', 9004, 2207052],
    ['redirect', 9004, 2207052],
    ['gone', 9004, 2207052],
    ['unreachable', 9004, 2207052],
    ['umlaut', 9004, 2207052],
  ])('%s → %i/%i', async (name, code, subcode) => {
    expect(errorOf(await client.container({ image_url: url(name) }))).toEqual({ code, subcode, status: 400 });
  });

  test('a host that never answers → −2/2207003', async () => {
    await sandbox.control('POST', 'settings', { ig: { fetchTimeoutMs: 100 } });
    expect(errorOf(await client.container({ image_url: url('silent') }))).toMatchObject({ code: -2, subcode: 2207003 });
  });

  test('outside the allowed prefixes → 9004/2207052, and nothing is fetched', async () => {
    await sandbox.control('POST', 'settings', { ig: { fetchPrefixes: ['https://media.example/'] } });
    const before = media.asked.length;
    expect(errorOf(await client.container({ image_url: url('square') }))).toMatchObject({ code: 9004 });
    expect(media.asked).toHaveLength(before);
  });

  test.each(['square', 'portrait', 'wide', 'rotated'])('%s is taken', async (name) => {
    expect((await client.container({ image_url: url(name) })).status).toBe(200);
  });

  test('a setting lets PNG through, as real servers have', async () => {
    await sandbox.control('POST', 'settings', { ig: { acceptOtherImageFormats: true } });
    expect((await client.container({ image_url: url('png') })).status).toBe(200);
  });
});

describe('parameters, refused at creation', () => {
  test.each([
    ['no image', {}, 100, undefined],
    ['caption of 2201', { caption: 'x'.repeat(2201) }, 36004, 2207010],
    ['21 mentions', { caption: many(21, (index) => `@user${index}`) }, 100, 2207040],
    ['31 hashtags', { caption: many(31, (index) => `#tag${index}`) }, 100, undefined],
    ['unknown type', { media_type: 'POSTCARD' }, 100, 2207023],
    ['stories', { media_type: 'STORIES' }, 100, 2207023],
    ['VIDEO alone', { media_type: 'VIDEO', video_url: 'http://x/y' }, 100, 2207067],
    ['reel without video', { media_type: 'REELS' }, 100, undefined],
    ['reel with alt text', { media_type: 'REELS', video_url: 'http://x/y', alt_text: 'a' }, 100, undefined],
    ['a location without coordinates', { location_id: 'somewhere' }, 100, undefined],
    ['four collaborators', { collaborators: '["a","b","c","d"]' }, 100, undefined],
    ['a tag without a place', { user_tags: '[{"username":"ana"}]' }, 100, undefined],
    ['a tag outside the picture', { user_tags: '[{"username":"ana","x":1.2,"y":0}]' }, 100, undefined],
    ['an alt text of 1001', { alt_text: 'x'.repeat(1001) }, 100, undefined],
    ['partnership label', { is_paid_partnership: 'true' }, 100, undefined],
    ['AI label on a child', { is_carousel_item: 'true', is_ai_generated: 'true' }, 100, undefined],
    ['caption on a child', { is_carousel_item: 'true', caption: 'a' }, 100, undefined],
    ['a reel as a child', { media_type: 'REELS', is_carousel_item: 'true', video_url: 'http://x/y' }, 100, undefined],
    ['thumb_offset of words', { media_type: 'REELS', video_url: 'http://x/y', thumb_offset: 'soon' }, 1, 2207057],
    ['trial of nonsense', { media_type: 'REELS', video_url: 'http://x/y', trial_params: '{}' }, 100, undefined],
  ])('%s', async (name, parameters: Record<string, string>, code, subcode) => {
    const image: Record<string, string> =
      name === 'no image' || 'media_type' in parameters ? {} : { image_url: url('square') };
    expect(errorOf(await client.container({ ...image, ...parameters }))).toMatchObject({ code, subcode });
  });

  test('settings for what only some accounts have', async () => {
    await sandbox.control('POST', 'settings', {
      ig: { trialReelsEligible: false, unknownUsers: ['ghost'], locationIds: ['42'], resumableUpload: false },
    });
    const reel = { media_type: 'REELS', video_url: url('reel') };
    const trial = await client.container({ ...reel, trial_params: '{"graduation_strategy":"MANUAL"}' });
    expect(errorOf(trial).subcode).toBe(2207081);
    const image = { image_url: url('square') };
    expect(errorOf(await client.container({ ...image, collaborators: '["ghost"]' })).subcode).toBe(2207013);
    const place = await client.container({ ...image, location_id: '43' });
    expect(place.body['error']).toMatchObject({ message: 'INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID' });
    expect((await client.container({ ...image, location_id: '42' })).status).toBe(200);
    expect((await client.container({ media_type: 'REELS', upload_type: 'resumable' })).status).toBe(400);
  });

  test('a JSON body with real arrays and booleans', async () => {
    const answer = await fetch(`${sandbox.url}/v26.0/me/media`, {
      method: 'POST',
      headers: { ...client.headers(), 'content-type': 'application/json' },
      body: JSON.stringify({
        image_url: url('square'),
        user_tags: [{ username: '@ana', x: 0.5, y: 1 }],
        collaborators: ['studio'],
        is_ai_generated: true,
      }),
    });
    expect(answer.status).toBe(200);
  });
});

describe('reels', () => {
  test.each(['reel', 'reel-mov'])('%s takes its time, then is FINISHED', async (name) => {
    const id = await createReel(name, { cover_url: url('square'), thumb_offset: '1500', share_to_feed: 'false' });
    await sandbox.advance('PT5S');
    expect(await client.status(id)).toBe('IN_PROGRESS');
    await sandbox.advance('PT90S');
    expect(await client.status(id)).toBe('FINISHED');
  });

  test.each([
    ['slow-start', 2207026],
    ['cut', 2207026],
    ['vp9', 2207026],
    ['short', 2207026],
    ['long', 2207026],
    ['slow', 2207026],
    ['broad', 2207026],
    ['fat', 2207026],
    ['square', 2207052],
    ['html', 2207052],
    ['gone', 2207052],
  ])('%s ends in ERROR with %i in the status text', async (name, subcode) => {
    const id = await createReel(name);
    expect(await client.status(id)).toMatch(/IN_PROGRESS|ERROR/);
    await sandbox.advance('PT2M');
    const read = await client.get(id, { fields: 'status_code,status' });
    expect(read.body).toMatchObject({
      status_code: 'ERROR',
      status: `Error: Media upload has failed with error code ${subcode}`,
    });
    expect(errorOf(await client.publish(id))).toMatchObject({ code: 9007, subcode: 2207027 });
  });

  test('thumb_offset past the end, and a cover that is no JPEG', async () => {
    const id = await createReel('reel', { thumb_offset: '4000' });
    await sandbox.advance('PT2M');
    expect((await client.get(id, { fields: 'status' })).body['status']).toContain('2207057');
    const refused = await client.container({ media_type: 'REELS', video_url: url('reel'), cover_url: url('png') });
    expect(errorOf(refused)).toMatchObject({ code: 36001, subcode: 2207005 });
  });

  test('settings loosen what real servers have been seen to accept', async () => {
    await sandbox.control('POST', 'settings', {
      ig: { requireFastStart: false, editLists: 'any', reelProcessingMs: [0, 0] },
    });
    expect(await client.status(await createReel('slow-start'))).toBe('FINISHED');
    expect(await client.status(await createReel('cut'))).toBe('FINISHED');
  });
});

describe('containers in time', () => {
  test('EXPIRED after 24 hours unpublished', async () => {
    const id = String((await client.container({ image_url: url('square') })).body['id']);
    await sandbox.advance('PT23H59M');
    expect(await client.status(id)).toBe('FINISHED');
    await sandbox.advance('PT1M');
    expect(await client.status(id)).toBe('EXPIRED');
    expect(errorOf(await client.publish(id))).toMatchObject({ code: -2, subcode: 2207020 });
  });

  test('a rolling limit on containers, children included', async () => {
    await sandbox.control('POST', 'settings', { ig: { containerLimit: 2 } });
    expect((await client.container({ image_url: url('square') })).status).toBe(200);
    await sandbox.advance('PT12H');
    expect((await client.container({ image_url: url('square'), is_carousel_item: 'true' })).status).toBe(200);
    expect((await client.container({ image_url: url('square') })).status).toBe(400);
    await sandbox.advance('PT12H');
    expect((await client.container({ image_url: url('square') })).status).toBe(200);
  });

  test('the fields of a container, and other people’s containers', async () => {
    const id = String((await client.container({ image_url: url('square') })).body['id']);
    expect((await client.get(id)).body).toEqual({ id });
    expect((await client.get(id, { fields: 'id,status,copyright_check_status' })).body).toMatchObject({
      id,
      status: expect.stringMatching(/^In Progress: /),
      copyright_check_status: { matches_found: false },
    });
    expect(errorOf(await client.get(id, { fields: 'mood' }))).toMatchObject({ code: 100 });
    expect(errorOf(await client.get('17999999999999999', { fields: 'status' }))).toMatchObject({
      code: 100,
      subcode: 33,
    });
  });
});
