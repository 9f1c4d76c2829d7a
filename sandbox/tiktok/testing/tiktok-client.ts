/** The calls a client of TikTok makes, as thin as they can be. */
import { createHash } from 'node:crypto';
import { isObject, parseJson } from '../../core/answers.ts';
import type { JsonObject } from '../../testing/temporary-sandbox.ts';

export const REDIRECT_URI = 'http://localhost:3000/oauth/tiktok/callback';
export const ALL_SCOPES = 'user.info.basic,user.info.profile,video.list,video.publish,video.upload';
export const VERIFIER = 'v'.repeat(50);

export interface Answered {
  readonly status: number;
  /** Integers beyond 2^53 are bigints. */
  readonly body: JsonObject;
  readonly headers: Headers;
  readonly text: string;
}

export async function call(url: string, init: RequestInit = {}): Promise<Answered> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const parsed = parseJson(text);
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: parsed.ok && isObject(parsed.value) ? parsed.value : {},
  };
}

export interface ConsentChoices {
  readonly account?: string;
  readonly scopes?: string;
  /** Ticked ones; default: all that were asked for. */
  readonly ticked?: readonly string[];
  readonly decision?: string;
  readonly redirectUri?: string;
  readonly query?: Readonly<Record<string, string>>;
}

export function authorizeUrl(url: string, choices: ConsentChoices = {}): string {
  const query = new URLSearchParams({
    client_key: 'sandboxclientkey',
    response_type: 'code',
    scope: choices.scopes ?? ALL_SCOPES,
    redirect_uri: choices.redirectUri ?? REDIRECT_URI,
    state: 'state 1',
    code_challenge: createHash('sha256').update(VERIFIER).digest('hex'),
    code_challenge_method: 'S256',
    ...choices.query,
  });
  return `${url}/v2/auth/authorize/?${query.toString()}`;
}

/** The whole consent as a person gives it; the `location` the browser is sent to. */
export async function consent(url: string, choices: ConsentChoices = {}): Promise<string> {
  const shown = await call(authorizeUrl(url, choices));
  const radios = [...shown.text.matchAll(/name="account"\s+value="([^"]+)"[^>]*>\s*<span>([^<]*)</g)];
  const radio = radios.find(([, , label]) => label?.includes(`@${choices.account ?? 'lucia.ceramica'})`));
  const action = unescaped(/<form method="post" action="([^"]+)"/.exec(shown.text)?.[1] ?? '');
  const offered = [...shown.text.matchAll(/name="scope"\s+value="([^"]+)"/g)].map(([, scope]) => scope ?? '');
  const form = new URLSearchParams({ account: radio?.[1] ?? '', decision: choices.decision ?? 'allow' });
  for (const scope of choices.ticked ?? offered) form.append('scope', scope);
  const answer = await call(`${url}${action}`, { method: 'POST', body: form });
  return answer.headers.get('location') ?? `nowhere: ${answer.status} ${answer.text}`;
}

/** The text an attribute of a page stands for. */
export function unescaped(attribute: string): string {
  return attribute
    .replace(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&amp;', '&');
}

export function tokenCall(url: string, fields: Readonly<Record<string, string>>): Promise<Answered> {
  return call(`${url}/v2/oauth/token/`, {
    method: 'POST',
    body: new URLSearchParams({
      client_key: 'sandboxclientkey',
      client_secret: 'sandbox-tiktok-secret',
      ...fields,
    }),
  });
}

export function exchange(url: string, code: string, changes: Readonly<Record<string, string>> = {}): Promise<Answered> {
  return tokenCall(url, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: VERIFIER,
    ...changes,
  });
}

