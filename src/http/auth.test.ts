import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPunctual, type TestPunctual } from '../../test/support/punctual.ts';

let punctual: TestPunctual;
beforeAll(async () => {
  punctual = await startPunctual({});
});
afterAll(() => punctual.close());

const email = 'owner@example.com';
const password = 'correct horse battery';

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${punctual.url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';

test('a program without an origin signs up, in and out; a second owner is refused', async () => {
  const signedUp = await post('sign-up/email', { name: 'Lucía', email, password });
  expect(signedUp.status).toBe(200);
  expect(signedUp.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax/i);

  const second = await post('sign-up/email', { name: 'Eve', email: 'eve@example.com', password });
  expect({ status: second.status, body: await second.json() }).toMatchObject({
    status: 403,
    body: { code: 'SIGN_UP_CLOSED' },
  });

  const signedIn = await post('sign-in/email', { email, password });
  expect(signedIn.status).toBe(200);
  const cookie = cookieOf(signedIn);
  const me = () => fetch(`${punctual.url}/v1/me`, { headers: { cookie } });
  expect((await me()).status).toBe(200);
  expect((await post('sign-out', {}, { cookie })).status).toBe(200);
  expect((await me()).status).toBe(401);
});

test.each([
  ['of another site', { origin: 'https://evil.example' }],
  ['in a frame without an origin', { origin: 'null' }],
  ['of another site that hides its origin', { 'sec-fetch-site': 'cross-site' }],
])('a page %s can neither sign in nor out', async (_where, headers) => {
  const cookie = cookieOf(await post('sign-in/email', { email, password }));
  expect((await post('sign-in/email', { email, password }, headers)).status).toBe(403);
  expect((await post('sign-out', {}, { cookie, ...headers })).status).toBe(403);
  expect((await fetch(`${punctual.url}/v1/me`, { headers: { cookie } })).status).toBe(200);
});
