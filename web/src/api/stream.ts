import { isProblemBody, reach } from './call.ts';
import { ApiProblem } from './problem.ts';
import { currentLocale } from '../i18n/locale.ts';

/** One server-sent event; `data` is what its JSON held. */
export interface StreamedEvent {
  name: string;
  data: unknown;
}

/**
 * Sends `body` and yields the events of the answer as they come. Throws `ApiProblem` where the answer is none: the
 * server's own, or `UNREACHABLE` when the connection breaks, before or midway. Ends quietly when `signal` is aborted.
 */
export async function* streamEvents(url: string, body: unknown, signal: AbortSignal): AsyncGenerator<StreamedEvent> {
  try {
    const response = await reach(url, {
      method: 'POST',
      headers: {
        Accept: 'text/event-stream',
        'Accept-Language': currentLocale(),
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(body),
      signal,
    });
    if (!response.ok || response.body === null) throw await problemOf(response);
    yield* eventsIn(response.body);
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof ApiProblem) throw error;
    throw new ApiProblem('UNREACHABLE', 'The stream broke.');
  }
}

async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event !== null) yield event;
      }
    }
  } finally {
    // Whoever stops reading hangs up, and the server stops with them.
    await reader.cancel().catch(() => undefined);
  }
}

/** Reads one block of the stream; `null` for comments (keep-alives) and what is no JSON. */
export function parseEvent(block: string): StreamedEvent | null {
  const lines = block.split('\n');
  const field = (name: string) =>
    lines
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  const [name, data] = [field('event'), field('data')];
  if (name === undefined || data === undefined) return null;
  try {
    return { name, data: JSON.parse(data) as unknown };
  } catch {
    // A proxy's own words in our stream say nothing to us.
    return null;
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const value: unknown = await response.json().catch(() => null);
  const error = typeof value === 'object' && value !== null && 'error' in value ? value.error : null;
  if (!isProblemBody(error)) return new ApiProblem('UNREACHABLE', `The server answered ${String(response.status)}.`);
  return new ApiProblem(error.code, error.message, error.details, response.headers.get('x-request-id'));
}
