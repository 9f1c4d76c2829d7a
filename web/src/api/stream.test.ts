import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseEvent, streamEvents, type StreamedEvent } from './stream.ts';

afterEach(() => vi.unstubAllGlobals());

describe('a stream of events', () => {
  it('is put together whatever pieces it comes in, without comments and strangers’ words', async () => {
    serve([
      ': keep-alive\n\nevent: pie',
      'ce\ndata: {"a":"é',
      '"}\n',
      '\nevent: odd\ndata: <html>\n\nevent: done\ndata: 1\n\n',
    ]);
    expect(await all(new AbortController().signal)).toEqual([
      { name: 'piece', data: { a: 'é' } },
      { name: 'done', data: 1 },
    ]);
  });

  it('that is an answer in the envelope is the server’s own problem, with its fields', async () => {
    const error = { code: 'INVALID_INPUT', message: 'plan: too long', details: { fields: [] } };
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ data: null, error, meta: {} }, { status: 400 })));
    await expect(all(new AbortController().signal)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: error.details,
    });
  });

  it('that breaks midway tells so after what came; one that is stopped just ends', async () => {
    const came: StreamedEvent[] = [];
    serve(['event: piece\ndata: 1\n\n'], true);
    await expect(all(new AbortController().signal, came)).rejects.toMatchObject({ code: 'UNREACHABLE' });
    expect(came).toEqual([{ name: 'piece', data: 1 }]);
    const stop = new AbortController();
    stop.abort();
    serve(['event: piece\ndata: 1\n\n'], true);
    await expect(all(stop.signal, [])).resolves.toHaveLength(1);
  });

  it('has no event in a comment', () => {
    expect(parseEvent(': keep-alive')).toBeNull();
  });
});

async function all(signal: AbortSignal, came: StreamedEvent[] = []): Promise<StreamedEvent[]> {
  for await (const event of streamEvents('/v1/ai/calendar', {}, signal)) came.push(event);
  return came;
}

/** Answers with these pieces of text, cut anywhere, and then ends or breaks. */
function serve(pieces: readonly string[], breaks = false): void {
  const left = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = left.shift();
      if (next !== undefined) controller.enqueue(new TextEncoder().encode(next));
      else if (breaks) controller.error(new TypeError('terminated'));
      else controller.close();
    },
  });
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status: 200 })));
}
