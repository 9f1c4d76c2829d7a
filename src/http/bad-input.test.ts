import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';

let punctual: TestPunctual;
let owner: TestUser;
beforeAll(async () => {
  punctual = await startPunctual({});
  owner = await punctual.signUp('owner@example.com');
});
afterAll(() => punctual.close());

async function draftAt(scheduledAt: string): Promise<Loose> {
  const entries = [{ channel: 'ig', scheduledAt, payload: {} }];
  const answer = await owner.call('POST', '/v1/posts', { caption: 'A bowl', entries });
  expect(answer.error).toBeNull();
  return answer.data;
}

const send = (method: string, path: string, body?: string): Promise<Response> =>
  fetch(`${punctual.url}${path}`, {
    method,
    headers: { cookie: owner.cookie, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  });

describe('text that cannot be stored', () => {
  test('in a body is refused by the name of its field', async () => {
    const entries = [{ channel: 'ig', scheduledAt: null, payload: { firstComment: 'a\0b' } }];
    const answer = await owner.call('POST', '/v1/posts', { caption: 'x', entries });
    expect(answer).toMatchObject({ status: 400, error: { code: 'INVALID_INPUT' } });
    expect(answer.error?.details.fields[0].path).toBe('entries.0.payload.firstComment');
  });

  test.each(['/v1/posts?search=a%00b', '/v1/calendar/entries?tag=%00'])('in a query is refused: %s', async (path) => {
    expect(await owner.call('GET', path)).toMatchObject({ status: 400, error: { code: 'INVALID_INPUT' } });
  });
});

describe('a body', () => {
  test('that is empty under a JSON header is none', async () => {
    const post = await draftAt('2026-12-01T10:00:00Z');
    expect((await send('DELETE', `/v1/posts/${post.id}`)).status).toBe(200);
    expect((await send('POST', '/v1/accounts/ig/link', '')).status).toBe(200);
  });

  test.each(['null', '[]', '"x"', '1'])('that is %s is no object', async (body) => {
    const before = (await owner.call('GET', '/v1/posts')).data.length;
    expect((await send('POST', '/v1/posts', body)).status).toBe(400);
    expect((await owner.call('GET', '/v1/posts')).data).toHaveLength(before);
  });

  test.each([
    ['/v1/calendar/entries:bulk-shift', { ids: [], range: { from: 'x' }, offset: 'P1D' }],
    ['/v1/calendar/entries:bulk-shift', { range: { from: '2026-12-01T00:00:00Z', to: 'then' }, offset: 'P1D' }],
    ['/v1/calendar/entries:bulk-shift', { offset: 'P1D' }],
  ])('of one of several shapes is told what its own shape lacks: %s %j', async (path, body) => {
    const answer = await owner.call('POST', path, body);
    expect(answer.status).toBe(400);
    expect(answer.error?.details.fields).not.toEqual([]);
    for (const field of answer.error?.details.fields ?? []) expect(field.path).toMatch(/^(ids|range)/);
  });
});

describe('times at the end of the calendar', () => {
  test.each(['9999-12-31T23:59:59-01:00', '+010000-01-01T00:00:00Z'])('%s is refused', async (scheduledAt) => {
    const entries = [{ channel: 'ig', scheduledAt, payload: {} }];
    const answer = await owner.call('POST', '/v1/posts', { caption: 'x', entries });
    expect(answer).toMatchObject({ status: 400, error: { code: 'INVALID_INPUT' } });
    expect(answer.error?.details.fields[0].path).toBe('entries.0.scheduledAt');
  });

  test('no shift leads beyond it', async () => {
    const { entries } = await draftAt('9999-12-31T23:00:00Z');
    const shift = { ids: [entries[0].id], offset: 'PT1H' };
    expect(await owner.call('POST', '/v1/calendar/entries:bulk-shift', shift)).toMatchObject({
      status: 422,
      error: { code: 'SHIFT_REFUSED', details: { refused: [{ id: entries[0].id, code: 'INVALID_OFFSET' }] } },
    });
  });

  test.each(['P101Y', 'P999999999Y', '-PT9007199254740991S'])('%s is no offset', async (offset) => {
    const { entries } = await draftAt('2026-12-01T10:00:00Z');
    expect(
      await owner.call('POST', '/v1/calendar/entries:bulk-shift', { ids: [entries[0].id], offset, dryRun: true }),
    ).toMatchObject({ status: 422, error: { code: 'INVALID_OFFSET' } });
  });
});

test.each(['/v1/posts', '/v1/events', '/v1/me/export'])('a page of another site cannot read %s', async (path) => {
  const answer = await owner.call('GET', path, undefined, { origin: 'https://evil.example' });
  expect(answer).toMatchObject({ status: 403, error: { code: 'FOREIGN_ORIGIN' } });
});
