import type { Clock } from '../../../domain/clock.ts';
import type { AdapterTools, Credentials, PublishMedia, PublishRequest } from '../../adapter.ts';
import type { InstagramPayload } from '../../../contract/payload.ts';
import type { InstagramSettings } from '../settings.ts';

/** A call as it left the adapter. */
export interface SeenCall {
  method: string;
  /** Host and path, without the query. */
  address: string;
  query: URLSearchParams;
  form: URLSearchParams;
  headers: Headers;
}

/** What is answered: a JSON text with its status, or a broken connection. */
export type FakeAnswer =
  | { status?: number; json: unknown; headers?: Record<string, string> }
  | { status?: number; text: string }
  | { broken: 'ECONNREFUSED' | 'ECONNRESET' };

/** Answers by `METHOD path`; a list is used up one by one, its last element again and again. */
export type FakeAnswers = Record<string, FakeAnswer | readonly FakeAnswer[]>;

export const ACCOUNT_ID = '17841400000000001';

export const SETTINGS: InstagramSettings = {
  appId: '1234567890',
  appSecret: 'app-secret',
  callbackSecrets: ['meta-secret', 'app-secret'],
  apiVersion: 'v26.0',
  baseUrls: {
    authorize: 'https://www.test',
    api: 'https://api.test',
    graph: 'https://graph.test',
    rupload: 'https://rupload.test',
  },
  resumableUpload: false,
  standing: null,
};

export const CREDENTIALS: Credentials = {
  externalAccountId: ACCOUNT_ID,
  username: 'lucia.ceramics',
  accessToken: 'IGAAsecret',
};

/** Instagram, answering from a list: for what the sandbox, which is a whole Instagram, does not do on demand. */
export class FakeGraph {
  readonly calls: SeenCall[] = [];
  readonly #answers: FakeAnswers;
  readonly #used = new Map<string, number>();

  constructor(answers: FakeAnswers) {
    this.#answers = answers;
  }

  tools(clock: Clock): AdapterTools {
    return {
      clock,
      random: () => 0.5,
      fetch: ((url: string, init: RequestInit) => this.#answer(url, init)) as typeof fetch,
    };
  }

  /** How often `METHOD path` was called. */
  count(route: string): number {
    return this.#used.get(route) ?? 0;
  }

  #answer(address: string, init: RequestInit): Promise<Response> {
    const url = new URL(address);
    const method = init.method ?? 'GET';
    const route = `${method} ${url.pathname.replace(/^\/v\d+\.\d+/, '')}`;
    const times = this.count(route);
    this.#used.set(route, times + 1);
    this.calls.push({
      method,
      address: url.origin + url.pathname,
      query: url.searchParams,
      form: new URLSearchParams(init.body instanceof URLSearchParams ? init.body : ''),
      headers: new Headers(init.headers),
    });
    const listed = this.#answers[route];
    if (listed === undefined) throw new Error(`nothing is said about ${route}`);
    const answers: readonly FakeAnswer[] = Array.isArray(listed) ? listed : [listed];
    return respond(answers[Math.min(times, answers.length - 1)]);
  }
}

function respond(answer: FakeAnswer | undefined): Promise<Response> {
  if (answer === undefined) throw new Error('an empty list of answers');
  if ('broken' in answer) {
    return Promise.reject(
      new TypeError('fetch failed', { cause: Object.assign(new Error('broken'), { code: answer.broken }) }),
    );
  }
  const body = 'text' in answer ? answer.text : JSON.stringify(answer.json);
  const headers = 'json' in answer ? (answer.headers ?? {}) : {};
  return Promise.resolve(new Response(body, { status: answer.status ?? 200, headers }));
}

/** A Graph error as it comes over the wire. */
export function refusal(code: number, subcode: number | null = null, more: Record<string, unknown> = {}): FakeAnswer {
  const error = {
    message: 'No',
    type: 'OAuthException',
    code,
    error_subcode: subcode ?? undefined,
    fbtrace_id: 'Trace1',
  };
  return { status: 400, json: { error: { ...error, ...more } } };
}

export function testFile(kind: 'image' | 'video', more: Partial<PublishMedia> = {}): PublishMedia {
  const name = more.assetId ?? `asset-${kind}`;
  return {
    assetId: name,
    kind,
    mimeType: kind === 'image' ? 'image/jpeg' : 'video/mp4',
    sizeBytes: 10,
    width: 1080,
    height: 1080,
    durationMs: kind === 'image' ? null : 5000,
    altText: null,
    url: () => Promise.resolve(`https://media.test/${name}`),
    served: () => Promise.resolve('whole'),
    withdraw: () => Promise.resolve(),
    // eslint-disable-next-line require-yield -- an empty file
    read: async function* () {},
    ...more,
  };
}

export function testRequest(
  more: Partial<Omit<PublishRequest, 'choices'>> & { payload?: InstagramPayload } = {},
): PublishRequest {
  const { payload = {}, ...rest } = more;
  return {
    jobId: 'job-1',
    attempt: 1,
    credentials: CREDENTIALS,
    capabilities: {},
    caption: 'Bowls @ana #clay',
    media: [testFile('image')],
    coverTimeMs: null,
    coverImage: null,
    choices: { channel: 'ig', payload },
    ...rest,
  };
}
