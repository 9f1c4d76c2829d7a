/**
 * A public client that knows nothing of us, unchanged, against the sandbox: evidence that the sandbox speaks Graph and
 * does not merely mirror our adapter. Only the host is exchanged, below the client, where `fetch` is called.
 */
import { createRequire } from 'node:module';
import { ApiVersion, Client, ContainerField, PublicMediaField } from 'instagram-graph-api';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { link } from '../testing/instagram-client.ts';
import { startMediaServer } from '../testing/media-server.ts';
import type { MediaServer } from '../testing/media-server.ts';
import { jpeg } from '../testing/pictures.ts';
import { temporarySandbox } from '../testing/temporary-sandbox.ts';
import type { TemporarySandbox } from '../testing/temporary-sandbox.ts';
import { video } from '../testing/videos.ts';

const { version } = createRequire(import.meta.url)('instagram-graph-api/package.json') as { version: string };
const REAL_HOST = 'https://graph.facebook.com';
let sandbox: TemporarySandbox;
let media: MediaServer;
const called: string[] = [];

beforeAll(async () => {
  sandbox = await temporarySandbox();
  media = await startMediaServer();
  const realFetch = globalThis.fetch;
  vi.stubGlobal('fetch', (input: Request | string | URL, init?: RequestInit) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(REAL_HOST)) return realFetch(input, init);
    called.push(new URL(url).pathname);
    return realFetch(url.replace(REAL_HOST, sandbox.url), input instanceof Request ? { method: input.method } : init);
  });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await sandbox.close();
  await media.close();
});

test(`instagram-graph-api ${version} publishes a photo and a reel, and comments`, async () => {
  const { token, userId } = await link(sandbox.url);
  const client = new Client(token, userId, ApiVersion.LATEST);
  const image = media.put('a.jpg', await jpeg(), 'image/jpeg');
  const reel = media.put('a.mp4', await video(), 'video/mp4');

  const page = await client.newGetPageInfoRequest().execute();
  expect(page.getUsername()).toBe('lucia.ceramics');

  const photo = (await client.newPostPagePhotoMediaRequest(image, 'From a stranger').execute()).getId();
  const moving = (await client.newPostPageReelMediaRequest(reel, 'Moving').execute()).getId();
  expect(
    (await client.newGetContainerRequest(photo, ContainerField.STATUS_CODE).execute()).getContainerStatusCode(),
  ).toBe('IN_PROGRESS');
  await sandbox.advance('PT2M');
  expect((await client.newGetContainerRequest(moving).execute()).getContainerStatusCode()).toBe('FINISHED');

  const photoId = (await client.newPostPublishMediaRequest(photo).execute()).getId();
  const reelId = (await client.newPostPublishMediaRequest(moving).execute()).getId();
  const info = await client.newGetMediaInfoRequest(photoId).execute();
  expect(info.getCaption()).toBe('From a stranger');
  expect(info.getPermalink()).toContain('/p/');
  expect(info.getUsername()).toBe('lucia.ceramics');

  const list = await client.newGetPageMediaRequest(PublicMediaField.ID, PublicMediaField.CAPTION).execute();
  expect(list.getIds()).toEqual([reelId, photoId]);
  expect((await client.newGetContentPublishingLimitRequest().execute()).getQuotaUsage()).toBe(2);

  const comment = (await client.newPostMediaCommentRequest(photoId, 'Nice').execute()).getId();
  const comments = await client.newGetMediaCommentsRequest(photoId).execute();
  expect(comments.getIds()).toEqual([comment]);
  expect(comments.getTexts()).toEqual(['Nice']);

  expect((await sandbox.posts()).map((post) => post['id'])).toEqual([photoId, reelId]);
  expect(called.length).toBeGreaterThanOrEqual(11);
});
