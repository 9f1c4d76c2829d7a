import type { AdapterTools, Checkpoint, PublishMedia, PublishRequest } from '../../src/channels/adapter.ts';
import { DEFAULT_TIKTOK_SETTINGS, type TiktokSettings } from '../../src/channels/tiktok/index.ts';
import { TiktokPayload } from '../../src/contract/payload.ts';
import { VirtualClock } from '../support/clock.ts';

/** What the fake says to one call. `lost`: the connection breaks after sending; `not_sent`: nobody listens. */
export type FakeAnswer = Response | 'lost' | 'not_sent' | ((call: FakeCall) => Response | 'lost');

export interface FakeCall {
  method: string;
  url: URL;
  headers: Headers;
  /** As text; empty for uploads, whose bytes are counted instead. */
  body: string;
  bytes: number;
}

export interface FakeTiktok {
  fetch: typeof fetch;
  calls: FakeCall[];
  /** Answers in order for calls whose path contains `path`; the last one stays. */
  answer(path: string, ...answers: FakeAnswer[]): void;
  /** Paths of the calls so far, shortened to their last words. */
  paths(): string[];
}

/** TikTok as a list of prepared answers, for what the sandbox does not do on demand. */
export function fakeTiktok(): FakeTiktok {
  const prepared: { path: string; answers: FakeAnswer[] }[] = [];
  const calls: FakeCall[] = [];
  const answerTo = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const isUpload = request.method === 'PUT';
    const content = await request.arrayBuffer();
    const call: FakeCall = {
      method: request.method,
      url: new URL(request.url),
      headers: request.headers,
      body: isUpload ? '' : new TextDecoder().decode(content),
      bytes: content.byteLength,
    };
    calls.push(call);
    const list = prepared.find(({ path }) => call.url.pathname.includes(path))?.answers;
    if (list === undefined) throw new Error(`the fake was not told about ${call.url.pathname}`);
    const [first] = list;
    const next = list.length > 1 ? list.shift() : first;
    const answer = typeof next === 'function' ? next(call) : next;
    if (answer === 'lost' || answer === undefined) throw networkError('ECONNRESET');
    if (answer === 'not_sent') throw networkError('ECONNREFUSED');
    return answer.clone();
  };
  return {
    fetch: answerTo,
    calls,
    answer: (path, ...answers) => {
      const known = prepared.findIndex((one) => one.path === path);
      if (known >= 0) prepared.splice(known, 1);
      prepared.unshift({ path, answers });
    },
    paths: () => calls.map(({ url }) => url.pathname.split('/').filter(Boolean).slice(-2).join('/')),
  };
}

function networkError(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

export function ok(data: object | string): Response {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return new Response(`{"data":${text},"error":{"code":"ok","message":"","log_id":"log-1"}}`);
}

export function refusal(code: string, status = 400, message = 'No.'): Response {
  return Response.json({ data: {}, error: { code, message, log_id: 'log-9' } }, { status });
}

export function statusIs(status: string, more: object = {}): Response {
  return ok({ status, ...more });
}

export const CREATOR = {
  creator_username: 'lucia',
  creator_nickname: 'Lucía',
  privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
  comment_disabled: false,
  duet_disabled: false,
  stitch_disabled: false,
  max_video_post_duration_sec: 60,
};

export const SETTINGS: TiktokSettings = {
  ...DEFAULT_TIKTOK_SETTINGS,
  clientKey: 'key-1',
  clientSecret: 'secret-1',
};

/** An adapter's tools on a fake: time stands still until a test moves it, chance is always in the middle. */
export function fakeTools(fake: Pick<FakeTiktok, 'fetch'>): AdapterTools & { clock: VirtualClock } {
  return { clock: new VirtualClock('2026-11-23T09:00:00Z'), fetch: fake.fetch, random: () => 0.5 };
}

export interface FakeMedia extends PublishMedia {
  withdrawn: boolean;
  servedHow: 'nothing' | 'partly' | 'whole';
}

export function fakeMedia(more: Partial<PublishMedia> = {}): FakeMedia {
  const media: FakeMedia = {
    assetId: 'asset-1',
    kind: 'video',
    mimeType: 'video/mp4',
    sizeBytes: 1000,
    width: 720,
    height: 1280,
    durationMs: 12_000,
    altText: null,
    url: () => Promise.resolve(`https://media.example/${more.assetId ?? 'asset-1'}`),
    served: () => Promise.resolve(media.servedHow),
    withdraw: () => {
      media.withdrawn = true;
      return Promise.resolve();
    },
    read: (start, end) => zeros(end - start),
    ...more,
    withdrawn: false,
    servedHow: 'nothing',
  };
  return media;
}

async function* zeros(length: number): AsyncIterable<Uint8Array> {
  const piece = new Uint8Array(1_000_000);
  for (let left = length; left > 0; left -= piece.byteLength) yield piece.subarray(0, Math.min(left, piece.byteLength));
}

export function order(
  payload: Partial<TiktokPayload> = {},
  more: Partial<Omit<PublishRequest, 'choices'>> = {},
): PublishRequest {
  return {
    jobId: 'job-1',
    attempt: 1,
    credentials: { externalAccountId: 'open-1', username: 'lucia', accessToken: 'act.token' },
    capabilities: {},
    caption: 'A bowl #clay',
    media: [fakeMedia()],
    coverTimeMs: null,
    coverImage: null,
    choices: {
      channel: 'tiktok',
      payload: TiktokPayload.parse({ privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true, ...payload }),
    },
    ...more,
  };
}

/** Runs a generator to its end; what it yielded went through JSON, as the database stores it. */
export async function run<Result>(
  steps: AsyncGenerator<Checkpoint, Result, void>,
): Promise<{ checkpoints: Checkpoint[]; result: Result }> {
  const checkpoints: Checkpoint[] = [];
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return { checkpoints, result: step.value };
    checkpoints.push(structuredClone(step.value));
  }
}