export function refresh(url: string, refreshToken: string): Promise<Answered> {
  return tokenCall(url, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

/** Consent and tokens in one go. */
export async function link(url: string, choices: ConsentChoices = {}): Promise<TiktokClient> {
  const back = new URL(await consent(url, choices));
  const { body } = await exchange(url, back.searchParams.get('code') ?? '');
  return new TiktokClient(url, String(body['access_token']), String(body['refresh_token']), String(body['open_id']));
}

export const POST_INFO = {
  title: 'Un cuenco nuevo #cerámica',
  privacy_level: 'SELF_ONLY',
  disable_comment: true,
  disable_duet: true,
  disable_stitch: true,
  brand_content_toggle: false,
  brand_organic_toggle: false,
};

export interface Init {
  readonly answer: Answered;
  readonly publishId: string;
  readonly uploadUrl: string;
}

export class TiktokClient {
  readonly url: string;
  readonly token: string;
  readonly refreshToken: string;
  readonly openId: string;
  constructor(url: string, token: string, refreshToken: string, openId: string) {
    this.url = url;
    this.token = token;
    this.refreshToken = refreshToken;
    this.openId = openId;
  }

  post(path: string, body: unknown = {}): Promise<Answered> {
    return call(`${this.url}/v2/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json; charset=UTF-8' },
      body: JSON.stringify(body),
    });
  }

  userInfo(fields: string): Promise<Answered> {
    return call(`${this.url}/v2/user/info/?fields=${fields}`, { headers: { authorization: `Bearer ${this.token}` } });
  }

  creatorInfo(): Promise<Answered> {
    return this.post('post/publish/creator_info/query/');
  }

  async initFile(
    sizeBytes: number,
    changes: { info?: JsonObject; chunkBytes?: number; count?: number; inbox?: boolean } = {},
  ): Promise<Init> {
    const { chunkBytes = sizeBytes, count = 1, inbox = false } = changes;
    return initOf(
      await this.post(inbox ? 'post/publish/inbox/video/init/' : 'post/publish/video/init/', {
        ...(inbox ? {} : { post_info: { ...POST_INFO, ...changes.info } }),
        source_info: {
          source: 'FILE_UPLOAD',
          video_size: sizeBytes,
          chunk_size: chunkBytes,
          total_chunk_count: count,
        },
      }),
    );
  }

  async initPull(videoUrl: string, info: JsonObject = {}): Promise<Init> {
    return initOf(
      await this.post('post/publish/video/init/', {
        post_info: { ...POST_INFO, ...info },
        source_info: { source: 'PULL_FROM_URL', video_url: videoUrl },
      }),
    );
  }

  async initPhotos(urls: readonly string[], changes: JsonObject = {}): Promise<Init> {
    return initOf(
      await this.post('post/publish/content/init/', {
        media_type: 'PHOTO',
        post_mode: 'DIRECT_POST',
        post_info: {
          title: 'Tres cuencos',
          description: 'Del horno de hoy #cerámica',
          privacy_level: 'SELF_ONLY',
          disable_comment: true,
          auto_add_music: true,
          brand_content_toggle: false,
          brand_organic_toggle: false,
        },
        source_info: { source: 'PULL_FROM_URL', photo_images: urls, photo_cover_index: 0 },
        ...changes,
      }),
    );
  }

  /** Init and the whole video in one chunk; the publish id. */
  async publish(video: Buffer, info: JsonObject = {}): Promise<string> {
    const { publishId, uploadUrl } = await this.initFile(video.length, { info });
    await putChunk(uploadUrl, video, 0, video.length);
    return publishId;
  }

  async status(publishId: string): Promise<JsonObject> {
    return dataOf(await this.statusAnswer(publishId));
  }

  statusAnswer(publishId: string): Promise<Answered> {
    return this.post('post/publish/status/fetch/', { publish_id: publishId });
  }

  videos(): Promise<Answered> {
    return this.post('video/list/?fields=id,create_time,title,video_description,duration,share_url', {
      max_count: 20,
    });
  }
}

function initOf(answer: Answered): Init {
  const data = dataOf(answer);
  return { answer, publishId: String(data['publish_id']), uploadUrl: String(data['upload_url']) };
}

/** Bytes `first` to before `end` of the video. */
export function putChunk(
  uploadUrl: string,
  video: Buffer,
  first: number,
  end: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  return call(uploadUrl, {
    method: 'PUT',
    headers: {
      'content-type': 'video/mp4',
      'content-range': `bytes ${first}-${end - 1}/${video.length}`,
      ...headers,
    },
    body: new Uint8Array(video.subarray(first, end)),
  });
}

export function dataOf({ body }: Answered): JsonObject {
  return isObject(body['data']) ? body['data'] : {};
}

/** `[HTTP status, error.code]`. */
export function errorOf({ status, body }: Answered): [number, unknown] {
  return [status, isObject(body['error']) ? body['error']['code'] : body['error']];
}
