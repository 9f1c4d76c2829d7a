import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, errorOf, link } from '../testing/instagram-client.ts';
import type { InstagramClient } from '../testing/instagram-client.ts';
import { startMediaServer } from '../testing/media-server.ts';
import type { MediaServer } from '../testing/media-server.ts';
import { jpeg } from '../testing/pictures.ts';
import { temporarySandbox } from '../testing/temporary-sandbox.ts';
import type { JsonObject, TemporarySandbox } from '../testing/temporary-sandbox.ts';

let sandbox: TemporarySandbox;
let media: MediaServer;
let client: InstagramClient;
let image: string;

beforeAll(async () => {
  sandbox = await temporarySandbox();
  media = await startMediaServer();
  image = media.put('a.jpg', await jpeg(), 'image/jpeg');
});
beforeEach(async () => {
  await sandbox.control('POST', 'reset');
  client = await link(sandbox.url);
  await sandbox.control('DELETE', 'requests');
});
afterAll(async () => {
  await sandbox.close();
  await media.close();
});

async function ready(): Promise<string> {
  const id = String((await client.container({ image_url: image, caption: 'a' })).body['id']);
  await sandbox.advance('PT10S');
  return id;
}

async function lastRequest(): Promise<JsonObject> {
  return (await sandbox.requests()).at(-1) ?? {};
}

