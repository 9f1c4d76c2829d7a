import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TemporarySandbox } from '../testing/temporary-sandbox.ts';
import { video } from '../testing/videos.ts';
import { frozenSandbox } from './testing/frozen-sandbox.ts';
import { call, link, putChunk } from './testing/tiktok-client.ts';
import type { TiktokClient } from './testing/tiktok-client.ts';
import { startWebhookReceiver } from './testing/webhook-receiver.ts';
import type { ReceivedWebhook, WebhookReceiver } from './testing/webhook-receiver.ts';

const PUBLIC = { privacy_level: 'PUBLIC_TO_EVERYONE' };

let app: WebhookReceiver;
let sandbox: TemporarySandbox;
let client: TiktokClient;
let clip: Buffer;

beforeEach(async () => {
  app = await startWebhookReceiver();
  sandbox = await frozenSandbox({ appUrl: app.url });
  await settings({ audited: true, processingMs: [10_000, 10_000], moderationMs: [30_000, 30_000] });
  client = await link(sandbox.url, { account: 'luciaentiktok' });
  clip = await video({ seconds: 2 });
});
afterEach(async () => {
  await sandbox.close();
  await app.close();
});

function settings(tiktok: Record<string, unknown>): Promise<unknown> {
  return sandbox.control('POST', 'settings', { tiktok });
}

/** `expected` is of the form `t=…,s=…`. */
function signs(secret: string, { signature, body }: ReceivedWebhook): boolean {
  const [, seconds, given] = /^t=(\d+),s=([0-9a-f]{64})$/.exec(signature) ?? [];
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex') === given;
}

function events(): unknown[] {
  return app.received.map(({ body }) => JSON.parse(body).event);
}

test('complete, then publicly available: signed over t and the raw body, content is JSON text', async () => {
  const publishId = await client.publish(clip, PUBLIC);
  await sandbox.advance('PT9S');
  expect(events()).toEqual([]);
  await sandbox.advance('PT1S');
  await sandbox.advance('PT30S');
  expect(events()).toEqual(['post.publish.complete', 'post.publish.publicly_available']);
  const [complete, available] = app.received;
  for (const received of app.received) {
    expect(received.path).toBe('/webhooks/tiktok');
    expect(signs('sandbox-tiktok-secret', received)).toBe(true);
  }
  expect(JSON.parse(complete?.body ?? '')).toEqual({
    client_key: 'sandboxclientkey',
    event: 'post.publish.complete',
    create_time: Date.parse('2026-11-23T09:00:10Z') / 1000,
    user_openid: client.openId,
    content: JSON.stringify({ publish_id: publishId, publish_type: 'DIRECT_PUBLISH' }),
  });
  expect(complete?.signature).toMatch(/^t=1795424410,/);
  expect(JSON.parse(available?.body ?? '').content).toMatch(/"post_id":7\d{18},/);
});

test('a failure says reason; nothing else follows', async () => {
  await client.publish(Buffer.alloc(2000, 'a'), PUBLIC);
  await sandbox.advance('PT1H');
  expect(events()).toEqual(['post.publish.failed']);
  expect(JSON.parse(JSON.parse(app.received[0]?.body ?? '').content)).toMatchObject({
    reason: 'file_format_check_failed',
    publish_type: 'DIRECT_PUBLISH',
  });
});

test('drafts: delivered, then posted by the creator', async () => {
  const { publishId, uploadUrl } = await client.initFile(clip.length, { inbox: true });
  await putChunk(uploadUrl, clip, 0, clip.length);
  await sandbox.advance('PT10S');
  await sandbox.control('POST', 'tiktok/inbox', { publishId, action: 'publish' });
  await sandbox.advance('PT30S');
  expect(events()).toEqual([
    'post.publish.inbox_delivered',
    'post.publish.complete',
    'post.publish.publicly_available',
  ]);
  expect(JSON.parse(JSON.parse(app.received[0]?.body ?? '').content).publish_type).toBe('INBOX_SHARE');
});

