import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPunctual, type TestPunctual, type TestUser } from './support/punctual.ts';

describe('posts that an account held up', () => {
  let punctual: TestPunctual;
  let user: TestUser;

  beforeAll(async () => {
    punctual = await startPunctual();
    user = await punctual.signUp();
    await user.link('ig');
  });
  afterAll(() => punctual.close());

  test('recover by relinking: those to come by themselves, those held up at the next good slots, all at once', async () => {
    const photo = await user.uploadPhoto();
    const schedule = async (minutes: number) => {
      const entries = [{ channel: 'ig', scheduledAt: punctual.clock.now().add({ minutes }).toString(), payload: {} }];
      return (
        await user.call('POST', '/v1/posts', {
          caption: `In ${minutes}`,
          assetIds: [photo],
          entries,
          intent: 'schedule',
        })
      ).data.entries[0];
    };
    const [soon, alsoSoon, later] = [await schedule(5), await schedule(6), await schedule(600)];
    const read = async (id: string) => (await user.call('GET', `/v1/calendar/entries/${id}`)).data;
    const [account] = (await user.call('GET', '/v1/accounts')).data;
    expect((await user.call('DELETE', `/v1/accounts/${account.id}`)).status).toBe(200);
    expect((await read(soon.id)).readiness).toBe('token_expired');

    await punctual.runUntil(punctual.clock.now().add({ minutes: 20 }));
    expect(await read(soon.id)).toMatchObject({
      state: 'needs_attention',
      readiness: 'token_expired',
      job: { attemptCount: 0 },
    });
    const alerts = (await user.call('GET', '/v1/notifications')).data.items.filter(
      (item: { kind: string }) => item.kind === 'account_lost',
    );
    expect(alerts).toHaveLength(1);

    expect(await user.link('ig')).toBe('/accounts?linked=ig');
    expect((await user.call('GET', '/v1/accounts')).data[0].id).toBe(account.id);
    expect((await read(later.id)).readiness).toBe('ready');
    expect(await read(soon.id)).toMatchObject({
      readiness: 'needs_attention',
      issues: [{ code: 'held_up', action: 'reschedule' }],
    });

    const now = await user.call('POST', '/v1/publishing/jobs:reschedule-held-up', { mode: 'now' });
    expect(now).toMatchObject({ status: 403, error: { code: 'FEATURE_OFF' } });
    const { data: report } = await user.call('POST', '/v1/publishing/jobs:reschedule-held-up', { mode: 'next_slots' });
    expect(report.moved.map((move: { id: string }) => move.id)).toEqual([soon.id, alsoSoon.id]);
    for (const { id } of [soon, alsoSoon])
      expect(await read(id)).toMatchObject({ state: 'scheduled', readiness: 'ready' });
    expect((await read(soon.id)).scheduledAt).not.toBe((await read(alsoSoon.id)).scheduledAt);
  });
});