describe('the general kinds', () => {
  test('http answers a page in HTML, as often as said', async () => {
    await sandbox.fault({ channel: 'ig', endpoint: 'me', kind: 'http', status: 502, times: 2 });
    const first = await client.get('me');
    expect(first.status).toBe(502);
    expect(first.headers.get('content-type')).toContain('text/html');
    expect((await client.get('me')).status).toBe(502);
    expect((await client.get('me')).status).toBe(200);
    expect(await sandbox.control('GET', 'faults')).toEqual([]);
  });

  test('without times a fault stays until it is cleared', async () => {
    await sandbox.fault({
      channel: 'ig',
      endpoint: 'me',
      kind: 'http',
      status: 503,
      body: 'busy',
      contentType: 'text/plain',
    });
    for (let again = 0; again < 4; again += 1) expect((await client.get('me')).text).toBe('busy');
    expect(await sandbox.control('GET', 'faults')).toMatchObject([{ kind: 'http', struck: 4 }]);
    await sandbox.control('DELETE', 'faults');
    expect((await client.get('me')).status).toBe(200);
  });

  test('one fault can be removed by its id', async () => {
    const fault = await sandbox.control('POST', 'faults', { channel: 'ig', endpoint: 'me', kind: 'http' });
    await sandbox.fault({ channel: 'ig', endpoint: 'limit', kind: 'http' });
    const { id } = fault as { id: string };
    await sandbox.control('DELETE', `faults/${id}`);
    expect((await client.get('me')).status).toBe(200);
    expect((await client.get('me/content_publishing_limit')).status).toBe(500);
  });

  test('error answers in the Graph shape, with the code asked for', async () => {
    await sandbox.fault({ channel: 'ig', endpoint: 'limit', kind: 'error', code: 2, transient: true, times: 1 });
    const answer = await client.get('me/content_publishing_limit');
    expect(answer.body['error']).toMatchObject({ code: 2, is_transient: true, type: 'OAuthException' });
    expect(answer.status).toBe(500);
  });

  test.each([
    [{ code: 190, subcode: 463 }, 401],
    [{ code: 10 }, 403],
    [{ code: 200 }, 403],
    [{ code: 1 }, 500],
    [{ code: -1, subcode: 2207001 }, 400],
    [{ code: 4, subcode: 2207051 }, 400],
    [{ code: 25, subcode: 2207050 }, 400],
    [{ code: 100, subcode: 33 }, 400],
    [{ code: 80002 }, 400],
    [{ code: 2, status: 200 }, 200],
    [{ code: 7777, subcode: 2207999, message: 'never seen before' }, 400],
  ])('any row of the catalogue, and any other: %j → HTTP %i', async (row, status) => {
    await sandbox.fault({ channel: 'ig', endpoint: 'media_publish', kind: 'error', times: 1, ...row });
    const answer = await client.publish(await ready());
    expect(answer.status).toBe(status);
    const { code, subcode } = row as { code: number; subcode?: number };
    expect(answer.body['error']).toMatchObject({
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      message: expect.stringMatching(/./),
      fbtrace_id: expect.stringMatching(/./),
    });
    expect(await sandbox.posts()).toEqual([]);
  });

  test('a code in words', async () => {
    const code = 'INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID';
    await sandbox.fault({ channel: 'ig', endpoint: 'media', kind: 'error', code, times: 1 });
    expect((await client.container({ image_url: image })).body['error']).toMatchObject({ code: 100, message: code });
  });

  test('error at the login host has the shape of that host', async () => {
    await sandbox.fault({ channel: 'ig', endpoint: 'token', kind: 'error', message: 'no', times: 1 });
    const answer = await call(`${sandbox.url}/oauth/access_token`, { method: 'POST', body: new URLSearchParams() });
    expect(answer.body).toMatchObject({ error_type: 'OAuthException', code: 400, error_message: 'no' });
  });

  test('drop_before: no answer, and nothing was done', async () => {
    const id = await ready();
    await sandbox.fault({ channel: 'ig', endpoint: 'media_publish', kind: 'drop_before', times: 1 });
    await expect(client.publish(id)).rejects.toThrow('fetch failed');
    expect(await sandbox.posts()).toEqual([]);
    expect(await client.status(id)).toBe('FINISHED');
    const log = await sandbox.requests('?endpoint=media_publish');
    expect(log).toMatchObject([{ status: null, answer: null, fault: { kind: 'drop_before' } }]);
  });

  test('drop_after: no answer, but the post is out', async () => {
    const id = await ready();
    await sandbox.fault({ channel: 'ig', endpoint: 'media_publish', kind: 'drop_after', times: 1 });
    await expect(client.publish(id)).rejects.toThrow('fetch failed');
    expect(await client.status(id)).toBe('IN_PROGRESS');
    await sandbox.advance('PT6S');
    expect(await client.status(id)).toBe('PUBLISHED');
    expect(await sandbox.posts()).toHaveLength(1);
    const listed = await client.get(`${client.userId}/media`, { fields: 'id,caption' });
    expect(listed.body['data']).toMatchObject([{ caption: 'a' }]);
    expect(await lastOf('media_publish')).toMatchObject({ status: null, fault: { kind: 'drop_after' } });
  });

  test('an error laid over finished work', async () => {
    const id = await ready();
    await sandbox.fault({
      channel: 'ig',
      endpoint: 'media_publish',
      kind: 'http',
      when: 'after',
      status: 504,
      times: 1,
    });
    expect((await client.publish(id)).status).toBe(504);
    expect(await sandbox.posts()).toHaveLength(1);
  });

  test('latency delays by real milliseconds, before or after the work', async () => {
    const id = await ready();
    await sandbox.fault({
      channel: 'ig',
      endpoint: 'media_publish',
      kind: 'latency',
      when: 'after',
      ms: 120,
      times: 1,
    });
    const began = performance.now();
    const gaveUp = call(`${sandbox.url}/v26.0/me/media_publish`, {
      method: 'POST',
      headers: client.headers(),
      body: new URLSearchParams({ creation_id: id }),
      signal: AbortSignal.timeout(60),
    });
    await expect(gaveUp).rejects.toThrow('timeout');
    expect(performance.now() - began).toBeGreaterThanOrEqual(55);
    expect(await sandbox.posts()).toHaveLength(1);
  });

  test('latency comes on top of another fault', async () => {
    await sandbox.fault({ channel: 'ig', endpoint: 'me', kind: 'latency', ms: 50 });
    await sandbox.fault({ channel: 'ig', endpoint: 'me', kind: 'http', status: 500 });
    const began = performance.now();
    expect((await client.get('me')).status).toBe(500);
    expect(performance.now() - began).toBeGreaterThanOrEqual(45);
  });

  test.each(['truncated_json', 'garbage'])(
    '%s: the status is good, the body unreadable, the work done',
    async (kind) => {
      const id = await ready();
      await sandbox.fault({ channel: 'ig', endpoint: 'media_publish', kind, times: 1 });
      const answer = await client.publish(id);
      expect(answer.status).toBe(200);
      expect(() => JSON.parse(answer.text) as unknown).toThrow(SyntaxError);
      expect(await sandbox.posts()).toHaveLength(1);
    },
  );
});

test('a fault can be for one account only', async () => {
  await sandbox.control('POST', 'accounts', { channel: 'ig', username: 'other' });
  await sandbox.fault({ channel: 'ig', endpoint: 'me', kind: 'http', account: 'other' });
  expect((await client.get('me')).status).toBe(200);
  await sandbox.fault({ channel: 'ig', endpoint: 'me', kind: 'http', account: 'lucia.ceramics' });
  expect((await client.get('me')).status).toBe(500);
});

