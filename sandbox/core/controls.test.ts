import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, link } from '../testing/instagram-client.ts';
import { temporarySandbox } from '../testing/temporary-sandbox.ts';
import type { TemporarySandbox } from '../testing/temporary-sandbox.ts';

let sandbox: TemporarySandbox;
beforeAll(async () => {
  sandbox = await temporarySandbox({ settings: { ig: { publishingLimit: 7 } } });
});
afterAll(() => sandbox.close());

function post(name: string, body: unknown, headers: Record<string, string> = {}) {
  return call(`${sandbox.url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(body), headers });
}

test('settings merge deeply over those given at start, and refuse what they do not know', async () => {
  expect((await post('settings', { ig: { secondPublish: 'same_id' } })).body['ig']).toMatchObject({
    publishingLimit: 7,
    secondPublish: 'same_id',
  });
  expect((await post('settings', { ig: { publishinLimit: 1 } })).status).toBe(400);
  expect((await post('settings', { ig: { publishingLimit: 'many' } })).status).toBe(400);
  expect((await post('settings', { myspace: {} })).body['error']).toBe('unknown channel myspace');
  expect(await sandbox.control('GET', 'settings')).toMatchObject({ ig: { publishingLimit: 7 } });
});

test('accounts are created and changed by username', async () => {
  const made = await post('accounts', { channel: 'ig', username: 'studio', displayName: 'Studio' });
  expect(made.status).toBe(201);
  expect(made.body['id']).toMatch(/^17841\d{12}$/);
  const changed = await post('accounts', { channel: 'ig', username: 'studio', displayName: 'Studio 2' });
  expect(changed.body).toMatchObject({ id: made.body['id'], displayName: 'Studio 2' });
  expect((await post('accounts', { channel: 'ig', username: 'no spaces' })).status).toBe(400);
});

test('the clock takes durations, instants and speeds', async () => {
  const before = (await call(`${sandbox.url}/_sandbox/clock`)).body;
  const after = (await post('clock', { advance: 'P1DT5M' })).body;
  expect(Date.parse(String(after['now'])) - Date.parse(String(before['now']))).toBeGreaterThanOrEqual(86_700_000);
  expect((await post('clock', { advance: 'five minutes' })).status).toBe(400);
  expect((await post('clock', { advance: 'P1M' })).status).toBe(400);
  expect((await post('clock', { speed: 0 })).body['speed']).toBe(0);
  expect((await post('clock', { now: '2026-12-24T18:00:00Z' })).body['now']).toBe('2026-12-24T18:00:00.000Z');
  expect((await call(`${sandbox.url}/_sandbox/clock`)).body['now']).toBe('2026-12-24T18:00:00.000Z');
});

test('the request log filters by endpoint and by time, and can be emptied', async () => {
  await sandbox.control('POST', 'reset');
  const client = await link(sandbox.url);
  await sandbox.control('DELETE', 'requests');
  await client.get('me');
  const now = String((await call(`${sandbox.url}/_sandbox/clock`)).body['now']);
  await sandbox.advance('PT1M');
  await client.get('me/content_publishing_limit');
  expect((await sandbox.requests()).map((request) => request['endpoint'])).toEqual(['me', 'limit']);
  expect(await sandbox.requests('?endpoint=me')).toHaveLength(1);
  expect(await sandbox.requests('?channel=tiktok')).toHaveLength(0);
  const later = new Date(Date.parse(now) + 30_000).toISOString();
  expect((await sandbox.requests(`?since=${later}`)).map((request) => request['endpoint'])).toEqual(['limit']);
  expect((await call(`${sandbox.url}/_sandbox/requests?since=yesterday`)).status).toBe(400);
});

test('revoking answers 190 with the subcode asked for', async () => {
  const client = await link(sandbox.url);
  await sandbox.control('POST', 'revoke', { channel: 'ig', account: 'lucia.ceramics', subcode: 460 });
  const answer = await client.get('me');
  expect(answer.status).toBe(401);
  expect(answer.body['error']).toMatchObject({ code: 190, error_subcode: 460 });
  expect((await post('revoke', { channel: 'ig', account: 'nobody' })).status).toBe(404);
  expect((await (await link(sandbox.url)).get('me')).status).toBe(200);
});

test('a page of another origin cannot use the controls', async () => {
  const foreign = await post('reset', {}, { origin: 'https://evil.example' });
  expect(foreign.status).toBe(403);
  const own = await post('clock', {}, { origin: sandbox.url });
  expect(own.status).toBe(200);
});

test('the front page shows phones and controls, and only its own script may run', async () => {
  const home = await call(`${sandbox.url}/`);
  expect(home.status).toBe(200);
  expect(home.text).toContain('phone-ig');
  expect(home.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'sha256-/);
  const live = await call(`${sandbox.url}/_sandbox/live`);
  expect(Object.keys(live.body)).toEqual(expect.arrayContaining(['clock', 'faults', 'requests', 'feed-ig']));
});

test('an unknown path is nobody’s', async () => {
  expect((await call(`${sandbox.url}/nowhere`)).status).toBe(404);
});

test('the panel offers every fault at the endpoints where it means something, before or after the work', async () => {
  const page = await (await fetch(`${sandbox.url}/`)).text();
  const overview = (await (await fetch(`${sandbox.url}/_sandbox`)).json()) as {
    platforms: { channel: string; faultKinds: Record<string, string[]> }[];
  };
  for (const { channel, faultKinds } of overview.platforms) {
    for (const [kind, endpoints] of Object.entries(faultKinds)) {
      const at = endpoints.map((name) => `${channel}:${name}`).join(' ');
      expect(page.replace(/\s+/g, ' ')).toMatch(new RegExp(`<option data-at="${at}"\\s*> ?${kind} ?</option`));
    }
  }
  expect(page).toContain('<option value="after">');
});
