import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPunctual, type TestPunctual, type TestUser } from './support/punctual.ts';

describe('the first post', () => {
  let punctual: TestPunctual;
  let user: TestUser;

  beforeAll(async () => {
    punctual = await startPunctual();
    user = await punctual.signUp();
    await user.link('ig');
  });
  afterAll(() => punctual.close());

  async function schedule(minutes: number, caption: string, assetIds?: string[]) {
    const at = punctual.clock.now().add({ minutes });
    const assets = assetIds ?? [await user.uploadPhoto()];
    const answer = await user.call('POST', '/v1/posts', {
      caption,
      assetIds: assets,
      entries: [{ channel: 'ig', scheduledAt: at.toString(), payload: {} }],
      intent: 'schedule',
    });
    expect(answer.status).toBe(201);
    return { at, post: answer.data, entry: answer.data.entries[0] };
  }
  const read = async (id: string) => (await user.call('GET', `/v1/calendar/entries/${id}`)).data;

  test('goes out at its minute, once, and links to the post', async () => {
    const { at, entry } = await schedule(2, 'Out of the kiln');
    expect(entry).toMatchObject({
      state: 'scheduled',
      readiness: 'ready',
      issues: [],
      job: { status: 'scheduled', attemptCount: 0 },
    });

    await punctual.runUntil(at.subtract({ milliseconds: 1 }));
    expect((await read(entry.id)).state).toBe('scheduled');

    await punctual.clock.advanceTo(at);
    await punctual.settle();
    expect((await read(entry.id)).state).toBe('publishing');

    await punctual.runUntil(at.add({ minutes: 2 }));
    const published = await read(entry.id);
    expect(published).toMatchObject({
      state: 'published',
      readiness: 'published',
      job: { status: 'published', attemptCount: 1, nextAttemptAt: null },
    });
    expect(published.permalink).toContain('/p/');
    const posts = await punctual.sandbox.posts();
    expect(posts.filter((post) => post['caption'] === 'Out of the kiln')).toHaveLength(1);
    expect((await fetch(published.permalink)).status).toBe(200);
  });

  test('what the platform cannot take right now is retried after exactly 5, 15 and 30 minutes, then a person is asked', async () => {
    await punctual.sandbox.fault({ channel: 'ig', endpoint: 'media', kind: 'error', code: 2 });
    const { at, entry } = await schedule(3, 'Stubborn');
    await punctual.runUntil(at);
    expect(await read(entry.id)).toMatchObject({ state: 'retrying', job: { status: 'failed', attemptCount: 1 } });
    for (const minutes of [5, 15, 30]) {
      const before = await read(entry.id);
      const due = Temporal.Instant.from(before.job.nextAttemptAt);
      expect(due.since(punctual.clock.now()).total('minutes')).toBe(minutes);
      await punctual.runUntil(due);
    }
    const given = await read(entry.id);
    expect(given).toMatchObject({
      state: 'needs_attention',
      readiness: 'failed_retry',
      job: { status: 'needs_attention', attemptCount: 4 },
    });
    expect(given.issues[0]).toMatchObject({ code: 'retries_used_up', action: 'retry' });

    await fetch(`${punctual.sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    const retry = () => user.call('POST', `/v1/publishing/jobs/${given.job.id}:retry`);
    expect((await retry()).status).toBe(202);
    expect((await retry()).status).toBe(202);
    await punctual.runUntil(punctual.clock.now().add({ minutes: 2 }));
    expect((await read(entry.id)).state).toBe('published');
    expect((await punctual.sandbox.posts()).filter((post) => post['caption'] === 'Stubborn')).toHaveLength(1);
  });

  test('a lost answer to the publishing call is never sent twice', async () => {
    await punctual.sandbox.fault({ channel: 'ig', endpoint: 'media_publish', kind: 'drop_after', times: 1 });
    const { at, entry } = await schedule(3, 'Lost answer');
    await punctual.runUntil(at.add({ seconds: 30 }));
    await punctual.runUntil(at.add({ minutes: 10 }));
    expect(await read(entry.id)).toMatchObject({ state: 'published' });
    expect((await punctual.sandbox.posts()).filter((post) => post['caption'] === 'Lost answer')).toHaveLength(1);
  });

  test('an obstacle at the hour holds the post up without a call that posts', async () => {
    const { at, entry } = await schedule(3, 'No picture', []);
    expect(entry).toMatchObject({ state: 'scheduled', readiness: 'missing_media' });
    await punctual.runUntil(at.add({ minutes: 1 }));
    expect(await read(entry.id)).toMatchObject({
      state: 'needs_attention',
      readiness: 'missing_media',
      job: { attemptCount: 0 },
    });
    const alerts = await user.call('GET', '/v1/notifications');
    expect(alerts.data.items.some((item: { postId: string }) => item.postId === entry.postId)).toBe(true);
  });

  test('an hour missed while nothing ran is not posted late, by as much as the account tolerates', async () => {
    const { at, entry } = await schedule(3, 'Too late');
    const patient = await schedule(4, 'Late enough');
    await punctual.clock.advanceTo(at.add({ minutes: 61 }));
    await punctual.runUntil(at.add({ minutes: 62 }));
    expect((await read(patient.entry.id)).state).toBe('published');
    const missed = await read(entry.id);
    expect(missed).toMatchObject({ state: 'needs_attention', readiness: 'needs_attention' });
    expect(missed.issues[0].code).toBe('hour_missed');
    expect((await punctual.sandbox.posts()).filter((post) => post['caption'] === 'Too late')).toHaveLength(0);

    const [account] = (await user.call('GET', '/v1/accounts')).data;
    await user.call('PATCH', `/v1/accounts/${account.id}`, { lateToleranceMinutes: 2 });
    const strict = await schedule(3, 'Too late for this one');
    await punctual.clock.advanceTo(strict.at.add({ minutes: 3 }));
    await punctual.settle();
    expect((await read(strict.entry.id)).issues[0].code).toBe('hour_missed');
  });
});