test('the log names the fault and keeps headers and body', async () => {
  await sandbox.fault({ channel: 'ig', endpoint: '*', kind: 'error', code: 613, times: 1 });
  await client.container({ image_url: image, caption: 'ñ #1' });
  expect(await lastRequest()).toMatchObject({
    endpoint: 'media',
    account: 'lucia.ceramics',
    method: 'POST',
    path: `/v26.0/${client.userId}/media`,
    status: 400,
    headers: { authorization: `Bearer ${client.token}`, 'content-type': expect.stringContaining('urlencoded') },
    body: new URLSearchParams({ image_url: image, caption: 'ñ #1' }).toString(),
    fault: { kind: 'error', code: 613, endpoint: '*' },
  });
});

test.each([
  [{ channel: 'ig', endpoint: 'nowhere', kind: 'http' }, 'unknown endpoint nowhere'],
  [{ channel: 'ig', endpoint: 'me', kind: 'nothing' }, 'unknown kind nothing'],
  [{ channel: 'ig', endpoint: 'me', kind: 'list_delayed' }, 'means something only at media_list'],
  [{ channel: 'ig', endpoint: 'me', kind: 'http', staus: 500 }, 'staus'],
])('a fault that could never strike is refused: %j', async (fault, message) => {
  const answer = await call(`${sandbox.url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(fault) });
  expect(answer.status).toBe(400);
  expect(answer.body['error']).toContain(message);
});

describe("Instagram's own kinds", () => {
  test('published_but_blocked: 4/2207051, and the post is out', async () => {
    const id = await ready();
    await sandbox.fault({ channel: 'ig', endpoint: 'media_publish', kind: 'published_but_blocked', times: 1 });
    expect(errorOf(await client.publish(id))).toMatchObject({ code: 4, subcode: 2207051 });
    await sandbox.advance('PT6S');
    expect(await client.status(id)).toBe('PUBLISHED');
    expect(await sandbox.posts()).toHaveLength(1);
  });

  test('not_ready_after_finished: 9007/2207027 although FINISHED', async () => {
    const id = await ready();
    expect(await client.status(id)).toBe('FINISHED');
    await sandbox.fault({ channel: 'ig', endpoint: 'media_publish', kind: 'not_ready_after_finished', times: 1 });
    expect(errorOf(await client.publish(id))).toMatchObject({ code: 9007, subcode: 2207027 });
    expect((await client.publish(id)).status).toBe(200);
  });

  test('stuck_in_progress and container_error', async () => {
    const id = await ready();
    await sandbox.fault({ channel: 'ig', endpoint: 'container', kind: 'stuck_in_progress', times: 1 });
    expect(await client.status(id)).toBe('IN_PROGRESS');
    expect(await client.status(id)).toBe('FINISHED');
    await sandbox.fault({ channel: 'ig', endpoint: 'container', kind: 'container_error', subcode: 2207053, times: 1 });
    const failed = await client.get(id, { fields: 'status_code,status' });
    expect(failed.body).toMatchObject({ status_code: 'ERROR', status: expect.stringContaining('2207053') });
    expect(await client.status(id)).toBe('ERROR');
  });

  test('container_error with text only', async () => {
    const id = await ready();
    await sandbox.fault({
      channel: 'ig',
      endpoint: 'container',
      kind: 'container_error',
      message: 'No reason given',
      times: 1,
    });
    const failed = await client.get(id, { fields: 'status_code,status' });
    expect(failed.body).toMatchObject({ status_code: 'ERROR', status: 'Error: No reason given' });
  });

  test('list_delayed hides what is new', async () => {
    await client.publish(await ready());
    await sandbox.fault({ channel: 'ig', endpoint: 'media_list', kind: 'list_delayed', ms: 60_000 });
    const list = async () => (await client.get('me/media')).body['data'];
    expect(await list()).toEqual([]);
    await sandbox.advance('PT61S');
    expect(await list()).toHaveLength(1);
  });

  test('fetch_timeout and fetch_failed at creation', async () => {
    await sandbox.fault({ channel: 'ig', endpoint: 'media', kind: 'fetch_timeout', times: 1 });
    expect(errorOf(await client.container({ image_url: image }))).toMatchObject({ code: -2, subcode: 2207003 });
    await sandbox.fault({ channel: 'ig', endpoint: 'media', kind: 'fetch_failed', times: 1 });
    expect(errorOf(await client.container({ image_url: image }))).toMatchObject({ code: 9004, subcode: 2207052 });
    expect((await client.container({ image_url: image })).status).toBe(200);
  });
});

async function lastOf(endpoint: string): Promise<JsonObject> {
  return (await sandbox.requests(`?endpoint=${endpoint}`)).at(-1) ?? {};
}
