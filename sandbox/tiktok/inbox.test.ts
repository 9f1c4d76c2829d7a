import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMediaServer } from '../testing/media-server.ts';
import { jpeg } from '../testing/pictures.ts';
import type { TemporarySandbox } from '../testing/temporary-sandbox.ts';
import { video } from '../testing/videos.ts';
import { frozenSandbox } from './testing/frozen-sandbox.ts';
import { errorOf, link, putChunk } from './testing/tiktok-client.ts';
import type { TiktokClient } from './testing/tiktok-client.ts';

let sandbox: TemporarySandbox;
let client: TiktokClient;
let clip: Buffer;

beforeEach(async () => {
  sandbox = await frozenSandbox();
  // Public: the restrictions of an unaudited app are written for direct posts alone.
  client = await link(sandbox.url, { account: 'luciaentiktok' });
  clip = await video({ seconds: 2 });
});
afterEach(() => sandbox.close());

async function draft(): Promise<string> {
  const { publishId, uploadUrl } = await client.initFile(clip.length, { inbox: true });
  await putChunk(uploadUrl, clip, 0, clip.length);
  return publishId;
}

function inbox(body: Record<string, unknown>): Promise<unknown> {
  return sandbox.control('POST', 'tiktok/inbox', body);
}

test('a draft reaches the inbox; the creator posts it, publicly though the app is unaudited', async () => {
  const publishId = await draft();
  expect(publishId).toMatch(/^v_inbox_file~v2\.\d+$/);
  await expect(inbox({ publishId, action: 'publish' })).rejects.toThrow('PROCESSING_UPLOAD');
  await sandbox.advance('PT20S');
  expect(await client.status(publishId)).toEqual({ status: 'SEND_TO_USER_INBOX', uploaded_bytes: clip.length });
  expect(await sandbox.posts()).toEqual([]);
  expect(await sandbox.control('GET', 'tiktok/inbox')).toMatchObject([
    { publishId, account: 'luciaentiktok', kind: 'video', status: 'SEND_TO_USER_INBOX', draft: 'waiting' },
  ]);

  await inbox({ publishId, action: 'publish', caption: 'Escrito en el teléfono' });
  expect(await client.status(publishId)).toMatchObject({
    status: 'PUBLISH_COMPLETE',
    publicaly_available_post_id: [],
  });
  await sandbox.advance('PT1M');
  const [post] = await sandbox.posts();
  expect(post).toMatchObject({ mode: 'inbox', visibility: 'PUBLIC_TO_EVERYONE', caption: 'Escrito en el teléfono' });
  const answer = await client.statusAnswer(publishId);
  expect(answer.text).toMatch(/"publicaly_available_post_id":\[7\d{18}\]/);
  await expect(inbox({ publishId, action: 'publish' })).rejects.toThrow('not waiting');
});

test('published twice there are two posts and two ids', async () => {
  const publishId = await draft();
  await sandbox.advance('PT20S');
  await inbox({ publishId, action: 'publish_twice' });
  await sandbox.advance('PT1M');
  expect(await sandbox.posts()).toHaveLength(2);
  expect((await client.statusAnswer(publishId)).text).toMatch(/"publicaly_available_post_id":\[7\d{18},7\d{18}\]/);
});

test('a discarded draft stays delivered for all the app can see', async () => {
  const publishId = await draft();
  await sandbox.advance('PT20S');
  await inbox({ publishId, action: 'discard' });
  expect(await client.status(publishId)).toMatchObject({ status: 'SEND_TO_USER_INBOX' });
  expect(await inbox({})).toMatchObject([{ publishId, draft: 'discarded' }]);
  expect(await sandbox.posts()).toEqual([]);
});

test('five pending drafts in 24 hours; finishing one makes room', async () => {
  const refusal = [403, 'spam_risk_too_many_pending_share'];
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) ids.push(await draft());
  expect(errorOf((await client.initFile(1000, { inbox: true })).answer)).toEqual(refusal);
  await sandbox.advance('PT1M');
  expect(errorOf((await client.initFile(1000, { inbox: true })).answer)).toEqual(refusal);
  await inbox({ publishId: ids[0], action: 'publish' });
  expect((await client.initFile(1000, { inbox: true })).answer.status).toBe(200);
  await draft();
  expect(errorOf((await client.initFile(1000, { inbox: true })).answer)).toEqual(refusal);
  await sandbox.advance('PT23H59M59S');
  client = await link(sandbox.url, { account: 'luciaentiktok' });
  expect((await client.initFile(1000, { inbox: true })).answer.status).toBe(200);
});

test('what creators post from their inbox does not count as direct posts', async () => {
  await sandbox.control('POST', 'settings', { tiktok: { audited: true, dailyPostCap: 1 } });
  const publishId = await draft();
  await sandbox.advance('PT20S');
  await inbox({ publishId, action: 'publish' });
  expect(errorOf(await client.creatorInfo())).toEqual([200, 'ok']);
  await client.publish(clip, { privacy_level: 'PUBLIC_TO_EVERYONE' });
  expect(errorOf(await client.creatorInfo())).toEqual([200, 'spam_risk_too_many_posts']);
});

test('photos as a draft keep their two texts and need the upload scope', async () => {
  const media = await startMediaServer();
  await sandbox.control('POST', 'settings', { tiktok: { verifiedPrefixes: [`${media.url}/`] } });
  const url = media.put('1.jpg', await jpeg(), 'image/jpeg');
  const wishes = { post_mode: 'MEDIA_UPLOAD', post_info: { title: 'Cuenco', description: 'Un borrador' } };
  const direct = await link(sandbox.url, { account: 'luciaentiktok', ticked: ['video.publish'] });
  expect(errorOf((await direct.initPhotos([url], wishes)).answer)).toEqual([401, 'scope_not_authorized']);

  const { publishId } = await client.initPhotos([url], wishes);
  expect(publishId).toMatch(/^p_inbox_url~v2\.\d+$/);
  await sandbox.advance('PT3S');
  await sandbox.advance('PT20S');
  expect(await client.status(publishId)).toMatchObject({ status: 'SEND_TO_USER_INBOX' });
  await inbox({ publishId });
  expect(await sandbox.posts()).toMatchObject([{ kind: 'photo', title: 'Cuenco', caption: 'Un borrador' }]);
  await media.close();
});
