import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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

describe('suggestions with a model', () => {
  let punctual: TestPunctual;
  let user: TestUser;
  let model: Server;
  let heard: { messages: { role: string; content: unknown }[] }[];

  beforeAll(async () => {
    model = createServer((request, answer) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        heard.push(JSON.parse(text));
        const content = JSON.stringify({
          caption: 'A tea bowl for £28, fresh from the kiln.',
          caption_reason: 'It leads with the price.',
          tiktok_caption: 'A tea bowl for £28.',
          hashtags: ['teabowl'],
          hashtags_reason: 'What it is.',
        });
        const usage = { prompt_tokens: 900, completion_tokens: 80, total_tokens: 980 };
        const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
        answer.setHeader('content-type', 'application/json');
        answer.end(JSON.stringify({ id: '1', object: 'chat.completion', created: 1, model: 'eye', choices, usage }));
      });
    }).listen(0, '127.0.0.1');
    await once(model, 'listening');
    const address = model.address();
    const port = typeof address === 'object' ? address?.port : 0;
    punctual = await startPunctual({
      env: { AI_PROVIDER: 'openai-compatible', AI_BASE_URL: `http://127.0.0.1:${port}/v1`, AI_MODEL: 'eye' },
    });
    user = await punctual.signUp();
  });
  beforeEach(() => {
    heard = [];
  });
  afterAll(async () => {
    await punctual.close();
    model.closeAllConnections();
    await new Promise((resolve) => model.close(resolve));
  });

  async function draft(assetIds: string[]): Promise<string> {
    const brief = 'A tea bowl, £28, came out of the kiln today.';
    return (await user.call('POST', '/v1/posts', { brief, assetIds })).data.id;
  }

  async function usageRows(): Promise<{ row: object }[]> {
    const usage = sql<{ row: object }>`SELECT to_jsonb(m) AS row FROM model_usage m ORDER BY at DESC`;
    return (await usage.execute(punctual.foundation.database)).rows;
  }

  test('show it the pictures of the post, small, and say which model spoke', async () => {
    const id = await draft([await user.uploadPhoto({ width: 2400, height: 3000 }), await user.uploadPhoto()]);
    const { data } = await user.call('POST', `/v1/posts/${id}:suggest`, { fields: ['caption'] });
    expect(data.caption).toMatchObject({ source: { kind: 'model', model: 'eye' } });
    expect(data.caption.text).toContain('£28');
    const pictures = JSON.stringify(heard[0]).match(/data:image\/jpeg;base64,[A-Za-z0-9+/=]+/g) ?? [];
    expect(pictures).toHaveLength(2);
    for (const picture of pictures) expect(picture.length).toBeLessThan(100_000);
  });

  test('record tokens and time of each question, and nothing of what was said', async () => {
    await user.call('POST', `/v1/posts/${await draft([])}:suggest`, { fields: ['hashtags'] });
    await expect.poll(async () => (await usageRows()).length).toBeGreaterThanOrEqual(1);
    const [last] = await usageRows();
    expect(last?.row).toMatchObject({ model: 'eye', calls: 1, input_tokens: 900, output_tokens: 80 });
    expect(JSON.stringify(last?.row)).not.toContain('bowl');
  });

  test('ask no model for a time or a cover alone', async () => {
    const id = await draft([await user.uploadPhoto()]);
    const { data } = await user.call('POST', `/v1/posts/${id}:suggest`, { fields: ['time', 'cover'] });
    expect(data.time.source).toEqual({ kind: 'built_in' });
    expect(heard).toEqual([]);
  });
});
