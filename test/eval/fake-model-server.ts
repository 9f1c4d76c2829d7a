import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** What the server does with one request. `say` answers as the protocol of the request does, with `text` as the model's words. */
export type FakeTurn =
  | { say: string }
  | { status: number; message: string; headers?: Record<string, string> }
  /** Closes the connection without an answer. */
  | { drop: true }
  /** Takes the request and never answers. */
  | { silence: true }
  /** Begins an answer and breaks it off. */
  | { half: string }
  /** 200 with something that is no answer of the protocol. */
  | { raw: string };

export interface FakeRequest {
  protocol: 'chat' | 'responses' | 'messages' | 'google';
  key: string;
  body: Record<string, unknown>;
  /** The whole body as it came, for looking for words in it. */
  text: string;
}

export interface FakeModelServer {
  /** Base URL as settings take it, for the named protocol. */
  url(protocol: FakeRequest['protocol']): string;
  requests: FakeRequest[];
  /** Taken one a request; after the last, the last again. */
  turns: ((request: FakeRequest) => FakeTurn)[];
  /** Resolves once so many requests have come in. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

const USAGE = { input: 120, output: 80 };
const AnyObject = z.record(z.string(), z.unknown());

/** The wire protocols of OpenAI (chat and responses), Anthropic and Google on one port, strict about keys and shapes. */
export async function startFakeModelServer(key: string): Promise<FakeModelServer> {
  const waiting: { count: number; resolve: () => void }[] = [];
  const fake: Pick<FakeModelServer, 'requests' | 'turns'> = { requests: [], turns: [() => ({ say: '{}' })] };
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing);
  });
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const text = await readBody(incoming);
    const request = requestOf(incoming, text);
    if (request === null) return reply(outgoing, 404, { error: { message: `no such path: ${incoming.url ?? ''}` } });
    const fault = faultOf(request, key);
    if (fault !== null) return reply(outgoing, fault.status, errorBody(request, fault.message));
    fake.requests.push(request);
    const turn = fake.turns[Math.min(fake.requests.length, fake.turns.length) - 1];
    answer(outgoing, request, turn === undefined ? { silence: true } : turn(request));
    for (const each of waiting) if (fake.requests.length >= each.count) each.resolve();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    get requests() {
      return fake.requests;
    },
    get turns() {
      return fake.turns;
    },
    set turns(turns) {
      fake.turns = turns;
      fake.requests.length = 0;
    },
    url: (protocol) => `http://127.0.0.1:${port}/${protocol === 'google' ? 'v1beta' : 'v1'}`,
    received: (count) =>
      fake.requests.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
    close: () => closeServer(server),
  };
}

function requestOf(incoming: IncomingMessage, text: string): FakeRequest | null {
  const path = incoming.url ?? '';
  const protocol = path.endsWith('/chat/completions')
    ? 'chat'
    : path.endsWith('/responses')
      ? 'responses'
      : path.endsWith('/messages')
        ? 'messages'
        : path.includes(':generateContent')
          ? 'google'
          : null;
  if (protocol === null || incoming.method !== 'POST') return null;
  const header = (name: string) => String(incoming.headers[name] ?? '');
  const sent = header('authorization').replace(/^Bearer /, '') || header('x-api-key') || header('x-goog-api-key');
  return { protocol, key: sent, body: AnyObject.parse(JSON.parse(text)), text };
}

function faultOf(request: FakeRequest, key: string): { status: number; message: string } | null {
  if (request.key !== key)
    return { status: 401, message: `Incorrect API key provided: ${request.key}. Send Bearer ${request.key}.` };
  const needed = {
    chat: ['model', 'messages'],
    responses: ['model', 'input'],
    messages: ['model', 'messages', 'max_tokens'],
    google: ['contents'],
  };
  const missing = needed[request.protocol].filter((name) => !(name in request.body));
  return missing.length === 0 ? null : { status: 400, message: `missing: ${missing.join(', ')}` };
}

function answer(outgoing: ServerResponse, request: FakeRequest, turn: FakeTurn): void {
  if ('silence' in turn) return;
  if ('drop' in turn) return void outgoing.destroy();
  if ('raw' in turn) return reply(outgoing, 200, turn.raw);
  if ('half' in turn) {
    const whole = JSON.stringify(saying(request, turn.half));
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': String(whole.length) });
    outgoing.write(whole.slice(0, whole.length / 2), () => outgoing.destroy());
    return;
  }
  if ('status' in turn) return reply(outgoing, turn.status, errorBody(request, turn.message), turn.headers);
  reply(outgoing, 200, saying(request, turn.say));
}

function saying(request: FakeRequest, text: string): unknown {
  switch (request.protocol) {
    case 'chat':
      return {
        id: 'c1',
        object: 'chat.completion',
        created: 1,
        model: 'm',
        choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
        usage: {
          prompt_tokens: USAGE.input,
          completion_tokens: USAGE.output,
          total_tokens: USAGE.input + USAGE.output,
        },
      };
    case 'responses':
      return {
        id: 'r1',
        object: 'response',
        created_at: 1,
        status: 'completed',
        model: 'm',
        output: [
          {
            type: 'message',
            id: 'm1',
            role: 'assistant',
            status: 'completed',
            content: [{ type: 'output_text', text, annotations: [] }],
          },
        ],
        usage: { input_tokens: USAGE.input, output_tokens: USAGE.output, total_tokens: USAGE.input + USAGE.output },
      };
    case 'messages':
      return {
        id: 'a1',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content: contentOfMessages(request, text),
        stop_reason: 'end_turn',
        stop_sequence: null,
        usage: { input_tokens: USAGE.input, output_tokens: USAGE.output },
      };
    case 'google':
      return {
        candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP', index: 0 }],
        usageMetadata: {
          promptTokenCount: USAGE.input,
          candidatesTokenCount: USAGE.output,
          totalTokenCount: USAGE.input + USAGE.output,
        },
      };
  }
}

/** Older Claude models take a schema as a tool named `json` and answer by calling it. */
function contentOfMessages(request: FakeRequest, text: string): unknown[] {
  if (!Array.isArray(request.body['tools'])) return [{ type: 'text', text }];
  return [{ type: 'tool_use', id: 't1', name: 'json', input: JSON.parse(text) as unknown }];
}

function errorBody(request: FakeRequest, message: string): unknown {
  if (request.protocol === 'messages') return { type: 'error', error: { type: 'invalid_request_error', message } };
  if (request.protocol === 'google') return { error: { code: 400, message, status: 'INVALID_ARGUMENT' } };
  return { error: { message, type: 'invalid_request_error', param: null, code: null } };
}

function reply(outgoing: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
  outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of incoming) text += String(chunk);
  return text;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
