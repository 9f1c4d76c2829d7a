import { afterEach, describe, expect, test } from 'vitest';
import { REACH_FILE, REACH_FILE_TYPE, reachFilePath } from '../src/media/reach-file.ts';
import { testReach } from '../src/media/reach-test.ts';
import { checkReach } from '../src/pipeline/check-reach.ts';
import { startPunctual, type TestPunctual, type TestUser } from './support/punctual.ts';

/** Whether platforms can fetch media is found out before a post's hour (spec.md 8, "Reach test"). */
describe('the reach test', () => {
  let punctual: TestPunctual;
  let user: TestUser;
  afterEach(() => punctual.close());

  async function start(env: Record<string, string> = {}): Promise<void> {
    punctual = await startPunctual({ env });
    user = await punctual.signUp();
  }

  async function readinessOf(entryId: string): Promise<string> {
    await punctual.settle();
    const { data } = await user.call('GET', `/v1/calendar/entries/${entryId}`);
    return [data.readiness, ...data.issues.map((issue: { code: string }) => issue.code)].join(' ');
  }

  async function schedule(): Promise<string> {
    const entries = [{ channel: 'ig', scheduledAt: punctual.clock.now().add({ hours: 30 }).toString(), payload: {} }];
    const assetIds = [await user.uploadPhoto()];
    const post = await user.call('POST', '/v1/posts', { caption: 'Hello', assetIds, entries, intent: 'schedule' });
    return post.data.entries[0].id;
  }

  test('on one machine with the sandbox nothing is in the way', async () => {
    await start();
    expect((await user.call('GET', '/v1/reach')).data).toMatchObject({ outcome: 'untested', holdsUp: false });
    expect((await user.call('POST', '/v1/reach:test')).data).toMatchObject({
      address: punctual.url,
      outcome: 'reachable',
      message: null,
      holdsUp: false,
    });
  });

  test('fetches a file of its own from the running server, with its true type and length', async () => {
    await start();
    const { mediaUrlKey } = punctual.foundation;
    const reach = await testReach({
      publicUrl: punctual.url,
      mediaPath: reachFilePath(mediaUrlKey, punctual.clock.now()),
      expected: { mimeType: REACH_FILE_TYPE, sizeBytes: REACH_FILE.length },
      platformIsLocal: true,
    });
    expect(reach).toEqual({ kind: 'reachable' });
  });

  test('a private address is told with the remedy, in the creator’s language', async () => {
    await start({ PUBLIC_URL: 'https://192.168.1.10' });
    const said = await user.call('POST', '/v1/reach:test', undefined, { 'accept-language': 'es' });
    expect(said.data).toMatchObject({ outcome: 'unreachable', holdsUp: true });
    expect(said.data.message).toMatch(/es una dirección de tu propia red.*PUBLIC_URL/);
  });

  test('posts are held up once it is sure, and free again by themselves', async () => {
    await start();
    await user.link('ig');
    const entry = await schedule();
    expect(await readinessOf(entry)).toBe('ready');
    const problem = { code: 'other_status', params: { host: 'media.punctual.app', found: '502' } } as const;
    const context = { ...punctual.pipeline };
    context.testReach = () => Promise.resolve({ publicUrl: context.publicUrl, outcome: 'unreachable', problem });
    await checkReach(context);
    // Once may be a proxy that is just starting anew.
    expect(await readinessOf(entry)).toBe('ready');
    await punctual.clock.advanceBy({ minutes: 1 });
    await checkReach(context);
    expect(await readinessOf(entry)).toBe('needs_attention media_unreachable');
    expect((await user.call('GET', '/v1/reach')).data.message).toMatch(/answers 502 instead of the media file/);
    await punctual.clock.advanceBy({ minutes: 5 });
    await checkReach(punctual.pipeline);
    expect(await readinessOf(entry)).toBe('ready');
  });

  test('what cannot be told from here holds up nothing, and is said', async () => {
    await start();
    await user.link('ig');
    const entry = await schedule();
    const problem = { code: 'no_connection', params: { host: 'media.punctual.app', found: 'ECONNREFUSED' } } as const;
    const context = { ...punctual.pipeline };
    context.testReach = () => Promise.resolve({ publicUrl: context.publicUrl, outcome: 'unknown', problem });
    await checkReach(context);
    await punctual.clock.advanceBy({ minutes: 5 });
    await checkReach(context);
    expect(await readinessOf(entry)).toBe('ready');
    expect((await user.call('GET', '/v1/reach')).data).toMatchObject({ outcome: 'unknown', holdsUp: false });
  });

  test('a post is not sent when the test of its hour fails for sure', async () => {
    await start();
    await user.link('ig');
    const entry = await schedule();
    const problem = { code: 'redirects', params: { host: 'media.punctual.app' } } as const;
    punctual.pipeline.testReach = () =>
      Promise.resolve({ publicUrl: punctual.pipeline.publicUrl, outcome: 'unreachable', problem });
    await checkReach(punctual.pipeline);
    await punctual.runUntil(punctual.clock.now().add({ hours: 31 }));
    expect(await readinessOf(entry)).toMatch(/^needs_attention/);
    expect(await punctual.sandbox.posts()).toEqual([]);
  });
});
