import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { temporarySandbox, type TemporarySandbox } from '../sandbox/testing/temporary-sandbox.ts';
import { createTestDatabase, type TestDatabase } from './support/database.ts';
import { freePort, userOf, type TestUser } from './support/punctual.ts';
import { photo } from './support/uploads.ts';
import { startServerProcess, type ServerProcess } from './support/server-process.ts';

const PATIENCE_MS = 90_000;

/** Asks until the answer is right. Real processes keep real time; there is no clock to move here. */
async function eventually<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`never came true; last: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('kill -9', () => {
  let server: ServerProcess | null = null;
  let sandbox: TemporarySandbox | null = null;
  let database: TestDatabase | null = null;
  const folder = mkdtempSync(join(tmpdir(), 'punctual-kill-'));

  afterEach(async () => {
    await server?.stop();
    await sandbox?.close();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    'between publishing and writing it down: the post is found live, and not sent again',
    { timeout: 2 * PATIENCE_MS },
    async () => {
      const port = await freePort();
      const url = `http://localhost:${port}`;
      database = await createTestDatabase();
      sandbox = await temporarySandbox({ appUrl: url });
      const base = sandbox.url;
      const env = {
        PORT: String(port),
        PUNCTUAL_DATA: folder,
        DATABASE_URL: database.url,
        SANDBOX: 'off',
        INSTAGRAM_APP_ID: '1234567890',
        INSTAGRAM_APP_SECRET: 'sandbox-instagram-secret',
        INSTAGRAM_AUTHORIZE_BASE_URL: base,
        INSTAGRAM_API_BASE_URL: base,
        INSTAGRAM_GRAPH_BASE_URL: base,
        INSTAGRAM_RUPLOAD_BASE_URL: base,
      };
      server = await startServerProcess(env);
      const user = await signedUp(url);
      expect(await user.link('ig')).toBe('/accounts?linked=ig');
      const assetId = await user.upload(await photo(1080, 1080), 'photo.jpg', 'image/jpeg');
      // The post is out at once, its answer takes a minute: time enough to die in.
      await sandbox.fault({
        channel: 'ig',
        endpoint: 'media_publish',
        kind: 'latency',
        when: 'after',
        ms: 60_000,
        times: 1,
      });
      const scheduledAt = new Date(Date.now() + 1000).toISOString();
      const post = await user.call('POST', '/v1/posts', {
        caption: 'Only once',
        assetIds: [assetId],
        entries: [{ channel: 'ig', scheduledAt, payload: {} }],
        intent: 'schedule',
      });
      const entryId: string = post.data.entries[0].id;
      const posts = async () => (await sandbox?.posts()) ?? [];
      await eventually(posts, (list) => list.length === 1);

      await server.killNine();
      server = await startServerProcess(env);

      const entry = await eventually(
        async () => (await user.call('GET', `/v1/calendar/entries/${entryId}`)).data,
        (data) => data?.state === 'published',
      );
      expect(entry.job).toMatchObject({ status: 'published', attemptCount: 1 });
      expect(await posts()).toHaveLength(1);
      const publishes = (await sandbox.requests('?endpoint=media_publish')).length;
      expect(publishes).toBe(1);
    },
  );
});

async function signedUp(url: string): Promise<TestUser> {
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: 'Lucía', email: 'owner@example.com', password: 'correct horse battery' }),
  });
  expect(response.status).toBe(200);
  return userOf(
    url,
    response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0] ?? '')
      .join('; '),
  );
}
