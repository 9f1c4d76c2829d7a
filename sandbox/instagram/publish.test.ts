import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, errorOf, link } from '../testing/instagram-client.ts';
import type { InstagramClient } from '../testing/instagram-client.ts';
import { startMediaServer } from '../testing/media-server.ts';
import type { MediaServer } from '../testing/media-server.ts';
import { jpeg } from '../testing/pictures.ts';
import { temporarySandbox } from '../testing/temporary-sandbox.ts';
import type { JsonObject, TemporarySandbox } from '../testing/temporary-sandbox.ts';
import { video } from '../testing/videos.ts';

let sandbox: TemporarySandbox;
let media: MediaServer;
let client: InstagramClient;
let image: string;
let reel: string;

beforeAll(async () => {
  sandbox = await temporarySandbox({ settings: { ig: { imageProcessingMs: [0, 0], reelProcessingMs: [0, 0] } } });
  media = await startMediaServer();
  image = media.put('a.jpg', await jpeg(), 'image/jpeg');
  reel = media.put('a.mp4', await video(), 'video/mp4');
});
beforeEach(async () => {
  await sandbox.control('POST', 'reset');
  client = await link(sandbox.url);
});
afterAll(async () => {
  await sandbox.close();
  await media.close();
});

async function container(parameters: Record<string, string> = { image_url: image }): Promise<string> {
  const answer = await client.container(parameters);
  expect(answer.status).toBe(200);
  return String(answer.body['id']);
}

async function post(parameters: Record<string, string> = { image_url: image }): Promise<string> {
  return String((await client.publish(await container(parameters))).body['id']);
}

function child(parameters: Record<string, string> = { image_url: image }): Promise<string> {
  return container({ ...parameters, is_carousel_item: 'true' });
}

function limitSince(since: number) {
  return client.get('me/content_publishing_limit', { since: String(since) });
}

async function listed(query: Record<string, string> = {}): Promise<JsonObject[]> {
  const { data } = (await client.get(`${client.userId}/media`, query)).body;
  return Array.isArray(data) ? data : [];
}

describe('one container, one post', () => {
  test('a second publish is refused, or answers the same id, by setting', async () => {
    const id = await container();
    const first = await client.publish(id);
    expect(errorOf(await client.publish(id))).toMatchObject({ code: 24, subcode: 2207008 });
    await sandbox.control('POST', 'settings', { ig: { secondPublish: 'same_id' } });
    expect((await client.publish(id)).body).toEqual(first.body);
    expect(await sandbox.posts()).toHaveLength(1);
  });

  test('ten publishes at once make one post', async () => {
    const id = await container();
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.publish(id)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(await sandbox.posts()).toHaveLength(1);
  });

  test('an unknown container, a foreign one, and none', async () => {
    expect(errorOf(await client.publish('17123456789012345'))).toMatchObject({ code: 24, subcode: 2207008 });
    expect(errorOf(await client.post('me/media_publish'))).toMatchObject({ code: 100 });
  });

  test('whether a published container expires is a setting', async () => {
    const id = await container();
    await client.publish(id);
    await sandbox.advance('P2D');
    expect(await client.status(id)).toBe('PUBLISHED');
    await sandbox.control('POST', 'settings', { ig: { publishedContainersExpire: true } });
    expect(await client.status(id)).toBe('EXPIRED');
    expect(errorOf(await client.publish(id))).toMatchObject({ code: 24 });
  });
});

describe('the publishing limit', () => {
  test('is enforced at publish; each slot frees 24 hours after its own post', async () => {
    await sandbox.control('POST', 'settings', { ig: { publishingLimit: 2 } });
    await post();
    await sandbox.advance('PT10H');
    await post();
    const third = await container();
    expect(errorOf(await client.publish(third))).toMatchObject({ code: 9, subcode: 2207042, status: 400 });
    const limit = await client.get('me/content_publishing_limit', { fields: 'quota_usage,config' });
    expect(limit.body['data']).toEqual([{ quota_usage: 2, config: { quota_total: 2, quota_duration: 86_400 } }]);
    await sandbox.advance('PT14H');
    expect((await client.publish(third)).status).toBe(200);
    expect((await client.get('me/content_publishing_limit')).body['data']).toEqual([{ quota_usage: 2 }]);
  });

  test('since narrows the window, but not beyond it', async () => {
    const { now } = (await sandbox.control('GET', 'clock')) as { now: string };
    await post();
    await sandbox.advance('PT2H');
    const seconds = Math.floor(Date.parse(now) / 1000);
    expect((await limitSince(seconds + 3600)).body['data']).toEqual([{ quota_usage: 0 }]);
    expect((await limitSince(seconds - 60)).body['data']).toEqual([{ quota_usage: 1 }]);
    expect((await limitSince(seconds - 90_000)).status).toBe(400);
  });
});