test('copies, delays and the wrong order by settings', async () => {
  await settings({ webhooks: { copies: 2, delayMs: [60_000, 60_000], order: 'newest_first' } });
  await client.publish(clip, PUBLIC);
  await sandbox.advance('PT1M9S');
  expect(events()).toEqual([]);
  await sandbox.advance('PT1M');
  expect(events()).toEqual([
    'post.publish.publicly_available',
    'post.publish.publicly_available',
    'post.publish.complete',
    'post.publish.complete',
  ]);
});

test('anything but 200 is tried again, later and later, signed anew, for 72 hours', async () => {
  app.answerWith(500);
  await client.publish(clip);
  await sandbox.advance('PT10S');
  await sandbox.advance('PT59S');
  expect(app.received).toHaveLength(1);
  await sandbox.advance('PT1S');
  expect(app.received).toHaveLength(2);
  expect(app.received[1]?.body).toBe(app.received[0]?.body);
  expect(app.received[1]?.signature).not.toBe(app.received[0]?.signature);
  app.answerWith(200);
  await sandbox.advance('PT3M59S');
  expect(app.received).toHaveLength(2);
  await sandbox.advance('PT1S');
  expect(app.received).toHaveLength(3);
  await sandbox.advance('P1D');
  expect(app.received).toHaveLength(3);

  app.answerWith(404);
  client = await link(sandbox.url, { account: 'luciaentiktok' });
  await client.publish(clip);
  for (let hour = 0; hour < 100; hour += 1) await sandbox.advance('PT1H');
  const tried = app.received.length;
  await sandbox.advance('P7D');
  expect(app.received).toHaveLength(tried);
});

test('revoking at the platform: tokens die, what was processed fails, the app is told why', async () => {
  const publishId = await client.publish(clip, PUBLIC);
  await sandbox.control('POST', 'revoke', { channel: 'tiktok', account: 'luciaentiktok' });
  expect((await client.creatorInfo()).status).toBe(401);
  await sandbox.advance('PT1M');
  expect(events()).toEqual(expect.arrayContaining(['authorization.removed', 'post.publish.failed']));
  expect(events()).toHaveLength(2);
  const removed = app.received.map(({ body }) => JSON.parse(body)).find((one) => one.event === 'authorization.removed');
  expect(removed).toMatchObject({ user_openid: client.openId, content: '{"reason":1}' });
  expect(await sandbox.posts()).toEqual([]);
  client = await link(sandbox.url, { account: 'luciaentiktok' });
  expect(await client.status(publishId)).toMatchObject({ status: 'FAILED', fail_reason: 'auth_removed' });
});

test('a revocation by the app itself is told with reason 5', async () => {
  const fields = { client_key: 'sandboxclientkey', client_secret: 'sandbox-tiktok-secret', token: client.token };
  await call(`${sandbox.url}/v2/oauth/revoke/`, { method: 'POST', body: new URLSearchParams(fields) });
  await sandbox.advance('PT1S');
  expect(JSON.parse(app.received[0]?.body ?? '')).toMatchObject({
    event: 'authorization.removed',
    content: '{"reason":5}',
  });
});

test('by hand: any event, forged, stale, as often as wanted', async () => {
  const publishId = await client.publish(clip, PUBLIC);
  const sent = await sandbox.control('POST', 'webhooks', {
    channel: 'tiktok',
    event: 'post.publish.no_longer_publicaly_available',
    publishId,
    times: 2,
  });
  expect(sent).toMatchObject([{ status: 200 }, { status: 200 }]);
  await sandbox.control('POST', 'webhooks', { channel: 'tiktok', event: 'video.upload.failed', forged: true });
  await sandbox.control('POST', 'webhooks', { channel: 'tiktok', event: 'x', staleSeconds: 600 });
  const [gone, , forged, stale] = app.received;
  expect(JSON.parse(gone?.body ?? '').content).toMatch(/"post_id":7\d{18}/);
  expect(forged && signs('sandbox-tiktok-secret', forged)).toBe(false);
  expect(stale?.signature).toMatch(/^t=1795423800,/);
});
