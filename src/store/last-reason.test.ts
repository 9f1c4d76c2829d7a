import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';

let punctual: TestPunctual;
let user: TestUser;

beforeAll(async () => {
  punctual = await startPunctual();
  user = await punctual.signUp();
  await user.link('ig');
});
afterAll(() => punctual.close());
beforeEach(async () => {
  await punctual.foundation.database.deleteFrom('posts').execute();
  await punctual.sandbox.control('DELETE', 'faults');
});

const ENGLISH = 'Instagram was temporarily unavailable.';
const SPANISH = 'Instagram no estaba disponible en ese momento.';

test('what went wrong is said in the language of whoever reads it, wherever it is read', async () => {
  await punctual.sandbox.fault({ channel: 'ig', endpoint: 'media', kind: 'error', code: 2 });
  const post = await order({ assetIds: [await user.uploadPhoto()] });
  await punctual.runUntil(punctual.clock.now().add({ minutes: 62 }));

  // A retry is due: the reason stands with the attempt.
  expect(await lastErrors(post, 'en')).toEqual([expect.stringContaining(ENGLISH), expect.stringContaining(ENGLISH)]);
  expect(await lastErrors(post, 'es')).toEqual([expect.stringContaining(SPANISH), expect.stringContaining(SPANISH)]);
  expect(await attemptErrors(post, 'es')).toEqual([expect.stringContaining(SPANISH)]);

  // No retry is left: the reason stands with the job, and in its issue and its alert.
  await punctual.runUntil(punctual.clock.now().add({ minutes: 90 }));
  const { entries } = await read(`/v1/posts/${post.id}`, 'es');
  expect(entries[0]).toMatchObject({ state: 'needs_attention', job: { lastError: expect.stringContaining(SPANISH) } });
  expect(entries[0].issues[0].message).toContain(`Cuatro intentos no consiguieron publicarlo. ${SPANISH}`);
  expect(await attemptErrors(post, 'en')).toEqual(Array.from({ length: 4 }, () => expect.stringContaining(ENGLISH)));
  const alerts = await read('/v1/notifications', 'es');
  expect(alerts.items[0].message).toContain(SPANISH);
});

test('what held a post up at its hour is said in the reader’s language, too', async () => {
  const post = await order({});
  await punctual.runUntil(punctual.clock.now().add({ minutes: 62 }));
  expect(await lastErrors(post, 'en')).toEqual(['Add a photo or a video.', 'Add a photo or a video.']);
  expect(await lastErrors(post, 'es')).toEqual(['Añade una foto o un vídeo.', 'Añade una foto o un vídeo.']);
});

async function order(fields: object): Promise<Loose> {
  const answer = await user.call('POST', '/v1/posts', {
    title: 'Kiln day',
    caption: 'Out of the kiln',
    entries: [{ channel: 'ig', scheduledAt: punctual.clock.now().add({ minutes: 60 }).toString(), payload: {} }],
    intent: 'schedule',
    ...fields,
  });
  expect(answer.error).toBeNull();
  return answer.data;
}

/** As the entry and as the list of jobs tell it. */
async function lastErrors(post: Loose, language: string): Promise<string[]> {
  const { entries } = await read(`/v1/posts/${post.id}`, language);
  const jobs = await read(`/v1/publishing/jobs?calendarEntryId=${entries[0].id}`, language);
  return [entries[0].job.lastError, jobs[0].lastError];
}

async function attemptErrors(post: Loose, language: string): Promise<string[]> {
  const { attempts } = await read(`/v1/posts/${post.id}/history`, language);
  return attempts.map((attempt: Loose) => attempt.errorMessage);
}

async function read(path: string, language: string): Promise<Loose> {
  return (await user.call('GET', path, undefined, { 'accept-language': language })).data;
}