describe('carousels', () => {
  test('an image and a video become one post, in order', async () => {
    const children = [
      await child({ image_url: image, alt_text: 'first' }),
      await child({ media_type: 'VIDEO', video_url: reel }),
    ];
    const id = await post({
      media_type: 'CAROUSEL',
      children: children.join(','),
      caption: 'both',
      is_ai_generated: 'true',
    });
    const read = await client.get(id, { fields: 'media_type,children{id,media_type},is_ai_generated' });
    expect(read.body).toMatchObject({
      media_type: 'CAROUSEL_ALBUM',
      is_ai_generated: true,
      children: { data: [{ media_type: 'IMAGE' }, { media_type: 'VIDEO' }] },
    });
    expect((await client.get(`${id}/children`)).body['data']).toHaveLength(2);
    const posts = await sandbox.posts();
    expect(posts).toMatchObject([{ kind: 'carousel', altTexts: ['first', null] }]);
    expect(posts[0]?.['mediaHashes']).toHaveLength(2);
    // Used children are not free for another album.
    const again = await client.container({ media_type: 'CAROUSEL', children: JSON.stringify(children) });
    expect(errorOf(again)).toMatchObject({ code: 100 });
  });

  test('refused: too few, too many, strangers, plain containers, a child on its own', async () => {
    const one = await child();
    const carousel = (children: string[]) => client.container({ media_type: 'CAROUSEL', children: children.join(',') });
    expect(errorOf(await carousel([one]))).toMatchObject({ code: 100, subcode: 2207028 });
    expect(errorOf(await carousel(Array.from({ length: 11 }, () => one)))).toMatchObject({ subcode: 2207028 });
    expect(errorOf(await carousel([one, '17000000000000001']))).toMatchObject({ code: 100 });
    expect(errorOf(await carousel([one, await container()]))).toMatchObject({ code: 100 });
    expect(errorOf(await client.publish(one))).toMatchObject({ code: 100 });
  });

  test('children must be finished and good', async () => {
    await sandbox.control('POST', 'settings', { ig: { imageProcessingMs: [3000, 3000] } });
    const children = [await child(), await child()];
    const create = () => client.container({ media_type: 'CAROUSEL', children: children.join(',') });
    expect(errorOf(await create())).toMatchObject({ code: 9007, subcode: 2207027 });
    await sandbox.advance('PT4S');
    expect((await create()).status).toBe(200);
    await sandbox.advance('P1D');
    expect(errorOf(await create())).toMatchObject({ code: -2, subcode: 2207020 });
    const broken = await child({ media_type: 'VIDEO', video_url: image });
    const refused = await client.container({ media_type: 'CAROUSEL', children: [await child(), broken].join(',') });
    expect(refused.status).toBe(400);
  });
});

describe('reading what was published', () => {
  test('a reel reads VIDEO and REELS, and its permalink opens', async () => {
    const id = await post({ media_type: 'REELS', video_url: reel, cover_url: image, caption: 'moving' });
    const read = await client.get(id, { fields: 'media_type,media_product_type,permalink,thumbnail_url,shortcode' });
    expect(read.body).toMatchObject({ media_type: 'VIDEO', media_product_type: 'REELS' });
    const permalink = new URL(String(read.body['permalink']));
    expect(permalink.pathname).toMatch(/^\/reel\/[\w-]{11}\/$/);
    const page = await call(`${sandbox.url}${permalink.pathname}`);
    expect(page.text).toContain('<video');
    expect((await call(`${sandbox.url}/reel/nothinghere/`)).status).toBe(404);
    const range = await call(`${sandbox.url}/_sandbox/media/${String((await sandbox.posts())[0]?.['mediaHash'])}`, {
      headers: { range: 'bytes=4-7' },
    });
    expect(range).toMatchObject({ status: 206, text: 'ftyp' });
  });

  test('captions cannot write markup into the pages', async () => {
    await post({ image_url: image, caption: '<img src=x onerror=alert(1)>' });
    const [only] = await listed({ fields: 'permalink' });
    const page = await call(`${sandbox.url}${new URL(String(only?.['permalink'])).pathname}`);
    expect(page.text).not.toContain('<img src=x');
    expect((await call(`${sandbox.url}/`)).text).not.toContain('<img src=x');
  });

  test('the list: newest first, fields, since and until, cursors through all of it', async () => {
    const ids: string[] = [];
    for (let day = 0; day < 5; day += 1) {
      ids.unshift(await post({ image_url: image, caption: `day ${day} @ana` }));
      await sandbox.advance('P1D');
    }
    expect((await listed()).map((node) => node['id'])).toEqual(ids);
    expect(await listed({ limit: '1' })).toEqual([{ id: ids[0] }]);

    const [newest] = await listed({ fields: 'timestamp' });
    const since = Date.parse(String(newest?.['timestamp'])) / 1000;
    expect((await listed({ since: String(since) })).map((node) => node['id'])).toEqual([ids[0]]);
    expect(await listed({ until: String(since - 1) })).toHaveLength(4);

    const seen: unknown[] = [];
    let page = await client.get(`${client.userId}/media`, { limit: '2', fields: 'id' });
    for (;;) {
      const { data, paging } = page.body as {
        data: JsonObject[];
        paging: { next?: string; cursors: { after: string } };
      };
      seen.push(...data.map((node) => node['id']));
      if (paging.next === undefined) break;
      page = await client.get(`${client.userId}/media`, { limit: '2', fields: 'id', after: paging.cursors.after });
    }
    expect(seen).toEqual(ids);

    await sandbox.control('POST', 'settings', { ig: { stripAtSigns: true } });
    expect((await listed({ fields: 'caption', limit: '1' }))[0]?.['caption']).toBe('day 4 ana');
  });

  test('DELETE is for Facebook Login only', async () => {
    const id = await post();
    const answer = await call(`${sandbox.url}/v26.0/${id}`, { method: 'DELETE', headers: client.headers() });
    expect(errorOf(answer)).toMatchObject({ code: 10 });
    expect(await sandbox.posts()).toHaveLength(1);
  });
});

