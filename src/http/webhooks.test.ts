import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPunctual, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';

/** What the sandbox and the app share (src/main/config.ts). */
const SECRETS = { ig: 'sandbox-instagram-secret', tiktok: 'sandbox-tiktok-secret' };

let punctual: TestPunctual;
let user: TestUser;
beforeEach(async () => {
  punctual = await startPunctual();
  user = await punctual.signUp();
});
afterEach(() => punctual.close());

const secondsOf = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / 1000);
const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text);

/** Meta's form: `signed_request=<signature>.<payload>` (instagram.md 4.1). */
function signedRequest(externalId: string, saidAt: Temporal.Instant, secret: string): RequestInit {
  const payload = JSON.stringify({ algorithm: 'HMAC-SHA256', issued_at: secondsOf(saidAt), user_id: externalId });
  const encoded = Buffer.from(payload).toString('base64url');
  const body = new URLSearchParams({ signed_request: `${hmac(secret, encoded).digest('base64url')}.${encoded}` });
  return { method: 'POST', body };
}

/** TikTok signs each delivery anew; `create_time` says when it happened (tiktok.md 8). */
function tiktokMessage(externalId: string, saidAt: Temporal.Instant, secret: string): RequestInit {
  const message = { event: 'authorization.removed', create_time: secondsOf(saidAt), user_openid: externalId };
  const body = JSON.stringify({ client_key: 'key', ...message, content: '{"reason":1}' });
  const sentAt = secondsOf(punctual.clock.now());
  const signature = `t=${sentAt},s=${hmac(secret, `${sentAt}.${body}`).digest('hex')}`;
  return { method: 'POST', body, headers: { 'content-type': 'application/json', 'tiktok-signature': signature } };
}

const WITHDRAWALS = [
  ['ig', '/webhooks/ig/deauthorize', signedRequest],
  ['ig', '/webhooks/ig/data-deletion', signedRequest],
  ['tiktok', '/webhooks/tiktok', tiktokMessage],
] as const;

async function linked(channel: 'ig' | 'tiktok'): Promise<{ externalId: string; status: () => Promise<unknown> }> {
  await user.link(channel);
  const { external_account_id: externalId } = await punctual.foundation.database
    .selectFrom('channel_accounts')
    .select('external_account_id')
    .where('channel', '=', channel)
    .executeTakeFirstOrThrow();
  const status = async () => {
    const { data } = await user.call('GET', '/v1/accounts');
    // After an erasure, linking again makes another account of it here.
    return data.find((account: { channel: string }) => account.channel === channel)?.status;
  };
  return { externalId, status };
}

test.each(WITHDRAWALS)('of %s: a grant withdrawn at %s is believed', async (channel, path, messageOf) => {
  const { externalId, status } = await linked(channel);
  await punctual.clock.advanceBy({ minutes: 5 });
  const answer = await fetch(`${punctual.url}${path}`, messageOf(externalId, punctual.clock.now(), SECRETS[channel]));
  expect(answer.status).toBe(200);
  expect(await status()).not.toBe('ok');
});

test.each(WITHDRAWALS)(
  'of %s: an old withdrawal at %s, come again, does not undo a relink',
  async (channel, path, messageOf) => {
    const { externalId, status } = await linked(channel);
    await punctual.clock.advanceBy({ minutes: 5 });
    const withdrawnAt = punctual.clock.now();
    const deliver = () => fetch(`${punctual.url}${path}`, messageOf(externalId, withdrawnAt, SECRETS[channel]));
    await deliver();
    await punctual.clock.advanceBy({ minutes: 5 });
    await user.link(channel);
    expect((await deliver()).status).toBe(200);
    expect(await status()).toBe('ok');
  },
);

test.each(WITHDRAWALS)('of %s: a forged withdrawal at %s is refused', async (channel, path, messageOf) => {
  const { externalId, status } = await linked(channel);
  const answer = await fetch(`${punctual.url}${path}`, messageOf(externalId, punctual.clock.now(), 'guessed'));
  expect(answer.status).toBe(401);
  expect(await status()).toBe('ok');
});

test('a data deletion erases what came from Instagram, keeps the posts, and answers where a person can read of it', async () => {
  const { externalId } = await linked('ig');
  const entry = await user.call('POST', '/v1/posts', {
    caption: 'Bowls',
    assetIds: [await user.uploadPhoto()],
    entries: [{ channel: 'ig', scheduledAt: punctual.clock.now().add({ hours: 30 }).toString(), payload: {} }],
    intent: 'schedule',
  });
  await punctual.clock.advanceBy({ minutes: 5 });
  const request = signedRequest(externalId, punctual.clock.now(), SECRETS.ig);
  const answer = await (await fetch(`${punctual.url}/webhooks/ig/data-deletion`, request)).json();
  expect(answer).toEqual({
    url: expect.stringContaining(`code=${answer.confirmation_code}`),
    confirmation_code: answer.confirmation_code,
  });

  const { database } = punctual.foundation;
  expect(await database.selectFrom('channel_accounts').selectAll().execute()).toEqual([]);
  const { data } = await user.call('GET', `/v1/calendar/entries/${entry.data.entries[0].id}`);
  expect(data.issues.map((issue: { code: string }) => issue.code)).toContain('account_missing');

  const page = async (language: string) =>
    (await fetch(answer.url, { headers: { 'accept-language': language } })).text();
  expect(await page('en')).toContain('has been erased');
  expect(await page('es-ES')).toContain('se ha borrado');
  expect(await page('en')).toContain(answer.confirmation_code);
});

test('a withdrawal that arrives days late is still heeded', async () => {
  const { externalId, status } = await linked('ig');
  await punctual.clock.advanceBy({ minutes: 5 });
  const request = signedRequest(externalId, punctual.clock.now(), SECRETS.ig);
  await punctual.clock.advanceBy({ hours: 72 });
  await fetch(`${punctual.url}/webhooks/ig/deauthorize`, request);
  expect(await status()).toBe('revoked');
});

const shake = (query: Readonly<Record<string, string>>) =>
  fetch(`${punctual.url}/webhooks/ig?${new URLSearchParams({ 'hub.challenge': '1158201444', ...query }).toString()}`);

test('the handshake gives the challenge back to whoever knows the token, and 403 to everybody else', async () => {
  const token = 'sandbox-verify-token';
  const good = await shake({ 'hub.mode': 'subscribe', 'hub.verify_token': token });
  expect([good.status, good.headers.get('content-type'), await good.text()]).toEqual([
    200,
    expect.stringContaining('text/plain'),
    '1158201444',
  ]);
  for (const query of [{ 'hub.mode': 'subscribe', 'hub.verify_token': 'guessed' }, { 'hub.verify_token': token }]) {
    expect((await shake(query)).status).toBe(403);
  }
});
