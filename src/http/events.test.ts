import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPunctual, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';
import type { Change } from '../contract/change.ts';

let punctual: TestPunctual;
let owner: TestUser;

beforeAll(async () => {
  punctual = await startPunctual();
  owner = await punctual.signUp();
});
afterAll(() => punctual.close());

/** Listens until the entry is spoken of, and answers with what was said by then. */
async function listenFor(entryId: string, meanwhile = async () => {}): Promise<Change[]> {
  const hangUp = new AbortController();
  const stream = await fetch(`${punctual.url}/v1/events`, { headers: { cookie: owner.cookie }, signal: hangUp.signal });
  expect(stream.headers.get('content-type')).toMatch('text/event-stream');
  await meanwhile();
  if (stream.body === null) throw new Error('The stream has no body.');
  let text = '';
  let said: Change[] = [];
  for await (const chunk of stream.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    said = [...text.matchAll(/^data: (.*)\n\n/gm)].map(([, data]) => JSON.parse(data ?? '') as Change);
    if (said.some(({ kind, ids }) => kind === 'entries' && ids.includes(entryId))) break;
  }
  hangUp.abort();
  return said;
}

async function makeDraft(): Promise<string> {
  const body = { caption: 'A bowl', entries: [{ channel: 'ig', scheduledAt: null, payload: {} }] };
  return (await owner.call('POST', '/v1/posts', body)).data.entries[0].id as string;
}

test('what changes is told to whoever listens', async () => {
  const id = await makeDraft();
  await punctual.clock.advanceBy({ minutes: 1 });
  const said = await listenFor(id, async () => {
    const scheduledAt = punctual.clock.now().add({ hours: 1 }).toString();
    expect((await owner.call('PATCH', `/v1/calendar/entries/${id}`, { scheduledAt })).error).toBeNull();
  });
  expect(said).toContainEqual({ kind: 'entries', ids: [id] });
});

// The page reads its entries and then begins to listen: a post that goes out in between would stand there as if it had not.
test('what changed between a page’s reading and its listening is told as well', async () => {
  const id = await makeDraft();
  const said = await listenFor(id);
  expect(said.some(({ kind, ids }) => kind === 'entries' && ids.includes(id))).toBe(true);
});
