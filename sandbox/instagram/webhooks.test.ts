import { createHmac } from 'node:crypto';
import http from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { call, link } from '../testing/instagram-client.ts';
import { temporarySandbox } from '../testing/temporary-sandbox.ts';
import type { TemporarySandbox } from '../testing/temporary-sandbox.ts';

interface Received {
  readonly url: URL;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

const SECRET = 'sandbox-instagram-secret';
let sandbox: TemporarySandbox;
let app: http.Server;
const received: Received[] = [];

beforeAll(async () => {
  app = http.createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://app');
      received.push({ url, headers: request.headers, body });
      response.end(url.searchParams.get('hub.challenge') ?? 'ok');
    });
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const address = app.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  sandbox = await temporarySandbox({ appUrl: `http://127.0.0.1:${port}/` });
});
beforeEach(async () => {
  await sandbox.control('POST', 'reset');
  received.length = 0;
});
afterAll(async () => {
  await sandbox.close();
  app.closeAllConnections();
  await new Promise((resolve) => app.close(resolve));
});

test('the challenge handshake', async () => {
  const [delivery] = (await sandbox.control('POST', 'webhooks', { channel: 'ig', kind: 'verify' })) as {
    verified: boolean;
  }[];
  expect(delivery?.verified).toBe(true);
  expect(Object.fromEntries(received[0]?.url.searchParams ?? [])).toMatchObject({
    'hub.mode': 'subscribe',
    'hub.verify_token': 'sandbox-verify-token',
  });
});

test('a comment is delivered escaped, signed over those bytes, and repeated', async () => {
  await sandbox.control('POST', 'webhooks', { channel: 'ig', kind: 'comment', text: 'qué/bonito ❤️', times: 2 });
  expect(received).toHaveLength(2);
  const [first, second] = received;
  expect(first?.body).toBe(second?.body);
  expect(first?.body).toContain('qu\\u00e9\\/bonito \\u2764\\ufe0f');
  const expected = createHmac('sha256', SECRET)
    .update(first?.body ?? '')
    .digest('hex');
  expect(first?.headers['x-hub-signature-256']).toBe(`sha256=${expected}`);
  expect(JSON.parse(first?.body ?? '')).toMatchObject({
    object: 'instagram',
    entry: [
      { id: expect.stringMatching(/^17841/), changes: [{ field: 'comments', value: { text: 'qué/bonito ❤️' } }] },
    ],
  });
  expect(await sandbox.control('GET', 'deliveries')).toMatchObject([{ status: 200 }, { status: 200 }]);
});

test('a forged one carries a signature that does not fit', async () => {
  await sandbox.control('POST', 'webhooks', { channel: 'ig', kind: 'mention', forged: true });
  const expected = createHmac('sha256', SECRET)
    .update(received[0]?.body ?? '')
    .digest('hex');
  expect(received[0]?.headers['x-hub-signature-256']).toMatch(/^sha256=[0-9a-f]{64}$/);
  expect(received[0]?.headers['x-hub-signature-256']).not.toBe(`sha256=${expected}`);
});

test.each([
  ['deauthorize', '/webhooks/ig/deauthorize', 401],
  ['data_deletion', '/webhooks/ig/data-deletion', 200],
])('%s arrives as a signed_request', async (kind, path, statusAfter) => {
  const client = await link(sandbox.url);
  await sandbox.control('POST', 'webhooks', { channel: 'ig', kind, account: 'lucia.ceramics' });
  const [only] = received;
  expect(only?.url.pathname).toBe(path);
  const [signature, payload] = (new URLSearchParams(only?.body).get('signed_request') ?? '').split('.');
  expect(signature).toBe(
    createHmac('sha256', SECRET)
      .update(payload ?? '')
      .digest('base64url'),
  );
  const content = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as Record<string, unknown>;
  const me = await client.get('me');
  expect(me.status).toBe(statusAfter);
  expect(content).toMatchObject({ algorithm: 'HMAC-SHA256', user_id: expect.stringMatching(/^\d{17}$/) });
});

test('an account subscribes and unsubscribes', async () => {
  const client = await link(sandbox.url);
  const url = `${sandbox.url}/v26.0/${client.userId}/subscribed_apps`;
  expect((await client.get('me/subscribed_apps')).body['data']).toEqual([]);
  expect((await client.post('me/subscribed_apps', { subscribed_fields: 'comments,mentions' })).body).toEqual({
    success: true,
  });
  expect((await client.get('me/subscribed_apps')).body['data']).toMatchObject([
    { subscribed_fields: ['comments', 'mentions'] },
  ]);
  expect((await client.post('me/subscribed_apps', { subscribed_fields: 'gossip' })).status).toBe(400);
  expect((await call(url, { method: 'DELETE', headers: client.headers() })).body).toEqual({ success: true });
  expect((await client.get('me/subscribed_apps')).body['data']).toEqual([]);
});

test('bad input, and nobody to call', async () => {
  const answer = await call(`${sandbox.url}/_sandbox/webhooks`, {
    method: 'POST',
    body: '{"channel":"ig","kind":"poke"}',
  });
  expect(answer.status).toBe(400);
  const alone = await temporarySandbox();
  const refused = await call(`${alone.url}/_sandbox/webhooks`, {
    method: 'POST',
    body: '{"channel":"ig","kind":"verify"}',
  });
  expect(refused).toMatchObject({ status: 400, body: { error: expect.stringContaining('SANDBOX_APP_URL') } });
  await alone.close();
});