describe('comments', () => {
  test('every call writes one; they are listed with the fields asked for', async () => {
    const id = await post();
    const first = await client.post(`${id}/comments`, { message: 'Hola' });
    expect(first.body['id']).toMatch(/^\d{17}$/);
    await client.post(`${id}/comments`, { message: 'Hola' });
    const read = await client.get(`${id}/comments`, { fields: 'id,text,username,timestamp' });
    expect(read.body['data']).toMatchObject([
      { text: 'Hola', username: 'lucia.ceramics' },
      { text: 'Hola', username: 'lucia.ceramics' },
    ]);
    expect((await sandbox.posts())[0]?.['comments']).toHaveLength(2);
    expect((await client.get(String(first.body['id']), { fields: 'text' })).body).toMatchObject({ text: 'Hola' });
  });

  test('limits, and the switch', async () => {
    const id = await post();
    for (const message of ['', 'x'.repeat(301), '#a #b #c #d #e', 'http://a http://b']) {
      expect((await client.post(`${id}/comments`, { message })).status).toBe(400);
    }
    expect((await client.post(id, { comment_enabled: 'false' })).body).toEqual({ success: true });
    expect((await client.post(`${id}/comments`, { message: 'late' })).status).toBe(400);
    expect((await client.get(id, { fields: 'is_comment_enabled' })).body['is_comment_enabled']).toBe(false);
    expect(errorOf(await client.post('17000000000000009/comments', { message: 'a' }))).toMatchObject({ subcode: 33 });
  });
});

describe('insights', () => {
  test('online followers by hour, the two newest days empty', async () => {
    const answer = await client.get('me/insights', { metric: 'online_followers', period: 'lifetime' });
    const [metric] = answer.body['data'] as { values: { value: JsonObject; end_time: string }[] }[];
    expect(metric?.values).toHaveLength(31);
    expect(metric?.values.slice(-2).map((day) => day.value)).toEqual([{}, {}]);
    expect(Object.keys(metric?.values[0]?.value ?? {})).toHaveLength(24);
    expect(metric?.values[0]?.end_time).toMatch(/T0[78]:00:00\+0000$/);
    const again = await client.get('me/insights', { metric: 'online_followers', period: 'lifetime' });
    expect(again.body).toEqual(answer.body);
    expect((await client.get('me/insights', { metric: 'online_followers', period: 'day' })).status).toBe(400);
  });

  test('small accounts have none', async () => {
    await sandbox.control('POST', 'accounts', { channel: 'ig', username: 'lucia.ceramics', extra: { followers: 40 } });
    const answer = await client.get('me/insights', { metric: 'online_followers', period: 'lifetime' });
    expect(answer.body).toEqual({ data: [] });
  });

  test('of a post: one unsupported metric fails the call', async () => {
    const id = await post();
    const good = await client.get(`${id}/insights`, { metric: 'reach,likes,total_interactions' });
    expect(good.body['data']).toHaveLength(3);
    expect(errorOf(await client.get(`${id}/insights`, { metric: 'reach,plays' }))).toMatchObject({ code: 100 });
    expect((await client.get(`${id}/insights`, { metric: 'ig_reels_avg_watch_time' })).status).toBe(400);
  });
});

test('unhurried, publishing takes its scaled time and the container says so meanwhile', async () => {
  const slow = await temporarySandbox({
    unhurried: true,
    speed: 50,
    settings: { ig: { imageProcessingMs: [0, 0], publishMs: [5000, 5000] } },
  });
  const slowClient = await link(slow.url);
  const id = String((await slowClient.container({ image_url: image })).body['id']);
  const began = performance.now();
  const publishing = slowClient.publish(id);
  while ((await slow.posts()).length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(await slowClient.status(id)).toBe('IN_PROGRESS');
  expect((await publishing).status).toBe(200);
  expect(performance.now() - began).toBeGreaterThanOrEqual(99);
  expect(await slowClient.status(id)).toBe('PUBLISHED');
  await slow.close();
});
