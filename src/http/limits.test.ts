import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPunctual, type TestPunctual } from '../../test/support/punctual.ts';

let punctual: TestPunctual;
beforeAll(async () => {
  punctual = await startPunctual({});
});
afterAll(() => punctual.close());

/** Sends until one is refused with 429, `most` at the utmost; answers it. */
async function untilRefused(most: number, send: (index: number) => Promise<Response>): Promise<Response | null> {
  for (let index = 0; index < most; index += 1) {
    const response = await send(index);
    if (response.status === 429) return response;
    await response.arrayBuffer();
  }
  return null;
}

test('guessing passwords is slowed, and told for how long', async () => {
  // Each guess is counted before it is looked at, so ones without a password do, and cost no hashing.
  const refused = await untilRefused(200, () =>
    fetch(`${punctual.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'nobody' }),
    }),
  );
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('an address that invents a key a request is slowed all the same', async () => {
  const path = `${punctual.url}/v1/posts/01a20a79-f5c1-75f4-9b27-821f5e22b442:suggest`;
  const refused = await untilRefused(1000, (index) =>
    fetch(path, { method: 'POST', headers: { authorization: `Bearer pk_${index}` } }),
  );
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused?.json()).toMatchObject({ data: null, error: { code: 'RATE_LIMITED' } });
});
