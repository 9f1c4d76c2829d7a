import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { startPunctual } from '../../test/support/punctual.ts';
import { openApiDocument } from './openapi.ts';
import { pathsBeyondTheTable } from './openapi-beyond.ts';

test('the document in the repository is what the code says (npm run docs)', () => {
  const file = readFileSync(new URL('../../docs/api/openapi.yaml', import.meta.url), 'utf8');
  expect(parse(file)).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

test('what is described beside the route table is served', async () => {
  const punctual = await startPunctual({});
  try {
    const { cookie } = await punctual.signUp('owner@example.com');
    for (const [path, operations] of Object.entries(pathsBeyondTheTable())) {
      for (const method of Object.keys(operations)) {
        const response = await fetch(`${punctual.url}${path.replace('{id}', 'none')}`, {
          method: method.toUpperCase(),
          headers: { cookie, 'content-type': 'application/json', 'tus-resumable': '1.0.0' },
          ...(['post', 'patch'].includes(method) ? { body: '{}' } : {}),
        });
        const type = response.headers.get('content-type') ?? '';
        // A stream is not read to an end it does not have; a HEAD has none of what it announces.
        const answer: unknown =
          type.includes('json') && method !== 'head' ? await response.json() : await response.body?.cancel();
        expect(answer, `${method} ${path}`).not.toMatchObject({ error: { message: 'There is nothing here.' } });
        expect([405, 501], `${method} ${path}`).not.toContain(response.status);
      }
    }
  } finally {
    await punctual.close();
  }
});
