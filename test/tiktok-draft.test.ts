import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeVideo } from './fixtures/make-video.ts';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from './support/punctual.ts';

/** Drafts that the creator finishes in TikTok: the honest way of an app that is not audited (tiktok.md 5.6). */
describe('a draft in the inbox', () => {
  let punctual: TestPunctual;
  let user: TestUser;
  let video: string;

  beforeAll(async () => {
    punctual = await startPunctual();
    user = await punctual.signUp();
    const file = {
      width: 720,
      height: 1280,
      seconds: 4,
      framesPerSecond: 30,
      container: 'mp4',
      moovFirst: true,
    } as const;
    video = await user.upload(await makeVideo(file), 'reel.mp4', 'video/mp4');
  });
  /** Each test has an inbox, and a day, of its own. */
  beforeEach(async () => {
    await punctual.foundation.database.deleteFrom('posts').execute();
    await punctual.sandbox.control('POST', 'reset');
    await punctual.clock.advanceBy({ hours: 48 });
    await user.link('tiktok', { account: 'public', body: { replace: true } });
  });
  afterAll(() => punctual.close());

  async function schedule(minutes: number, caption: string): Promise<{ id: string; at: Temporal.Instant }> {
    const at = punctual.clock.now().add({ minutes });
    const answer = await user.call('POST', '/v1/posts', {
      caption,
      assetIds: [video],
      entries: [{ channel: 'tiktok', scheduledAt: at.toString(), payload: { mode: 'inbox' } }],
      intent: 'schedule',
    });
    return { id: answer.data.entries[0].id, at };
  }
  const read = async (id: string): Promise<Loose> => (await user.call('GET', `/v1/calendar/entries/${id}`)).data;
  const inbox = async (): Promise<Loose[]> => {
    const drafts = await punctual.sandbox.control('POST', 'tiktok/inbox', {});
    return Array.isArray(drafts) ? drafts : [];
  };
  const act = (publishId: string, action: string) =>
    punctual.sandbox.control('POST', 'tiktok/inbox', { publishId, action, privacyLevel: 'PUBLIC_TO_EVERYONE' });

  test('that the creator posts two weeks later is linked when TikTok tells of it', async () => {
    const { id, at } = await schedule(2, 'Late but finished');
    await punctual.runUntil(at.add({ hours: 14 * 24 }));
    expect((await read(id)).permalink).toBeNull();

    const [draft] = await inbox();
    await act(draft.publishId, 'publish');
    await punctual.clock.advanceBy({ minutes: 5 });
    const event = { channel: 'tiktok', event: 'post.publish.publicly_available', publishId: draft.publishId };
    await punctual.sandbox.control('POST', 'webhooks', event);
    await punctual.settle();
    expect((await read(id)).permalink).toMatch(/@luciaentiktok\/video\/7\d{18}$/);
  });

  test('beyond the fifth of a day is called in question beforehand, and settled as the creator finishes others', async () => {
    const drafts = [];
    for (const minutes of [60, 61, 62, 63, 64, 300]) drafts.push(await schedule(minutes, `Draft ${minutes}`));
    const [first, , , , fifth, sixth] = drafts.map(({ id }) => id);
    expect((await read(fifth ?? '')).issues.map((issue: Loose) => issue.code)).not.toContain('inbox_full');
    expect(await read(sixth ?? '')).toMatchObject({
      readiness: 'needs_attention',
      issues: [{ code: 'inbox_full' }, {}, {}],
    });

    await punctual.runUntil(punctual.clock.now().add({ minutes: 90 }));
    expect(await inbox()).toHaveLength(5);
    expect((await read(sixth ?? '')).readiness).toBe('needs_attention');
    const delivered = (await inbox())[0];
    await act(delivered.publishId, 'publish');
    await punctual.runUntil(punctual.clock.now().add({ hours: 2 }));
    expect((await read(first ?? '')).permalink).not.toBeNull();
    expect((await read(sixth ?? '')).readiness).toBe('ready');
    await punctual.runUntil(punctual.clock.now().add({ hours: 2 }));
    expect((await read(sixth ?? '')).state).toBe('published');
  });

  test('is offered to TikTok at its hour although five wait: one may have been discarded', async () => {
    const drafts = [];
    for (const minutes of [60, 61, 62, 63, 64, 90, 91]) drafts.push(await schedule(minutes, `Draft ${minutes}`));
    await punctual.runUntil(punctual.clock.now().add({ minutes: 80 }));
    await act((await inbox())[0].publishId, 'discard');
    await punctual.runUntil(punctual.clock.now().add({ minutes: 40 }));
    expect((await read(drafts[5]?.id ?? '')).state).toBe('published');
    const refused = await read(drafts[6]?.id ?? '');
    expect(refused).toMatchObject({ state: 'needs_attention', issues: [{ code: 'refused_for_now' }, {}, {}] });
    expect(refused.issues[0].message).toContain('Finish or discard some in the TikTok app');
  });
});
