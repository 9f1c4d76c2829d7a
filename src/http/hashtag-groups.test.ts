import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPunctual, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';

let punctual: TestPunctual;
let owner: TestUser;
let other: TestUser;

beforeAll(async () => {
  punctual = await startPunctual({ env: { SIGN_UP_OPEN: 'true' } });
  owner = await punctual.signUp('owner@example.com');
  other = await punctual.signUp('other@example.com');
});
afterAll(() => punctual.close());

const PATH = '/v1/hashtag-groups';

describe('hashtag groups', () => {
  test('are saved, renamed, changed and deleted', async () => {
    const made = await owner.call('POST', PATH, { name: ' Kiln ', hashtags: ['#clay', 'Clay', 'kiln'] });
    expect(made).toMatchObject({ status: 201, data: { name: 'Kiln', hashtags: ['clay', 'kiln'] } });
    const one = `${PATH}/${made.data.id}`;
    expect((await owner.call('PATCH', one, { name: 'Firing' })).data).toMatchObject({
      name: 'Firing',
      hashtags: ['clay', 'kiln'],
    });
    expect((await owner.call('PATCH', one, { hashtags: ['glaze'] })).data).toMatchObject({
      name: 'Firing',
      hashtags: ['glaze'],
    });
    expect((await owner.call('GET', PATH)).data).toHaveLength(1);
    expect((await owner.call('DELETE', one)).status).toBe(200);
    expect((await owner.call('GET', PATH)).data).toEqual([]);
    expect(await owner.call('DELETE', one)).toMatchObject({ status: 404, error: { code: 'NOT_FOUND' } });
  });

  test('have names of their own, whatever the case, also when two windows save at once', async () => {
    const both = await Promise.all(
      ['Market', 'market'].map((name) => owner.call('POST', PATH, { name, hashtags: ['stall'] })),
    );
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect(both.find(({ status }) => status === 409)?.error).toMatchObject({ code: 'NAME_TAKEN' });
    const second = await owner.call('POST', PATH, { name: 'Fair', hashtags: ['fair'] });
    const renamed = await owner.call('PATCH', `${PATH}/${second.data.id}`, { name: 'MARKET' });
    expect(renamed).toMatchObject({ status: 409, error: { code: 'NAME_TAKEN' } });
  });

  test('are one user’s alone', async () => {
    const made = await owner.call('POST', PATH, { name: 'Mine', hashtags: ['secret'] });
    const one = `${PATH}/${made.data.id}`;
    expect((await other.call('GET', PATH)).data).toEqual([]);
    expect((await other.call('PATCH', one, { name: 'Yours' })).status).toBe(404);
    expect((await other.call('DELETE', one)).status).toBe(404);
    expect((await other.call('POST', PATH, { name: 'Mine', hashtags: ['x'] })).status).toBe(201);
  });

  test('name the field that is wrong', async () => {
    const many = Array.from({ length: 31 }, (_, index) => `tag${index}`);
    for (const [body, path] of [
      [{ name: '', hashtags: ['a'] }, 'name'],
      [{ name: 'x', hashtags: [] }, 'hashtags'],
      [{ name: 'x', hashtags: many }, 'hashtags'],
      [{ name: 'x', hashtags: ['two words'] }, 'hashtags.0'],
    ] as const) {
      const answer = await owner.call('POST', PATH, body);
      expect(answer).toMatchObject({ status: 400, error: { details: { fields: [{ path }] } } });
    }
  });

  test('are part of what a user takes along', async () => {
    const exported = await owner.call('GET', '/v1/me/export');
    expect(exported.data.hashtag_groups.length).toBeGreaterThan(0);
  });
});
