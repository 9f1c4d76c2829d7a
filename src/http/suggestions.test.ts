import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPunctual, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';

describe('suggestions without a model', () => {
  let punctual: TestPunctual;
  let user: TestUser;

  beforeAll(async () => {
    punctual = await startPunctual();
    user = await punctual.signUp();
  });
  afterAll(() => punctual.close());

  test('come from the brief, with reasons, and say who spoke', async () => {
    const post = (
      await user.call('POST', '/v1/posts', {
        brief:
          'Our winter sale of hand-thrown tea bowls starts on Saturday at 10:00. Every bowl costs £28. Come early, there are only 40.',
        assetIds: [await user.uploadPhoto()],
        entries: [{ channel: 'ig', scheduledAt: null, payload: {} }],
      })
    ).data;
    const { data, error } = await user.call('POST', `/v1/posts/${post.id}:suggest`, {});
    expect(error).toBeNull();
    expect(data.caption).toMatchObject({ source: { kind: 'built_in' } });
    for (const fact of ['10:00', '£28', '40']) expect(data.caption.text).toContain(fact);
    expect(data.hashtags.hashtags.length).toBeLessThanOrEqual(5);
    expect(Temporal.Instant.compare(data.time.slots[0].scheduledAt, punctual.clock.now())).toBe(1);
    for (const field of ['caption', 'hashtags', 'time']) expect(data[field].reason).not.toBe('');
    expect((await user.call('GET', `/v1/posts/${post.id}`)).data.caption).toBe('');
  });

  test('are made for one field alone, and honest about an empty brief', async () => {
    const post = (await user.call('POST', '/v1/posts', {})).data;
    const { data } = await user.call('POST', `/v1/posts/${post.id}:suggest`, { fields: ['caption'] });
    expect(data.caption).toBeNull();
    expect(data.notes.map((note: { code: string }) => note.code)).toContain('brief_empty');
    expect(data).not.toHaveProperty('time');
  });

  test('know the hours of the week, and a voice that can be corrected and given back to learning', async () => {
    expect((await user.call('GET', '/v1/calendar/best-times?channel=ig')).data).toMatchObject({
      signal: 'none',
      timezone: expect.any(String),
    });
    expect((await user.call('PATCH', '/v1/voice', { length: 300 })).data).toMatchObject({
      card: { length: 300 },
      edited: ['length'],
    });
    expect((await user.call('PATCH', '/v1/voice', { length: null })).data).toMatchObject({
      card: { length: 0 },
      edited: [],
    });
  });
});
