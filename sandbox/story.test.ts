import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALL_SCOPES, call, consent, exchange, InstagramClient } from './testing/instagram-client.ts';
import { startMediaServer } from './testing/media-server.ts';
import type { MediaServer } from './testing/media-server.ts';
import { jpeg } from './testing/pictures.ts';
import { temporarySandbox } from './testing/temporary-sandbox.ts';
import type { TemporarySandbox } from './testing/temporary-sandbox.ts';

let sandbox: TemporarySandbox;
let media: MediaServer;

beforeAll(async () => {
  sandbox = await temporarySandbox();
  media = await startMediaServer();
});
afterAll(async () => {
  await sandbox.close();
  await media.close();
});

test('a photo from consent to the list of posts', async () => {
  const back = await consent(sandbox.url, { state: 'a b&c' });
  expect(back.hash).toBe('#_');
  expect(back.searchParams.get('state')).toBe('a b&c');

  const short = await exchange(sandbox.url, back.searchParams.get('code') ?? '');
  expect(short.status).toBe(200);
  // The shape that breaks clients: a bare number beyond 2^53.
  expect(short.text).toMatch(/"user_id":17841\d{12}[,}]/);
  expect(short.body['permissions']).toEqual(ALL_SCOPES.split(','));

  const long = await call(
    `${sandbox.url}/access_token?grant_type=ig_exchange_token&client_secret=sandbox-instagram-secret&access_token=${String(short.body['access_token'])}`,
  );
  expect(long.body).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944 });
  expect(long.body['access_token']).toMatch(/^IGAA/);

  const token = String(long.body['access_token']);
  const me = await call(`${sandbox.url}/v26.0/me?fields=user_id,username,name,account_type&access_token=${token}`);
  expect(me.body).toMatchObject({ username: 'lucia.ceramics', name: 'Lucía Ceramics', account_type: 'MEDIA_CREATOR' });
  expect(me.body['user_id']).toMatch(/^17841\d{12}$/);
  expect(me.body['id']).not.toBe(me.body['user_id']);
  expect(me.headers.get('x-app-usage')).toContain('call_count');
  expect(me.headers.get('x-business-use-case-usage')).toContain(String(me.body['user_id']));

  const client = new InstagramClient(sandbox.url, token, String(me.body['user_id']));
  const picture = await jpeg();
  const created = await client.container({
    image_url: media.put('bowl.jpg', picture, 'image/jpeg'),
    caption: 'Un cuenco nuevo #cerámica',
    alt_text: 'Un cuenco',
    is_ai_generated: 'true',
  });
  expect(created.body['id']).toMatch(/^\d{17}$/);
  const containerId = String(created.body['id']);
  expect(await client.status(containerId)).toBe('IN_PROGRESS');
  const early = await client.publish(containerId);
  expect(early.body['error']).toMatchObject({ code: 9007, error_subcode: 2207027 });

  await sandbox.advance('PT5S');
  expect(await client.status(containerId)).toBe('FINISHED');
  const published = await client.publish(containerId);
  expect(published.body['id']).toMatch(/^\d{17}$/);
  expect(await client.status(containerId)).toBe('PUBLISHED');

  const read = await client.get(String(published.body['id']), {
    fields: 'id,permalink,shortcode,timestamp,media_type,media_product_type,caption,is_ai_generated',
  });
  expect(read.body).toMatchObject({
    media_type: 'IMAGE',
    media_product_type: 'FEED',
    caption: 'Un cuenco nuevo #cerámica',
    is_ai_generated: true,
  });
  expect(read.body['shortcode']).toHaveLength(11);
  expect(read.body['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);

  const permalink = new URL(String(read.body['permalink']));
  expect(permalink.pathname).toBe(`/p/${String(read.body['shortcode'])}/`);
  const shown = await call(`${sandbox.url}${permalink.pathname}`);
  expect(shown.status).toBe(200);
  expect(shown.text).toContain('Un cuenco nuevo');

  const listed = await client.get(`${client.userId}/media`, { fields: 'id,caption,timestamp' });
  expect(listed.body['data']).toMatchObject([{ id: published.body['id'], caption: 'Un cuenco nuevo #cerámica' }]);
  const limit = await client.get(`${client.userId}/content_publishing_limit`, { fields: 'quota_usage,config' });
  expect(limit.body).toEqual({
    data: [{ quota_usage: 1, config: { quota_total: 50, quota_duration: 86_400 } }],
  });

  const hash = createHash('sha256').update(picture).digest('hex');
  expect(await sandbox.posts()).toMatchObject([
    { id: published.body['id'], channel: 'ig', account: 'lucia.ceramics', kind: 'image', mediaHash: hash },
  ]);
  const kept = await fetch(`${sandbox.url}/_sandbox/media/${hash}`);
  expect(Buffer.from(await kept.arrayBuffer()).equals(picture)).toBe(true);

  const log = await sandbox.requests('?channel=ig');
  expect(log.map((request) => request['endpoint'])).toEqual([
    'token',
    'token',
    'me',
    'media',
    'container',
    'media_publish',
    'container',
    'media_publish',
    'container',
    'media_read',
    'media_list',
    'limit',
  ]);
  expect(log[3]).toMatchObject({ method: 'POST', status: 200, account: 'lucia.ceramics', fault: null });
  expect(log[3]?.['body']).toContain('image_url=');
});
